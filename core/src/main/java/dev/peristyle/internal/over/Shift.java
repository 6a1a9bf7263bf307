package dev.peristyle.internal.over;

import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.internal.over.kernel.PositionKernel;
import dev.peristyle.schema.DataType;
import org.agrona.UnsafeApi;

/** The value so many rows before or after; null where the partition has no such row. */
final class Shift implements OverFunction {

    private final String name;
    private final int direction;

    /**
     * A shift.
     *
     * @param direction -1 for rows before, 1 for rows after
     */
    Shift(String name, int direction) {
        this.name = name;
        this.direction = direction;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public DataType outputType(DataType argument) {
        return argument;
    }

    @Override
    public long reach(OverCall call) {
        return reach(direction * call.number());
    }

    /** How many rows have to be known to know whether there is one at a distance. */
    static long reach(long distance) {
        return Math.max(0, distance);
    }

    @Override
    public Evaluation start(Evaluations run, OverCall call) {
        return new Shifted(run, call, direction * call.number());
    }

    private static final class Shifted extends RowAt {

        private final long distance;
        private long oldest;

        Shifted(Evaluations run, OverCall call, long distance) {
            super(run, call);
            this.distance = distance;
        }

        @Override
        long positions(Batch batch, int count, GrowingBuffer room) {
            long out = room.ensure(8L * count);
            RowBounds bounds = batch.bounds();
            PositionKernel.shift(
                    count, bounds.first(), distance, bounds.partitionStarts(), bounds.partitionEnds(), out);
            return out;
        }

        @Override
        public void evaluate(Batch batch, int count) {
            super.evaluate(batch, count);
            long partition = UnsafeApi.getLong(batch.bounds().partitionStarts() + 8L * (count - 1));
            oldest = Math.max(partition, batch.first() + count + Math.min(0, distance));
        }

        @Override
        public long oldest() {
            return oldest;
        }
    }
}
