package dev.peristyle.internal.join;

import dev.peristyle.column.Chunk;
import dev.peristyle.internal.state.RowLayout;
import dev.peristyle.internal.state.RowPartitions;
import dev.peristyle.internal.state.RowStore;
import dev.peristyle.internal.state.SpillSpace;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Schema;

/** Rows on disk, parted by the hash of their keys: rows that match are in partitions of one number. Not thread-safe. */
final class JoinPartitions implements AutoCloseable {

    private static final int MAX_BITS = 5;
    private static final int MIN_BITS = 1;
    private static final long MEMORY_PER_PARTITION = 512L << 10;

    /** The index of a table of rows takes bits from the top, its salt those below. */
    private static final int LOWEST_BIT = 16;

    private final MemoryPool pool;
    private final RowPartitions parts;
    private final int count;
    private final int bits;

    /**
     * No rows.
     *
     * @param parent of whose memory half is used at most, as long as rows are appended
     * @param bits of the hash that say which partition a row belongs to, as {@link #bits} says or as the other side of the join has
     * @param depth how often rows of one partition have been parted before: each time by other bits of the hash
     */
    JoinPartitions(MemoryPool parent, String owner, Schema schema, int bits, int depth, SpillSpace spill) {
        this.bits = bits;
        // pages are smaller in a pool of its own
        this.pool = parent.child(owner + ", in partitions", parent.limit() / 2);
        this.parts = new RowPartitions(pool, pool, owner, RowLayout.of(schema), spill, LOWEST_BIT + depth * bits, bits);
        this.count = 1 << bits;
    }

    /** How many bits are right for a limit. Both sides of a join need the same, and the limit may grow between them. */
    static int bits(MemoryPool parent) {
        long partitions = Math.max(1, parent.limit() / MEMORY_PER_PARTITION);
        return Math.max(MIN_BITS, Math.min(MAX_BITS, 63 - Long.numberOfLeadingZeros(partitions)));
    }

    /**
     * Appends all rows of a chunk.
     *
     * @param hashes address of the hash of each row
     */
    void append(Chunk chunk, long hashes) {
        append(chunk, chunk.rowCount(), 0, hashes);
    }

    /**
     * Appends rows of a chunk.
     *
     * @param rows how many
     * @param entries address of their numbers, 0 for all rows of the chunk
     * @param hashes address of the hash of each row of the chunk
     */
    void append(Chunk chunk, int rows, long entries, long hashes) {
        if (rows > 0) {
            parts.add(chunk, rows, entries, hashes);
        }
    }

    /** Says that no more rows come; all are written out. */
    void finish() {
        parts.finish();
        parts.spill();
    }

    int bits() {
        return bits;
    }

    int count() {
        return count;
    }

    RowStore store(int number) {
        return parts.store(number);
    }

    @Override
    public void close() {
        parts.close();
        pool.close();
    }
}
