package dev.peristyle.internal.engine;

import dev.peristyle.column.Chunk;
import dev.peristyle.internal.join.MergeJoin;
import dev.peristyle.internal.lifetime.Closing;
import dev.peristyle.internal.operator.Operator;
import dev.peristyle.internal.sort.SortedMerge;
import dev.peristyle.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Merges or joins sorted rows, all of which are read side by side on the thread that asks for them. */
final class MergeOperator implements Operator {

    private final Schema schema;
    private final List<AutoCloseable> resources = new ArrayList<>();
    private final Supplier<Chunk> merged;

    /** Makes what gives the rows of its inputs, and adds it to what is to be closed. */
    private interface Merge {
        Supplier<Chunk> of(List<Supplier<Chunk>> inputs, List<AutoCloseable> resources);
    }

    MergeOperator(StageInput.OfMerged input, OperatorRun operator, Run run) {
        this(input.schema(), input.inputs(), run, (inputs, resources) -> {
            SortedMerge merge = new SortedMerge(operator.memory(), input.schema(), input.keys(), input.order(), inputs);
            resources.add(merge);
            return merge::next;
        });
    }

    MergeOperator(StageInput.OfSortedSides sides, OperatorRun operator, Run run) {
        this(sides.schema(), List.of(sides.left(), sides.right()), run, (inputs, resources) -> {
            MergeJoin join = new MergeJoin(
                    operator.memory(),
                    sides.joining(),
                    sides.order(),
                    inputs.get(0),
                    inputs.get(1),
                    operator.spill(),
                    run::checkCancellation,
                    operator::count);
            resources.add(join);
            return join::next;
        });
    }

    private MergeOperator(Schema schema, List<Rows> inputs, Run run, Merge merge) {
        this.schema = schema;
        try {
            List<Supplier<Chunk>> sides = new ArrayList<>();
            for (Rows rows : inputs) {
                OrderedRows input = OrderedRows.alone(rows, run);
                resources.add(input);
                sides.add(input::next);
            }
            this.merged = merge.of(sides, resources);
        } catch (Throwable failure) {
            Closing.after(failure, resources);
            throw failure;
        }
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public Chunk next() {
        return merged.get();
    }

    @Override
    public void close() {
        Closing.all(resources);
        resources.clear();
    }
}
