package dev.peristyle.internal.window;

import dev.peristyle.error.DataAccessException;
import dev.peristyle.file.WindowMode;
import dev.peristyle.internal.file.Decoding;
import dev.peristyle.internal.file.InputFile;
import dev.peristyle.memory.MemoryPool;

/**
 * Shows a file window by window, in any order, one at a time. Holds one file handle from when it is opened until it is
 * closed, and the memory of one window; both are given back at the moment they are released. Not thread-safe: each thread
 * opens its own.
 */
public sealed interface WindowReader extends AutoCloseable
        permits MappedWindowReader, CopiedWindowReader, StreamedWindowReader {

    /**
     * Opens a file.
     *
     * @return the reader, to be closed by the caller
     * @throws DataAccessException if the file cannot be opened, or is not the one that was looked at
     */
    static WindowReader open(WindowMode mode, InputFile file, WindowLayout layout, MemoryPool pool) {
        return switch (mode) {
            case MAP -> new MappedWindowReader(file, layout, pool);
            case READ -> new CopiedWindowReader(file, layout, pool);
        };
    }

    /**
     * Opens a file whose bytes have to be decoded: its windows are windows of the text, to be shown one after the other.
     *
     * @param decoding how its bytes become text, or null if they are
     * @return the reader, to be closed by the caller
     * @throws DataAccessException if the file cannot be opened, or is not the one that was looked at
     */
    static WindowReader open(WindowMode mode, InputFile file, Decoding decoding, WindowLayout layout, MemoryPool pool) {
        return decoding == null
                ? open(mode, file, layout, pool)
                : new StreamedWindowReader(file, decoding, layout, pool);
    }

    /**
     * Returns how much of a file that has to be decoded has been.
     *
     * @return bytes of the file; 0 for one whose windows show its own bytes
     */
    default long bytesRead() {
        return 0;
    }

    /**
     * Makes another reader of the same version of the file, for another thread: of the very file that this one has open, or, if
     * windows are mapped, of one that is checked to be the same. May be called by any thread while this one is open.
     *
     * @return the reader, to be closed by the caller
     * @throws DataAccessException if the file cannot be opened, or is not the one that was looked at
     */
    WindowReader share(MemoryPool pool);

    /**
     * Shows a window. The one shown before is released first.
     *
     * @param number 0 to {@code layout.count(file.size()) - 1}
     * @return always the same object
     * @throws IndexOutOfBoundsException if there is no such window
     * @throws DataAccessException if the file cannot be read or has become shorter
     * @throws dev.peristyle.error.MemoryLimitException if the pool has no room for the window
     */
    Window window(long number);

    /** Gives the window back; its addresses are no longer valid. Does nothing if none is shown. */
    void release();

    /**
     * Checks that what the window shows is what was in the file. Where a file has become shorter, a mapped window shows
     * zeros up to the end of the page, and an error after it; so this is to be called after each stretch of work and
     * before anything is made of its result.
     *
     * @throws DataAccessException if the file has become shorter
     */
    void check();

    /**
     * Says what caused an error that the JVM reports when a mapped page is no longer there.
     *
     * @return the exception to throw; names the file
     */
    DataAccessException lost(InternalError fault);

    /** Releases the window and closes the file. Closing again does nothing. */
    @Override
    void close();
}
