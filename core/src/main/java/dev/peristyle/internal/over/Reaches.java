package dev.peristyle.internal.over;

import dev.peristyle.column.ColumnBuffer;
import dev.peristyle.internal.over.kernel.PositionKernel;
import dev.peristyle.schema.DataType;

/** Whether the partition has a row so many rows after a row, or before it where the number is negative. */
final class Reaches implements OverFunction {

    @Override
    public String name() {
        return OverFunctions.REACHES;
    }

    @Override
    public DataType outputType(DataType argument) {
        return DataType.BOOLEAN;
    }

    @Override
    public long reach(OverCall call) {
        return Shift.reach(call.number());
    }

    @Override
    public Evaluation start(Evaluations run, OverCall call) {
        ColumnBuffer out = run.output(call);
        return (batch, count) -> {
            out.ensureCapacity(count);
            PositionKernel.reaches(
                    count,
                    batch.first(),
                    call.number(),
                    batch.bounds().partitionStarts(),
                    batch.bounds().partitionEnds(),
                    out.valuesAddress());
            out.setAllPresent();
            out.publish(count, 0);
        };
    }
}
