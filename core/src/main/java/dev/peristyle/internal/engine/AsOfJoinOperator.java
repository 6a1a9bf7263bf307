package dev.peristyle.internal.engine;

import dev.peristyle.column.Chunk;
import dev.peristyle.internal.join.AsOfJoin;
import dev.peristyle.internal.operator.Operator;
import dev.peristyle.schema.Schema;
import java.util.List;

/** Delivers each row of the left with the nearest of the right. Has read all rows of both when it is made. */
final class AsOfJoinOperator implements Operator {

    private final Schema schema;
    private final AsOfJoin join;

    AsOfJoinOperator(StageInput.OfNearest input, OperatorRun operator, Run run) {
        this.schema = input.schema();
        this.join = new AsOfJoin(operator.memory(), input.joining(), operator.spill(), run::checkCancellation);
        try {
            SinkDriver.drain(
                    input.right(), new CopyingSink(operator, input.right().schema(), join::appendRight), run);
            SinkDriver.drain(
                    input.left(), new CopyingSink(operator, input.left().schema(), join::appendLeft), run);
            try (Clock clock = Clock.start(run)) {
                join.finish();
                clock.lap(operator.meter());
            }
        } catch (Throwable failure) {
            Closing.after(failure, List.of(join));
            throw failure;
        }
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public Chunk next() {
        return join.next();
    }

    @Override
    public void close() {
        join.close();
    }
}
