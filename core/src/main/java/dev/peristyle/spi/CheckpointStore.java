package dev.peristyle.spi;

import java.util.Set;

/** Where a run keeps how far it has come, so that another one goes on from there after a kill. Immutable. */
public interface CheckpointStore {

    /**
     * Names the place for messages.
     *
     * @return text such as {@code /data/job.checkpoint}
     */
    String describe();

    /**
     * Returns how many rows of the input lie between two checkpoints at least.
     *
     * @return 1 or more, or 0 to leave it to the run
     */
    long everyRows();

    /**
     * Names what is replaced by what is kept, as {@link Sink#replaces()} does: a run that reads or writes it is refused before anything is opened.
     *
     * @return objects that tell it from everything else; none unless this is overridden
     */
    default Set<Object> replaces() {
        return Set.of();
    }

    /**
     * Takes the place for one run.
     *
     * @return the only one that is open, in this process or another one; to be closed by the caller
     * @throws dev.peristyle.error.DataAccessException if a run has it, or it cannot be written there
     */
    Session open();

    /** What one run does with it. Not thread-safe. */
    interface Session extends AutoCloseable {

        /**
         * Reads what was kept last.
         *
         * @return the bytes, or null if there are none
         * @throws dev.peristyle.error.DataAccessException if they cannot be read
         */
        byte[] read();

        /**
         * Keeps other bytes, which survive a loss of power when this returns. A kill at any moment leaves the bytes before or these.
         *
         * @param content what is to be read the next time
         * @throws dev.peristyle.error.DataAccessException if they cannot be written; then the bytes before are still there
         */
        void replace(byte[] content);

        /**
         * Keeps nothing any more.
         *
         * @throws dev.peristyle.error.DataAccessException if that fails
         */
        void remove();

        /** Lets others have the place. */
        @Override
        void close();
    }
}
