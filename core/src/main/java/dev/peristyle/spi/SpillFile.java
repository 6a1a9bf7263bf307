package dev.peristyle.spi;

/**
 * Records out of memory. Appended by one thread at a time; read by any number of threads, also while more is appended. What
 * cannot be written or read is one {@link dev.peristyle.error.DataAccessException}, which names the directory, what was
 * spilled and what to do.
 */
public interface SpillFile extends AutoCloseable {

    /**
     * Writes a record with a checksum.
     *
     * @param address where its bytes are
     * @param bytes how many, at least 1
     * @return the position to read it from
     */
    long append(long address, long bytes);

    /**
     * Reads a whole record back and checks it.
     *
     * @param position what {@link #append} returned
     * @param address where the bytes go
     * @param bytes as many as were appended
     */
    void read(long position, long address, long bytes);

    /**
     * Gives up a record: it is never read again, and its place may be used for others.
     *
     * @param position what {@link #append} returned
     * @param bytes as many as were appended
     */
    default void free(long position, long bytes) {}

    /**
     * Returns what was appended in all.
     *
     * @return bytes
     */
    long size();

    /** Gives up all records. Closing again does nothing. */
    @Override
    void close();
}
