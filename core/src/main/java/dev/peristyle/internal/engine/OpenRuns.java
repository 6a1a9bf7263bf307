package dev.peristyle.internal.engine;

import dev.peristyle.execution.OpenRun;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.LongAdder;

/** The runs of this process that have begun and not ended. */
public final class OpenRuns {

    /** Weak, so that a run that nobody ends does not stay for that alone. */
    private static final Set<Run> OPEN = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    private static final LongAdder ENDED = new LongAdder();
    private static final LongAdder ROWS = new LongAdder();
    private static final LongAdder SPILLED = new LongAdder();

    private OpenRuns() {}

    static void add(Run run) {
        OPEN.add(run);
    }

    /** Ends a run. Once for each, however often it is closed. */
    static void remove(Run run) {
        if (OPEN.remove(run)) {
            ROWS.add(run.rowsRead());
            SPILLED.add(run.spilledBytes());
            ENDED.increment();
        }
    }

    /** Runs that have ended since the start of the process. */
    public static long ended() {
        return ENDED.sum();
    }

    /** Rows that were read since the start of the process. */
    public static long rowsRead() {
        long rows = ROWS.sum();
        for (OpenRun run : list()) {
            rows += run.rows();
        }
        return rows;
    }

    /** Bytes that were put on disk since the start of the process. */
    public static long spilledBytes() {
        long spilled = SPILLED.sum();
        for (OpenRun run : list()) {
            spilled += run.spilled();
        }
        return spilled;
    }

    /**
     * Lists them.
     *
     * @return what each has done so far, the oldest first
     */
    public static List<OpenRun> list() {
        List<Run> open;
        synchronized (OPEN) {
            open = new ArrayList<>(OPEN);
        }
        List<OpenRun> shown = new ArrayList<>(open.size());
        // one moment for all, so that the order of their ages is that of their starts
        long now = System.nanoTime();
        for (Run run : open) {
            shown.add(run.show(now));
        }
        shown.sort(Comparator.comparing(OpenRun::age).reversed());
        return shown;
    }
}
