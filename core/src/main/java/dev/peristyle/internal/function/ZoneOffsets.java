package dev.peristyle.internal.function;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;

/**
 * How far the clocks of a zone are ahead of UTC, as tables up to the year 2200, so that looking one up allocates nothing. Later times
 * ask the rules of the JDK.
 */
final class ZoneOffsets {

    private static final Instant LAST = Instant.parse("2200-01-01T00:00:00Z");

    private final ZoneRules rules;
    // offset i holds from change i - 1 to before change i
    private final long[] changes;
    private final long[] localChanges;
    private final int[] offsets;

    private ZoneOffsets(ZoneRules rules) {
        this.rules = rules;
        List<ZoneOffsetTransition> transitions = new ArrayList<>();
        ZoneOffsetTransition next = rules.nextTransition(Instant.MIN);
        while (next != null && next.getInstant().isBefore(LAST)) {
            transitions.add(next);
            next = rules.nextTransition(next.getInstant());
        }
        this.changes = new long[transitions.size()];
        this.localChanges = new long[transitions.size()];
        this.offsets = new int[transitions.size() + 1];
        offsets[0] = rules.getOffset(Instant.MIN).getTotalSeconds();
        for (int change = 0; change < changes.length; change++) {
            ZoneOffsetTransition transition = transitions.get(change);
            int before = transition.getOffsetBefore().getTotalSeconds();
            int after = transition.getOffsetAfter().getTotalSeconds();
            changes[change] = transition.toEpochSecond();
            localChanges[change] = transition.toEpochSecond() + Math.max(before, after);
            offsets[change + 1] = after;
        }
    }

    static ZoneOffsets of(ZoneId zone) {
        return new ZoneOffsets(zone.getRules());
    }

    /** Seconds ahead of UTC at a second since 1970. */
    int ofInstant(long second) {
        return second < LAST.getEpochSecond()
                ? offsets[countUpTo(changes, second)]
                : rules.getOffset(Instant.ofEpochSecond(Math.min(second, Instant.MAX.getEpochSecond())))
                        .getTotalSeconds();
    }

    /**
     * Seconds ahead of UTC at a local time, as if in UTC. What the clocks show twice is the first of both; what they leave out is
     * as long after the gap began, because both go by the offset of before.
     */
    int ofLocal(long second) {
        if (second < LAST.getEpochSecond()) {
            return offsets[countUpTo(localChanges, second)];
        }
        long last = LocalDateTime.MAX.toEpochSecond(ZoneOffset.UTC);
        return rules.getOffset(LocalDateTime.ofEpochSecond(Math.min(second, last), 0, ZoneOffset.UTC))
                .getTotalSeconds();
    }

    private static int countUpTo(long[] sorted, long value) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] <= value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
