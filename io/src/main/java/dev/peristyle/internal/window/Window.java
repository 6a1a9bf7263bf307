package dev.peristyle.internal.window;

/**
 * A stretch of a file in memory. At least {@value #READABLE_AFTER_END} bytes after its end can be read as well, so that loops
 * may work on whole blocks; what is there has no meaning.
 */
public interface Window {

    /** Bytes after the end of every window that can be read. */
    int READABLE_AFTER_END = 64;

    /** The size of an input whose end is not in sight. */
    long UNKNOWN_SIZE = Long.MAX_VALUE;

    /**
     * Returns where it lies.
     *
     * @return the address of its first byte, valid until the reader shows another window or is closed
     */
    long address();

    /**
     * Returns its size.
     *
     * @return bytes
     */
    int length();

    /**
     * Makes bytes readable: before this has been called for them, what is there has no meaning. A mapped window has
     * nothing to do here; one that is read is read up to there, so that its bytes are still in the cache of the
     * processor when they are looked at.
     *
     * @param end the bytes {@code [0, end)} will be read, at most {@link #length()}
     * @throws dev.peristyle.error.DataAccessException if the file cannot be read or has become shorter
     */
    void fill(int end);

    /**
     * Returns how large the input is: where a window ends there, nothing follows.
     *
     * @return bytes, or {@link #UNKNOWN_SIZE} if that is not known and something follows the window
     */
    long inputSize();

    /**
     * Returns where it begins in the file.
     *
     * @return the position of its first byte
     */
    long fileOffset();
}
