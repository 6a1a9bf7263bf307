package dev.peristyle.spi;

/** What one run has put out of memory. Thread-safe, but not closed while somebody uses a file of it. */
public interface SpillArea extends AutoCloseable {

    /**
     * A file without records.
     *
     * @param owner who writes it, for messages
     * @return the file, to be closed by the caller before the area
     */
    SpillFile create(String owner);

    /**
     * Returns what the area takes on the disk now.
     *
     * @return bytes
     */
    long bytes();

    /** Gives everything back to the system, whatever files are still open. Closing again does nothing. */
    @Override
    void close();
}
