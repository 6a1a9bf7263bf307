package dev.peristyle.internal.window;

import dev.peristyle.error.DataAccessException;
import dev.peristyle.internal.file.InputFile;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.memory.MemoryPool;
import java.nio.channels.FileChannel;

/** Reads each stretch into a buffer of its own. */
final class CopiedRanges extends FileRanges {
    private SharedChannel shared;

    CopiedRanges(InputFile file) {
        this(SharedChannel.open(file), file);
    }

    private CopiedRanges(SharedChannel shared, InputFile file) {
        super(file);
        this.shared = shared;
    }

    @Override
    public FileRanges share() {
        return new CopiedRanges(open().share(), file);
    }

    private SharedChannel open() {
        SharedChannel held = shared;
        if (held == null) {
            throw new IllegalStateException("the reader of " + file.path() + " is closed");
        }
        return held;
    }

    @Override
    FileChannel channel() {
        return open().channel();
    }

    @Override
    public FileRange range(MemoryPool pool, String owner) {
        return new Copy(pool, owner);
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
        SharedChannel held = shared;
        shared = null;
        if (held != null) {
            held.release();
        }
    }

    /** A stretch. */
    private final class Copy extends FileRange {
        private final GrowingBuffer buffer;

        Copy(MemoryPool pool, String owner) {
            this.buffer = new GrowingBuffer(pool, owner);
        }

        @Override
        public long show(long offset, long length) {
            long address = buffer.ensure(length);
            read(offset, address, Math.toIntExact(length));
            return address;
        }

        @Override
        public void close() {
            buffer.close();
        }
    }
}
