package dev.peristyle.memory;

import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/** The table of who holds how much of a pool, as text. */
final class MemoryReport {

    /** Who holds little is of no interest, and there can be one for each of a million columns. */
    private static final int MOST_OWNERS = 100;

    private MemoryReport() {}

    /** Who holds how much of a pool and of those below it, largest first in each. */
    static String of(MemoryPool pool) {
        StringBuilder text = new StringBuilder();
        add(pool, text, "");
        return text.toString();
    }

    private static void add(MemoryPool pool, StringBuilder text, String indent) {
        text.append(indent).append(pool.name()).append(": ").append(pool.used()).append(" bytes");
        if (pool.limit() != MemoryPool.UNLIMITED) {
            text.append(" of ").append(pool.limit());
        }
        text.append(", peak ").append(pool.peak()).append('\n');
        Map<String, long[]> owners = new TreeMap<>();
        for (Allocation allocation : pool.live()) {
            long[] sum = owners.computeIfAbsent(allocation.owner(), ignored -> new long[2]);
            sum[0] += allocation.bytes();
            sum[1]++;
        }
        owners.entrySet().stream()
                .sorted(Comparator.comparingLong((Map.Entry<String, long[]> entry) -> -entry.getValue()[0]))
                .limit(MOST_OWNERS)
                .forEach(entry -> text.append(indent)
                        .append("  ")
                        .append(entry.getKey())
                        .append(": ")
                        .append(entry.getValue()[0])
                        .append(" bytes in ")
                        .append(entry.getValue()[1])
                        .append('\n'));
        if (owners.size() > MOST_OWNERS) {
            text.append(indent)
                    .append("  and ")
                    .append(owners.size() - MOST_OWNERS)
                    .append(" more\n");
        }
        for (MemoryPool child : pool.children()) {
            add(child, text, indent + "  ");
        }
    }
}
