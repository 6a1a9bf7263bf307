package dev.peristyle.memory;

import dev.peristyle.internal.lifetime.CallSite;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Who held how much at one moment, to be compared with another one: what grew in between, by pool, owner and, where pools trace
 * allocations ({@link MemoryPool.Builder#traceAllocations} or {@code -Dperistyle.memory.trace=true}), line of code. Immutable; holds
 * no memory itself.
 *
 * <pre>{@code
 * MemorySnapshot before = MemorySnapshot.ofProcess();
 * load();
 * System.out.println(MemorySnapshot.ofProcess().since(before));
 * }</pre>
 */
public final class MemorySnapshot {

    private static final Comparator<Entry> LARGEST_FIRST = Comparator.comparingLong((Entry entry) -> -entry.bytes)
            .thenComparing(Entry::pool)
            .thenComparing(Entry::owner)
            .thenComparing(Entry::site);

    private final List<Entry> entries;

    /**
     * Allocations of one kind.
     *
     * @param pool the names of the pools from the top, such as {@code "run / 3 groupBy"}
     * @param owner who holds them
     * @param site the line of code that asked for them, the one of a user's where there is one; empty where the pool does not trace
     * @param bytes how much; in a difference negative where less is held
     * @param count how many
     */
    public record Entry(String pool, String owner, String site, long bytes, long count) {

        /**
         * Names allocations of one kind.
         *
         * @param pool the names of the pools from the top
         * @param owner who holds them
         * @param site the line of code that asked for them
         * @param bytes how much
         * @param count how many
         */
        public Entry {
            Objects.requireNonNull(pool, "pool");
            Objects.requireNonNull(owner, "owner");
            Objects.requireNonNull(site, "site");
        }

        private Entry plus(long moreBytes, long moreCount) {
            return new Entry(pool, owner, site, bytes + moreBytes, count + moreCount);
        }

        private Entry sameAs() {
            return new Entry(pool, owner, site, 0, 0);
        }

        @Override
        public String toString() {
            return bytes + " bytes in " + count + ": " + owner + " of " + pool + (site.isEmpty() ? "" : ", at " + site);
        }
    }

    private MemorySnapshot(Map<Entry, Entry> sums) {
        List<Entry> sorted = new ArrayList<>(sums.values());
        sorted.removeIf(entry -> entry.bytes == 0 && entry.count == 0);
        sorted.sort(LARGEST_FIRST);
        this.entries = List.copyOf(sorted);
    }

    /**
     * Looks at a pool and those below it. What others allocate and give back meanwhile may be seen or not.
     *
     * @param pool what to look at
     * @return what is held now
     */
    public static MemorySnapshot of(MemoryPool pool) {
        Map<Entry, Entry> sums = new HashMap<>();
        add(Objects.requireNonNull(pool, "pool"), pool.name(), sums);
        return new MemorySnapshot(sums);
    }

    /**
     * Looks at all pools of this process: those of runs, tables and the user's own.
     *
     * @return what is held now
     */
    public static MemorySnapshot ofProcess() {
        Map<Entry, Entry> sums = new HashMap<>();
        for (MemoryPool root : MemoryPool.openRoots()) {
            add(root, root.name(), sums);
        }
        return new MemorySnapshot(sums);
    }

    private static void add(MemoryPool pool, String path, Map<Entry, Entry> sums) {
        String within = MemorySnapshot.class.getPackageName();
        for (Allocation allocation : pool.live()) {
            String site = allocation.site() == null ? "" : CallSite.of(allocation.site(), within);
            add(new Entry(path, allocation.owner(), site, allocation.bytes(), 1), 1, sums);
        }
        for (MemoryPool child : pool.children()) {
            add(child, path + " / " + child.name(), sums);
        }
    }

    private static void add(Entry entry, int sign, Map<Entry, Entry> sums) {
        Entry key = entry.sameAs();
        sums.merge(
                key, key.plus(sign * entry.bytes, sign * entry.count), (sum, more) -> sum.plus(more.bytes, more.count));
    }

    /**
     * Lists what is held.
     *
     * @return the most first
     */
    public List<Entry> entries() {
        return entries;
    }

    /**
     * Adds up what is held; in a difference what more is held.
     *
     * @return bytes
     */
    public long bytes() {
        long sum = 0;
        for (Entry entry : entries) {
            sum += entry.bytes;
        }
        return sum;
    }

    /**
     * Takes another snapshot away from this one.
     *
     * @param before an earlier one
     * @return what is held now and was not then, and with negative bytes the other way round; what has not changed is left out
     */
    public MemorySnapshot since(MemorySnapshot before) {
        Objects.requireNonNull(before, "before");
        Map<Entry, Entry> sums = new HashMap<>();
        entries.forEach(entry -> add(entry, 1, sums));
        before.entries.forEach(entry -> add(entry, -1, sums));
        return new MemorySnapshot(sums);
    }

    /** All entries, a line each. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder().append(bytes()).append(" bytes");
        entries.forEach(entry -> text.append("\n  ").append(entry));
        return text.toString();
    }
}
