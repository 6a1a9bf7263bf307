package dev.peristyle.internal.over;

import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.internal.over.kernel.PositionKernel;
import dev.peristyle.schema.DataType;

/** The value of one row of the frame; null where the frame has no such row. */
final class FrameValue implements OverFunction {

    static final OverFunction FIRST = new FrameValue("first");
    static final OverFunction LAST = new FrameValue("last");

    /** That with a number, counted from 1. */
    static final OverFunction NTH = new FrameValue("nth");

    private final String name;

    private FrameValue(String name) {
        this.name = name;
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
    public boolean needsFrame() {
        return true;
    }

    @Override
    public Evaluation start(Evaluations run, OverCall call) {
        return new AtEdge(run, call, this == LAST, Math.max(0, call.number() - 1));
    }

    private static final class AtEdge extends RowAt {

        private final boolean last;
        private final long distance;
        private long oldest;

        AtEdge(Evaluations run, OverCall call, boolean last, long distance) {
            super(run, call);
            this.last = last;
            this.distance = distance;
        }

        @Override
        long positions(Batch batch, int count, GrowingBuffer room) {
            long out = room.ensure(8L * count);
            Frames frames = batch.frames();
            if (last) {
                PositionKernel.last(count, frames.starts(), frames.ends(), out);
            } else {
                PositionKernel.fromStart(count, distance, frames.starts(), frames.ends(), out);
            }
            return out;
        }

        @Override
        public void evaluate(Batch batch, int count) {
            super.evaluate(batch, count);
            Frames frames = batch.frames();
            long start = frames.start(count - 1);
            oldest = last ? Math.max(start, frames.end(count - 1) - 1) : start + distance;
        }

        @Override
        public long oldest() {
            return oldest;
        }
    }
}
