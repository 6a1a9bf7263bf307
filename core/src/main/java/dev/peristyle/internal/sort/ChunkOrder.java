package dev.peristyle.internal.sort;

import dev.peristyle.column.Chunk;
import dev.peristyle.internal.sort.kernel.EntryKernel;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import java.util.List;
import org.agrona.UnsafeApi;

/** The order of the rows of one chunk of any size by sort keys. Stable. The chunk must not change while it is found. */
public final class ChunkOrder implements AutoCloseable {

    private final OffHeapBuffer entries;

    /**
     * Finds the order; takes 32 bytes for each row for that, half of which it keeps.
     *
     * @param keys what decides, the first one first
     */
    public ChunkOrder(MemoryPool pool, String owner, Chunk chunk, List<BoundSortKey> keys) {
        long rows = chunk.rowCount();
        entries = pool.allocate(16 * rows, owner);
        try (OffHeapBuffer scratch = pool.allocate(16 * rows, owner)) {
            EntryKernel.number(entries.address(), rows);
            if (rows > 1) {
                new EntrySorter(KeyColumn.of(chunk, keys)).sort(entries.address(), scratch.address(), rows);
            }
        } catch (RuntimeException | Error failure) {
            entries.close();
            throw failure;
        }
        // each is written where entries have been read
        for (long row = 0; row < rows; row++) {
            UnsafeApi.putInt(entries.address() + 4 * row, (int) UnsafeApi.getLong(entries.address() + 16 * row + 8));
        }
    }

    /**
     * Returns where the order is.
     *
     * @return the address of ints: which row comes to each place. Valid until this is closed
     */
    public long address() {
        return entries.address();
    }

    @Override
    public void close() {
        entries.close();
    }
}
