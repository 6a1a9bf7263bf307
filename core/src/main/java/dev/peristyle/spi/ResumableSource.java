package dev.peristyle.spi;

/** A source that can be read from the middle on, so that a run which was killed goes on in another process. */
public interface ResumableSource extends Source {

    /**
     * Says why this one cannot be read from the middle on after all.
     *
     * @return a sentence with what to do, or null if it can
     */
    default String hindrance() {
        return null;
    }

    /**
     * Returns all that decides which rows the source has beside the files or tables themselves. A run goes on only where this is the same.
     *
     * @return text that is the same in each process
     */
    String fingerprint();

    /**
     * Starts a reading, or goes on with one.
     *
     * @param request what is wanted, the same as in the reading that was saved
     * @param context the memory and the services of the run
     * @param saved where to go on, or null to start
     * @return the scan, to be closed by the caller
     * @throws dev.peristyle.error.DataAccessException if the input is not the one that was read before
     * @throws IllegalArgumentException if it cannot be read from the middle on, which {@link #hindrance()} did not know
     */
    ResumableScan open(ScanRequest request, RunContext context, SavedPosition saved);
}
