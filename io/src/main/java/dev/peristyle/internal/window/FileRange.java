package dev.peristyle.internal.window;

/**
 * Shows one stretch of a file after the other, of any length at any place. Who needs several at the same time has several of these,
 * from one {@link FileRanges}. Not thread-safe.
 */
public abstract class FileRange implements AutoCloseable {

    FileRange() {}

    /**
     * Shows a stretch. What was shown before is released. At least {@value Window#READABLE_AFTER_END} bytes after its end can be
     * read as well; what is there has no meaning.
     *
     * @param offset of the first byte
     * @param length bytes, 1 or more; they have to be in the file as it was when it was opened
     * @return where the first byte lies, at a multiple of eight if {@code offset} is one
     * @throws dev.peristyle.error.DataAccessException if the file cannot be read or has become shorter
     * @throws dev.peristyle.error.MemoryLimitException if the pool has no room for the stretch
     */
    public abstract long show(long offset, long length);

    /** Releases what is shown. It can show other stretches after that. */
    @Override
    public abstract void close();
}
