package dev.peristyle.internal.window;

import dev.peristyle.error.DataAccessException;
import dev.peristyle.file.WindowMode;
import dev.peristyle.internal.file.AddressBuffer;
import dev.peristyle.internal.file.FileErrors;
import dev.peristyle.internal.file.InputFile;
import dev.peristyle.internal.file.OutputFile;
import dev.peristyle.memory.MemoryPool;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * An open file that is read here and there. It promises what {@link WindowReader} does: what is read is copied; what is mapped is
 * to be checked after each stretch of work. Not thread-safe: each thread has its own.
 */
public abstract sealed class FileRanges implements AutoCloseable permits CopiedRanges, MappedRanges, HeldRanges {
    final InputFile file;
    private final AddressBuffer view = new AddressBuffer();

    FileRanges(InputFile file) {
        this.file = file;
    }

    /**
     * Opens a file.
     *
     * @param step of the stretches that are mapped, whole pages; not used if they are read
     * @return to be closed by the caller
     * @throws DataAccessException if the file cannot be opened, or is not the one that was looked at
     */
    public static FileRanges open(WindowMode mode, InputFile file, int step) {
        return switch (mode) {
            case MAP -> new MappedRanges(file, step);
            case READ -> new CopiedRanges(file);
        };
    }

    /** The file that is open. */
    public final InputFile file() {
        return file;
    }

    /**
     * The same version of the file for another thread. May be called by any thread while this one is open.
     *
     * @return to be closed by the caller
     * @throws DataAccessException if the file cannot be opened, or is not the one that was looked at
     */
    public abstract FileRanges share();

    /**
     * Makes what shows one stretch at a time.
     *
     * @param pool where its memory comes from, or what is mapped is counted in
     * @param owner who holds it, shown in reports
     * @return to be closed by the caller before this
     */
    public abstract FileRange range(MemoryPool pool, String owner);

    abstract FileChannel channel();

    /**
     * Copies bytes.
     *
     * @param offset of the first one in the file
     * @param address where they go
     * @throws DataAccessException if the file cannot be read or has become shorter
     */
    public final void read(long offset, long address, int length) {
        read(offset, view.wrap(address, length));
    }

    /**
     * Copies bytes to the heap.
     *
     * @param offset of the first one in the file
     * @throws DataAccessException if the file cannot be read or has become shorter
     */
    public final byte[] read(long offset, int length) {
        byte[] bytes = new byte[length];
        read(offset, ByteBuffer.wrap(bytes));
        return bytes;
    }

    /**
     * Copies bytes to another file, by the system where it can: on file systems that share blocks, without copying them.
     *
     * @param offset of the first one in this file
     * @throws DataAccessException if this file cannot be read or has become shorter, or the other one not written
     */
    public final void copyTo(OutputFile output, long offset, long length) {
        try {
            if (channel().size() < offset + length) {
                throw FileErrors.shrunk(file.path(), file.size(), channel().size());
            }
        } catch (IOException failure) {
            throw FileErrors.reading(file.path(), failure);
        }
        output.write(channel(), offset, length);
    }

    void read(long offset, ByteBuffer target) {
        try {
            while (target.hasRemaining()) {
                if (channel().read(target, offset + target.position()) < 0) {
                    throw FileErrors.shrunk(file.path(), file.size(), channel().size());
                }
            }
        } catch (IOException failure) {
            throw FileErrors.reading(file.path(), failure);
        }
    }

    /**
     * Checks that what is shown is what was in the file; see {@link WindowReader#check()}.
     *
     * @throws DataAccessException if the file has become shorter
     */
    public abstract void check();

    /**
     * Says what caused an error that the JVM reports when a mapped page is no longer there.
     *
     * @return the exception to throw; names the file
     */
    public abstract DataAccessException lost(InternalError fault);

    /** Closes the file, whose ranges are closed. Closing again does nothing. */
    @Override
    public abstract void close();
}
