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

    /** Says that another run will go on from what was saved last: {@link #close} leaves what that needs. */
    default void keep() {}
}
