package dev.peristyle.internal.over;

import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.internal.over.kernel.BoundKernel;
import dev.peristyle.memory.MemoryPool;
import org.agrona.UnsafeApi;

/**
 * The frames of the rows of a batch, half-open: from {@code start} up to, not including, {@code end}. Within a partition
 * neither goes back from one row to the next. Not thread-safe.
 */
abstract class Frames implements AutoCloseable {

    /** Finds the frames of the rows whose bounds are shown. */
    abstract void show(RowBounds bounds, int count);

    /** Where the starts are, eight bytes each. */
    abstract long starts();

    /** Where the ends are, eight bytes each. */
    abstract long ends();

    final long start(int row) {
        return UnsafeApi.getLong(starts() + 8L * row);
    }

    final long end(int row) {
        return UnsafeApi.getLong(ends() + 8L * row);
    }

    /** Goes on to the rows after the first of those that are shown. */
    void advance(int done) {}

    /** Nobody looks here at rows before this one any more. */
    long oldest() {
        return Long.MAX_VALUE;
    }

    @Override
    public void close() {}

    /** From the first row of the partition to the last one that is equal in the order. */
    static final class UpToPeers extends Frames {

        private RowBounds shown;

        @Override
        void show(RowBounds bounds, int count) {
            shown = bounds;
        }

        @Override
        long starts() {
            return shown.partitionStarts();
        }

        @Override
        long ends() {
            return shown.peerEnds();
        }
    }

    /** By their distance from the row. */
    static final class OfRows extends Frames {

        private final Frame.Rows frame;
        private final GrowingBuffer starts;
        private final GrowingBuffer ends;

        OfRows(MemoryPool pool, Frame.Rows frame) {
            this.frame = frame;
            this.starts = new GrowingBuffer(pool, WindowedRows.OWNER);
            this.ends = new GrowingBuffer(pool, WindowedRows.OWNER);
        }

        @Override
        void show(RowBounds bounds, int count) {
            BoundKernel.frames(
                    count,
                    bounds.first(),
                    frame.from(),
                    frame.to(),
                    bounds.partitionStarts(),
                    bounds.partitionEnds(),
                    starts.ensure(8L * count),
                    ends.ensure(8L * count));
        }

        @Override
        long starts() {
            return starts.address();
        }

        @Override
        long ends() {
            return ends.address();
        }

        @Override
        public void close() {
            starts.close();
            ends.close();
        }
    }
}
