package dev.peristyle.internal.window;

import dev.peristyle.error.DataAccessException;
import dev.peristyle.internal.file.InputFile;
import dev.peristyle.memory.MemoryPool;
import java.util.Objects;

/**
 * Reads windows into one buffer, which it keeps from window to window, piece by piece as they are looked at: what was read a
 * moment ago is still in the cache, and the overlap with the next window is only read as far as a record reaches into it.
 */
final class CopiedWindowReader implements WindowReader {
    /** Read at once: enough for the call not to matter, little beside a cache of the second level. */
    private static final int READ_BYTES = 1 << 16;

    /** Read at once in the overlap, of which the last record of a window seldom needs more than a part of a page. */
    private static final int READ_BYTES_OF_OVERLAP = 1 << 12;

    private final InputFile file;
    private final WindowLayout layout;
    private SharedChannel shared;
    private final WindowCopy copy;
    private final FilledWindow current = new FilledWindow();
    private long numberInBuffer = -1;

    CopiedWindowReader(InputFile file, WindowLayout layout, MemoryPool pool) {
        this(SharedChannel.open(file), file, layout, pool);
    }

    private CopiedWindowReader(SharedChannel shared, InputFile file, WindowLayout layout, MemoryPool pool) {
        this.shared = shared;
        this.file = file;
        this.layout = layout;
        this.copy = new WindowCopy(pool, "window of " + file.path().getFileName());
    }

    @Override
    public WindowReader share(MemoryPool pool) {
        SharedChannel taken = shared;
        if (taken == null) {
            throw new IllegalStateException("the reader of " + file.path() + " is closed");
        }
        return new CopiedWindowReader(taken.share(), file, layout, pool);
    }

    @Override
    public Window window(long number) {
        Objects.checkIndex(number, layout.count(file.size()));
        current.clear();
        // all windows of a file but the last have one size, so that the buffer is allocated once
        copy.ensureCapacity(layout.lengthOf(0, file.size()));
        long offset = number * layout.step();
        int length = layout.lengthOf(number, file.size());
        if (number != numberInBuffer) {
            numberInBuffer = number;
            current.filled = 0;
        }
        return current.show(copy.address(), length, offset, file.size());
    }

    @Override
    public void release() {
        current.clear();
    }

    @Override
    public void check() {
        // what was read stays as it was read
    }

    @Override
    public DataAccessException lost(InternalError fault) {
        return new DataAccessException("cannot read " + file.path() + ": " + fault.getMessage(), fault);
    }

    @Override
    public void close() {
        current.clear();
        copy.close();
        SharedChannel held = shared;
        shared = null;
        if (held != null) {
            held.release();
        }
    }

    /** A window of which the first bytes have been read. */
    private final class FilledWindow extends CurrentWindow {
        private int filled;

        @Override
        public void fill(int end) {
            if (end > filled) {
                int part = end > layout.step() ? READ_BYTES_OF_OVERLAP : READ_BYTES;
                int to = (int) Math.min(length(), (end + part - 1L) / part * part);
                copy.read(shared.channel(), file, fileOffset(), filled, to);
                filled = to;
            }
        }
    }
}
