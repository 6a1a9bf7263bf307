package dev.peristyle.internal.engine;

import dev.peristyle.execution.OpenRun;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;

/** The runs of this process that have begun and not ended. */
public final class OpenRuns {

    /** Weak, so that a run that nobody ends does not stay for that alone. */
    private static final Set<Run> OPEN = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    private OpenRuns() {}

    static void add(Run run) {
        OPEN.add(run);
    }

    static void remove(Run run) {
        OPEN.remove(run);
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
