package dev.peristyle.spi;

import java.nio.file.Path;

/**
 * Where operators put what has no room in memory. Found with {@link java.util.ServiceLoader}; {@code peristyle-io} has one
 * that writes files. Without one, operators with state fail at the memory limit. Thread-safe.
 */
public interface SpillService {

    /**
     * Checks, when a run starts that may need it, that a directory can be spilled to, and warns of one that is kept in memory
     * or has little room. Writes nothing that stays.
     *
     * @param directory where files would go
     * @param room how many bytes should be left there at least
     * @throws dev.peristyle.error.DataAccessException when it is missing, no directory or may not be written to; names it
     *     and the setting
     */
    void check(Path directory, long room);

    /**
     * Opens an area for one run, at its first spill.
     *
     * @param directory where files go
     * @param maxBytes the most bytes that they may take at a time
     * @param encrypted whether nobody but this run shall be able to read them
     * @return the area, to be closed by the caller
     * @throws dev.peristyle.error.DataAccessException when no file can be made there
     */
    SpillArea open(Path directory, long maxBytes, boolean encrypted);
}
