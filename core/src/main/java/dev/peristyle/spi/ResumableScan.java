package dev.peristyle.spi;

/** A scan that can say how far it has been read. */
public interface ResumableScan extends Scan {

    /**
     * Says where to go on. Called while no morsel is being read, when all that were handed out are: so it is the place of the next one.
     * What the scan writes itself, such as a file of rejected records, is on the disk when this returns.
     *
     * @return bytes for {@link ResumableSource#open(ScanRequest, RunContext, SavedPosition)}
     * @throws dev.peristyle.error.DataAccessException if something cannot be read or written
     */
    byte[] save();

    /**
     * Says whether another run may go on from what was saved last. If so, {@link #close} leaves what that needs. If it is not called, that is so
     * for a scan that has gone on itself, and not for one that was started.
     *
     * @param isKept whether something is to be left
     */
    default void keep(boolean isKept) {}
}
