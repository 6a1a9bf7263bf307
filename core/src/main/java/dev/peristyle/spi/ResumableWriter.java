package dev.peristyle.spi;

/** Writes an output with which another process can go on. */
public interface ResumableWriter extends SinkWriter {

    /**
     * Brings all that was appended to the disk and says where to go on. Called while no encoder holds anything.
     *
     * @return bytes for {@link ResumableSink#open(dev.peristyle.schema.Schema, RunContext, SavedPosition)}
     * @throws dev.peristyle.error.DataAccessException if it cannot be brought there
     */
    byte[] save();

    /** Says that another run will go on from what was saved last: {@link #close} leaves what was written. */
    void keep();
}
