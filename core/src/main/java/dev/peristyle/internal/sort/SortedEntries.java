package dev.peristyle.internal.sort;

import dev.peristyle.internal.state.RowStore;
import dev.peristyle.internal.state.kernel.RowGatherKernel;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;

/**
 * The addresses of rows of a store in the order of sort keys: every 16 bytes, from the eighth on. The rows stay the store's,
 * which must not change meanwhile.
 */
final class SortedEntries implements AutoCloseable {

    private final OffHeapBuffer entries;
    private final long count;

    /**
     * Sorts.
     *
     * @param from the first page of the store, in memory
     * @param to the page after the last one
     * @param columns the keys
     */
    SortedEntries(MemoryPool pool, String owner, RowStore store, int from, int to, KeyColumn[] columns) {
        long rows = 0;
        for (int page = from; page < to; page++) {
            rows += store.pageRows(page);
        }
        count = rows;
        long bytes = Math.multiplyExact(rows, 16L);
        entries = pool.allocate(bytes, owner);
        try (OffHeapBuffer scratch = pool.allocate(bytes, owner)) {
            long entry = entries.address();
            for (int page = from; page < to; page++) {
                int inPage = store.pageRows(page);
                RowGatherKernel.number(
                        entry + 8,
                        16,
                        inPage,
                        store.pageAddress(page),
                        store.layout().rowBytes());
                entry += 16L * inPage;
            }
            new EntrySorter(columns).sort(entries.address(), scratch.address(), count);
        } catch (RuntimeException | Error failure) {
            entries.close();
            throw failure;
        }
    }

    /** Where the address of a row is; that of the next one is 16 bytes on. */
    long address(long position) {
        return entries.address() + (position << 4) + 8;
    }

    long count() {
        return count;
    }

    @Override
    public void close() {
        entries.close();
    }
}
