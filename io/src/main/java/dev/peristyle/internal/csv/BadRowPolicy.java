package dev.peristyle.internal.csv;

import dev.peristyle.error.RecordFault;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What becomes of bad records.
 *
 * @param actions for each fault
 * @param rejects where rejected ones go, or null if none are
 * @param maxRows most that may be left out
 * @param maxShare the same as a share of all
 */
public record BadRowPolicy(Map<RecordFault, BadRowAction> actions, Path rejects, long maxRows, double maxShare) {
    /** So many records have to be seen before a share of them means something. */
    public static final int ROWS_BEFORE_SHARE = 10_000;

    /** The default. */
    static final BadRowPolicy FAIL = new BadRowPolicy(Map.of(), null, Long.MAX_VALUE, 1);

    /** Copies the actions. */
    public BadRowPolicy {
        Map<RecordFault, BadRowAction> copy = new EnumMap<>(RecordFault.class);
        copy.putAll(actions);
        actions = Collections.unmodifiableMap(copy);
    }

    BadRowAction actionOn(RecordFault fault) {
        return actions.getOrDefault(fault, BadRowAction.FAIL);
    }

    /** Whether every bad record is an error. */
    boolean isFail() {
        for (BadRowAction action : actions.values()) {
            if (action != BadRowAction.FAIL) {
                return false;
            }
        }
        return true;
    }

    /** Whether values of columns are to be looked at that nobody asked for. */
    boolean checksValues() {
        return actionOn(RecordFault.NOT_CONVERTIBLE) != BadRowAction.FAIL;
    }

    /** Whether records may go to a file. */
    boolean rejects(RecordFault fault) {
        return actionOn(fault) == BadRowAction.REJECT;
    }

    /** What reports call a count. */
    static String counted(BadRowAction action, RecordFault fault) {
        return action.done + ": " + fault;
    }

    /**
     * Whether a count of a report is one of records that were left out.
     *
     * @param count its name
     * @return false for records that were taken, and for what others count
     */
    public static boolean isLeftOut(String count) {
        return count.startsWith(BadRowAction.SKIP.done + ": ") || count.startsWith(BadRowAction.REJECT.done + ": ");
    }
}
