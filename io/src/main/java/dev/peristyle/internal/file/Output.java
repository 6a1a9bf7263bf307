package dev.peristyle.internal.file;

/** Where bytes are written to, one after the other, by one thread at a time. */
public interface Output extends AutoCloseable {

    /**
     * Appends bytes.
     *
     * @param address where they lie
     * @param length how many
     * @throws dev.peristyle.error.DataAccessException if they cannot be written
     */
    void write(long address, long length);

    /**
     * Ends the output.
     *
     * @throws dev.peristyle.error.DataAccessException if what was written does not get to its place
     */
    void commit();

    /** Gives back what it holds; without a commit before, takes back what can be taken back. */
    @Override
    void close();
}
