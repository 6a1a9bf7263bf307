package dev.peristyle.spi;

/** Writes an output with which another process can go on. */
public interface ResumableWriter extends SinkWriter {

    /**
     * Brings all that was appended to the disk and says where to go on. Called while no encoder holds anything.
     *
     * @param isLast whether nothing will be appended any more: then all is written that comes after the rows, such as a footer, and only
     *     {@link #commit} is left
     * @return bytes for {@link ResumableSink#open(dev.peristyle.schema.Schema, RunContext, SavedPosition)}
     * @throws dev.peristyle.error.DataAccessException if it cannot be brought there
     */
    byte[] save(boolean isLast);

    /**
     * Says that another run may go on from what was saved last: {@link #close} leaves what was written. If it is not called, that is so
     * for a writer that has gone on itself, and not for one that was started.
     */
    void keep();
}
