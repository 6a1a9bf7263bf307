package dev.peristyle.internal.window;

import dev.peristyle.error.DataAccessException;
import dev.peristyle.internal.file.InputFile;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.memory.MemoryPool;
import java.nio.channels.FileChannel;

/**
 * Maps the file in chunks that overlap, read-only; a stretch is shown where it lies in the chunk that it begins in. What is longer than
 * the overlap, or so near to the last page of the file that nothing can be read after it, is copied. Ranges in one chunk share it.
 */
final class MappedRanges extends FileRanges {
    /** Stretches up to this length are shown where they are: the values of a chunk of rows. */
    private static final int MAX_MAPPED = 128 << 10;

    private final int step;
    private final MappedInput input;

    MappedRanges(InputFile file, int step) {
        super(file);
        this.step = step;
        this.input = new MappedInput(file, step, MAX_MAPPED + Window.READABLE_AFTER_END);
    }

    @Override
    public FileRanges share() {
        return new MappedRanges(file, step);
    }

    @Override
    FileChannel channel() {
        return input.channel();
    }

    @Override
    public FileRange range(MemoryPool pool, String owner) {
        return new Mapping(pool, owner);
    }

    @Override
    public void check() {
        input.check();
    }

    @Override
    public DataAccessException lost(InternalError fault) {
        return input.lost(fault);
    }

    @Override
    public void close() {
        input.close();
    }

    /** A stretch. */
    private final class Mapping extends FileRange {
        private final MappedInput.MappedChunk chunk;
        private final GrowingBuffer copy;

        Mapping(MemoryPool pool, String owner) {
            this.chunk = input.new MappedChunk(pool, owner);
            this.copy = new GrowingBuffer(pool, owner);
        }

        @Override
        public long show(long offset, long length) {
            if (length > MAX_MAPPED || !input.isReadable(offset, length)) {
                long address = copy.ensure(length);
                read(offset, address, Math.toIntExact(length));
                return address;
            }
            if (!chunk.isAt(offset)) {
                check();
                chunk.map(offset);
            }
            return chunk.address(offset);
        }

        @Override
        public void close() {
            chunk.close();
            copy.close();
        }
    }
}
