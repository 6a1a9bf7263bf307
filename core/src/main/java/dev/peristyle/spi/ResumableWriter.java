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
     * Says whether what was appended since the last checkpoint is there only after {@link #saved()}, as with a database. Then checkpoints keep the
     * place before too, and {@link ResumableSink#isReached} decides which of the two counts.
     *
     * @return true if so; false unless this is overridden
     */
    default boolean isTransactional() {
        return false;
    }

    /**
     * What {@link #save} has returned is kept.
     *
     * @throws dev.peristyle.error.DataAccessException if what was appended cannot be made to stay
     */
    default void saved() {}

    /**
     * Says that another run may go on from what was saved last: {@link #close} leaves what was written. If it is not called, that is so
     * for a writer that has gone on itself, and not for one that was started.
     */
    void keep();
}
