package dev.peristyle.spi;

import dev.peristyle.schema.Schema;

/** A sink that can go on with an output that was not finished. */
public interface ResumableSink extends Sink {

    /**
     * Says why this one cannot go on after all.
     *
     * @return a sentence with what to do, or null if it can
     */
    default String hindrance() {
        return null;
    }

    /**
     * Returns all that decides how rows are written. A run goes on only where this is the same.
     *
     * @return text that is the same in each process
     */
    String fingerprint();

    /**
     * Says whether what a writer was about to make stay when it was killed has stayed. Asked for writers that are
     * {@linkplain ResumableWriter#isTransactional() transactional}.
     *
     * @param saved what it had said before
     * @return true if so, which is always so unless this is overridden
     * @throws dev.peristyle.error.DataAccessException if that cannot be found out
     */
    default boolean isReached(SavedPosition saved) {
        return true;
    }

    /**
     * Starts to write, or goes on.
     *
     * @param schema the columns of every chunk to come
     * @param context the memory and the services of the run
     * @param saved where to go on: what was written after it is dropped; null to start
     * @return the writer, to be closed by the caller
     * @throws dev.peristyle.error.DataAccessException if what was written before is not there
     */
    ResumableWriter open(Schema schema, RunContext context, SavedPosition saved);
}
