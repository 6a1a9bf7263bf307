package dev.peristyle.internal.npy;

import dev.peristyle.internal.check.ShownText;
import dev.peristyle.internal.fixedwidth.RecordBlock;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.internal.window.FileRange;
import dev.peristyle.internal.window.FileRanges;
import dev.peristyle.internal.window.Window;
import dev.peristyle.memory.MemoryPool;
import org.agrona.UnsafeApi;

/** Some rows of an array in memory, at which its columns look. Not thread-safe. */
abstract class ArrayStretch implements AutoCloseable {
    final RecordBlock block = new RecordBlock();
    final int recordLength;
    private final long start;

    private ArrayStretch(NpzArrays.Member array) {
        this.recordLength = array.header().format().recordLength();
        this.start = array.entry().start() + array.header().dataStart();
    }

    /** Nothing is shown yet. */
    static ArrayStretch of(NpzArrays.Member array, FileRanges ranges, MemoryPool pool) {
        return array.isStored() ? new Stored(array, ranges, pool) : new Deflated(array, ranges, pool);
    }

    private static String owner(NpzArrays.Member array) {
        return "npz: " + ShownText.of(array.entry().name());
    }

    /** Shows rows, of which no one is before those that were shown, and lets the block begin with the first. */
    abstract void show(long row, int count);

    /** Where a row begins in the file, if it is stored there as it is. */
    long offsetOf(long row) {
        return start + row * recordLength;
    }

    @Override
    public abstract void close();

    /** Rows where they lie in the file. */
    private static final class Stored extends ArrayStretch {
        private final FileRange range;

        Stored(NpzArrays.Member array, FileRanges ranges, MemoryPool pool) {
            super(array);
            this.range = ranges.range(pool, owner(array));
        }

        @Override
        void show(long row, int count) {
            block.moveTo(range.show(offsetOf(row), (long) count * recordLength));
        }

        @Override
        public void close() {
            range.close();
        }
    }

    /** Rows that come one after the other, held from the first one that is shown on. */
    private static final class Deflated extends ArrayStretch {
        private final InflatedArray bytes;
        private final GrowingBuffer buffer;
        private final long headerBytes;
        private boolean isPastHeader;

        /** The row that the buffer begins with, and how many it has. */
        private long first;

        private int held;

        Deflated(NpzArrays.Member array, FileRanges ranges, MemoryPool pool) {
            super(array);
            this.headerBytes = array.header().dataStart();
            this.buffer = new GrowingBuffer(pool, owner(array));
            this.bytes = new InflatedArray(ranges, array.entry(), pool);
        }

        @Override
        void show(long row, int count) {
            passHeader();
            int gone = (int) (row - first);
            long length = recordLength;
            if (gone > 0) {
                UnsafeApi.copyMemory(buffer.address() + gone * length, buffer.address(), (held - gone) * length);
                first = row;
                held -= gone;
            }
            if (count > held) {
                buffer.ensureKept(count * length + Window.READABLE_AFTER_END);
                bytes.read(buffer.address() + held * length, (int) ((count - held) * length));
                held = count;
            }
            block.moveTo(buffer.address());
        }

        private void passHeader() {
            if (!isPastHeader) {
                isPastHeader = true;
                bytes.read(buffer.ensure(headerBytes), (int) headerBytes);
            }
        }

        @Override
        public void close() {
            bytes.close();
            buffer.close();
        }
    }
}
