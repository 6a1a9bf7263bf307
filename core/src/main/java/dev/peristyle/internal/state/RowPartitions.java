package dev.peristyle.internal.state;

import dev.peristyle.column.Chunk;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.internal.state.kernel.PartitionKernel;
import dev.peristyle.memory.MemoryPool;
import java.util.Arrays;

/** Rows in parts by some bits of the hashes of their keys; they go to disk when memory is short. Not thread-safe. */
public final class RowPartitions implements AutoCloseable {

    private final MemoryPool pool;
    private final String owner;
    private final RowLayout layout;
    private final SpillSpace spill;
    private final int shift;
    private final int largestPage;
    private final RowStore[] stores;
    private final int[] ends;
    private final GrowingBuffer listed;

    /**
     * Parts without rows.
     *
     * @param pool where pages come from
     * @param scratch where what is needed for a chunk comes from
     * @param owner who holds the rows, shown in reports
     * @param layout of the rows
     * @param spill where they go when memory is short
     * @param shift the lowest bit of a hash that says which part
     * @param bits how many bits say it
     */
    public RowPartitions(
            MemoryPool pool,
            MemoryPool scratch,
            String owner,
            RowLayout layout,
            SpillSpace spill,
            int shift,
            int bits) {
        this.pool = pool;
        this.owner = owner;
        this.layout = layout;
        this.spill = spill;
        this.shift = shift;
        this.largestPage = (int) Math.min(RowStore.pageBytes(pool), pool.limit() >>> bits + 1);
        this.stores = new RowStore[1 << bits];
        this.ends = new int[1 << bits];
        this.listed = new GrowingBuffer(scratch, owner);
    }

    /**
     * Takes rows in.
     *
     * @param chunk what they are in
     * @param count how many
     * @param rows address of their four-byte numbers; 0 for all
     * @param hashes address of the eight-byte hash of each row of the chunk
     */
    public void add(Chunk chunk, int count, long rows, long hashes) {
        Arrays.fill(ends, 0);
        PartitionKernel.count(count, rows, hashes, shift, ends);
        int start = 0;
        for (int part = 0; part < ends.length; part++) {
            int size = ends[part];
            ends[part] = start;
            start += size;
        }
        long list = listed.ensure(4L * count);
        PartitionKernel.list(count, rows, hashes, shift, ends, list);
        start = 0;
        for (int part = 0; part < ends.length; part++) {
            if (ends[part] > start) {
                keepRoom();
                store(part).append(chunk, ends[part] - start, list + 4L * start);
            }
            start = ends[part];
        }
    }

    /**
     * A store sees only its own pages; those of the others may have to go for it. The open ones together have half of the memory,
     * as long as rows are not larger than pages, and stay: most would be all but empty.
     */
    private void keepRoom() {
        if (isShort() && spill.isAvailable()) {
            for (RowStore store : stores) {
                if (store != null) {
                    store.spill();
                }
            }
            if (isShort()) {
                spill();
            }
        }
    }

    private boolean isShort() {
        return pool.limit() != MemoryPool.UNLIMITED && pool.available() < pool.limit() / 4;
    }

    /**
     * As {@link #rows}, also of a part without rows.
     *
     * @param part its number
     * @return rows, which stay these partitions'
     */
    public RowStore store(int part) {
        if (stores[part] == null) {
            stores[part] = new RowStore(pool, owner, layout, spill, largestPage);
        }
        return stores[part];
    }

    /**
     * Returns the rows of a part.
     *
     * @param part its number
     * @return rows, which stay these partitions'; null if there are none
     */
    public RowStore rows(int part) {
        return stores[part];
    }

    /** Writes all rows out, so that they take no memory, if there is a place for them. */
    public void spill() {
        if (!spill.isAvailable()) {
            return;
        }
        for (RowStore store : stores) {
            if (store != null) {
                store.spillAll();
            }
        }
    }

    /** Gives back what is needed only while rows come. */
    public void finish() {
        listed.close();
    }

    /**
     * Gives the rows of a part back.
     *
     * @param part its number
     */
    public void drop(int part) {
        if (stores[part] != null) {
            stores[part].close();
            stores[part] = null;
        }
    }

    @Override
    public void close() {
        for (int part = 0; part < stores.length; part++) {
            drop(part);
        }
        listed.close();
    }
}
