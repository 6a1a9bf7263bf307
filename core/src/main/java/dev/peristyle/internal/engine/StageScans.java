package dev.peristyle.internal.engine;

import dev.peristyle.internal.operator.Operator;
import dev.peristyle.spi.Scan;

/** Starts the inputs of stages. */
final class StageScans {

    private StageScans() {}

    /**
     * Starts an input for one thread or for several: what an operator delivers is copied for several, and read as it is by
     * one.
     */
    static Scan open(StageInput input, int threads, Run run) {
        OperatorRun operator = run.operator(input.id());
        try (Clock clock = Clock.start(run)) {
            Scan scan = open(input, operator, threads, run);
            clock.lap(operator.meter());
            return scan;
        }
    }

    private static Scan open(StageInput input, OperatorRun operator, int threads, Run run) {
        if (input instanceof StageInput.OfSource source) {
            return ScanOpening.open(source, run);
        }
        return new OperatorScan(operator(input, operator, run), input.schema(), operator, threads > 1);
    }

    private static Operator operator(StageInput input, OperatorRun operator, Run run) {
        if (input instanceof StageInput.OfGroups groups) {
            return new GroupOperator(groups, operator, run);
        }
        if (input instanceof StageInput.OfSorted sorted) {
            return new SortOperator(sorted, operator, run);
        }
        if (input instanceof StageInput.OfFirst first) {
            return new FirstOperator(first, run);
        }
        if (input instanceof StageInput.OfOrdered ordered) {
            return new InOrderOperator(ordered, operator, run);
        }
        if (input instanceof StageInput.OfMerged merged) {
            return new MergeOperator(merged, operator, run);
        }
        if (input instanceof StageInput.OfJoined joined) {
            return new OuterJoinOperator(joined, operator, run);
        }
        if (input instanceof StageInput.OfSortedSides sides) {
            return new MergeOperator(sides, operator, run);
        }
        if (input instanceof StageInput.OfNearest nearest) {
            return new AsOfJoinOperator(nearest, operator, run);
        }
        if (input instanceof StageInput.OfPartitions parts) {
            return new PartitionedJoinOperator(parts.id(), parts.left(), parts.joining(), parts.build(), run);
        }
        if (input instanceof StageInput.OfWindow window) {
            return new WindowOperator(window, operator, run);
        }
        throw new IllegalStateException(
                "no operator is known for a " + input.getClass().getSimpleName());
    }
}
