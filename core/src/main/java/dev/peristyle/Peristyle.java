package dev.peristyle;

import dev.peristyle.execution.OpenRun;
import dev.peristyle.internal.engine.OpenRuns;
import java.util.List;

/**
 * What the library does in this process at the moment. The memory that is held, by runs and by what was collected, is in
 * {@link dev.peristyle.memory.MemoryPool#openRoots()}.
 */
public final class Peristyle {

    private Peristyle() {}

    /**
     * Returns the runs that have begun and not ended: those that write or collect right now, and cursors, iterators and streams
     * that are not closed. One that is there for long and reads no more rows was most likely forgotten; {@link OpenRun#openedAt()} says
     * where it was started.
     *
     * @return the runs, the oldest first
     */
    public static List<OpenRun> openRuns() {
        return OpenRuns.list();
    }
}
