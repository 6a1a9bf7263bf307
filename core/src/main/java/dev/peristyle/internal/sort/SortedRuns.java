package dev.peristyle.internal.sort;

import dev.peristyle.error.MemoryLimitException;
import dev.peristyle.internal.state.RowLayout;
import dev.peristyle.internal.state.RowReader;
import dev.peristyle.internal.state.RowStore;
import dev.peristyle.internal.state.SpillSpace;
import dev.peristyle.memory.MemoryPool;
import java.util.ArrayList;
import java.util.List;

/**
 * Sorted rows on disk: a run for each time that memory was full, in the order of the input. Where there are more runs than
 * pages of them have room in memory, neighbours are merged to longer ones first. Not thread-safe.
 */
final class SortedRuns implements AutoCloseable {

    /** Words and what a buffer takes beside its bytes. */
    private static final long BESIDE_A_PAGE = 16L * MergeSource.SLICE + 1024;

    private final MemoryPool pool;
    private final String owner;
    private final RowLayout layout;
    private final List<BoundSortKey> keys;
    private final SpillSpace spill;
    private final long limit;
    private final List<RowStore> runs = new ArrayList<>();

    SortedRuns(MemoryPool pool, String owner, RowLayout layout, List<BoundSortKey> keys, SpillSpace spill, long limit) {
        this.pool = pool;
        this.owner = owner;
        this.layout = layout;
        this.keys = keys;
        this.spill = spill;
        this.limit = limit;
    }

    boolean isEmpty() {
        return runs.isEmpty();
    }

    /** What a page of each run takes in memory. */
    long windowBytes() {
        long bytes = 0;
        for (RowStore run : runs) {
            bytes += run.largestPage() + BESIDE_A_PAGE;
        }
        return bytes;
    }

    /**
     * Sorts rows in memory and writes them out, the first ones that are wanted. Where there is no room for the order of all of
     * them, they become several runs.
     *
     * @param rows are gone after that
     * @param threshold is set where a run shows which row is the last that can be wanted
     */
    void add(RowStore rows, RowThreshold threshold) {
        KeyColumn[] columns = KeyColumn.exact(layout, List.of(rows), keys);
        int from = rows.firstResidentPage();
        while (from < rows.pageCount()) {
            int to = rows.pageCount();
            SortedEntries entries = null;
            while (entries == null) {
                entries = trySort(rows, from, to, columns);
                to = entries == null ? from + (to - from >> 1) : to;
            }
            try (SortedEntries sorted = entries) {
                write(rows, sorted);
                if (limit <= sorted.count()) {
                    threshold.set(sorted.address(limit - 1));
                }
            }
            rows.dropPages(to);
            from = to;
        }
    }

    /** Null if there is no room for the order of several pages. */
    private SortedEntries trySort(RowStore rows, int from, int to, KeyColumn[] columns) {
        try {
            return new SortedEntries(pool, owner, rows, from, to, columns);
        } catch (MemoryLimitException none) {
            if (to - from == 1) {
                throw none;
            }
            return null;
        }
    }

    private void write(RowStore rows, SortedEntries sorted) {
        RowStore run = new RowStore(pool, owner, layout, spill);
        runs.add(run);
        run.allowFor(rows);
        long count = Math.min(limit, sorted.count());
        for (long position = 0; position < count; position += MergeSource.SLICE) {
            run.appendRows(sorted.address(position), 16, (int) Math.min(MergeSource.SLICE, count - position));
        }
        run.spillAll();
    }

    /**
     * Merges all runs, and what is still in memory.
     *
     * @param rest rows that come after all runs in the input, or null
     * @param order their order, null without them; both stay the caller's
     */
    MergedRows merge(RowStore rest, SortedEntries order) {
        int others = rest == null ? 0 : 1;
        for (int most = fanIn(others); runs.size() > most; most = fanIn(others)) {
            mergeSome(most);
        }
        return merged(runs, rest, order);
    }

    /** How many runs have room in memory at a time; half of it stays for who takes the rows. */
    private int fanIn(int others) {
        long widest = 0;
        for (RowStore run : runs) {
            widest = Math.max(widest, run.largestPage());
        }
        long output = (long) RowReader.chunkRows(layout, pool) * (layout.rowBytes() + 24);
        long available = pool.available() / 2 - output - others * BESIDE_A_PAGE;
        return (int) Math.max(2, Math.min(Integer.MAX_VALUE, available / (widest + BESIDE_A_PAGE)));
    }

    /** Merges no more neighbours than it takes for the others to fit, but at least to half as many. */
    private void mergeSome(int most) {
        int excess = runs.size() - most + 1;
        if (excess <= most) {
            replace(0, excess);
            return;
        }
        for (int first = 0; first < runs.size() - 1; first++) {
            replace(first, Math.min(first + most, runs.size()));
        }
    }

    /** Puts one run where some are. */
    private void replace(int from, int to) {
        List<RowStore> inputs = runs.subList(from, to);
        RowStore output = new RowStore(pool, owner, layout, spill);
        try (MergedRows merged = merged(inputs, null, null)) {
            inputs.forEach(output::allowFor);
            for (int count = merged.fill(); count > 0; count = merged.fill()) {
                output.appendRows(merged.rows(), 8, count);
            }
            output.spillAll();
        } catch (RuntimeException | Error failure) {
            output.close();
            throw failure;
        }
        inputs.forEach(RowStore::close);
        inputs.clear();
        runs.add(from, output);
    }

    private MergedRows merged(List<RowStore> inputs, RowStore rest, SortedEntries order) {
        List<RowStore> stores = new ArrayList<>(inputs);
        if (rest != null) {
            stores.add(rest);
        }
        KeyColumn[] columns = KeyColumn.exact(layout, stores, keys);
        KeyWords words = new KeyWords(columns);
        List<MergeSource> sources = new ArrayList<>();
        for (RowStore input : inputs) {
            sources.add(new MergeSource(pool, owner, input, words));
        }
        if (rest != null) {
            sources.add(new MergeSource(pool, owner, order, words));
        }
        return new MergedRows(pool, owner, layout, columns, words, sources, limit);
    }

    @Override
    public void close() {
        runs.forEach(RowStore::close);
        runs.clear();
    }
}
