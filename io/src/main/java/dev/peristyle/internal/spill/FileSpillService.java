package dev.peristyle.internal.spill;

import dev.peristyle.spi.SpillArea;
import dev.peristyle.spi.SpillService;
import java.nio.file.Path;

/** Spills to a file in the temporary directory of the run, one for each run that spills. */
public final class FileSpillService implements SpillService {

    /** For the loader of services. */
    public FileSpillService() {}

    @Override
    public void check(Path directory, long room) {
        SpillDirectory.check(directory);
        SpillDirectory.warn(directory, room);
    }

    @Override
    public SpillArea open(Path directory, long maxBytes, boolean encrypted) {
        return FileSpillArea.open(directory, maxBytes, encrypted, true);
    }
}
