package dev.peristyle.internal.join;

import dev.peristyle.column.Chunk;
import dev.peristyle.internal.state.RowReader;
import dev.peristyle.internal.state.RowStore;
import dev.peristyle.internal.state.SpillSpace;
import dev.peristyle.memory.MemoryPool;

/** A partition of both sides of a join, divided by more bits of the hash. Its rows are given back as they are read. */
final class PartitionDivision implements AutoCloseable {

    /** To write both sides once more costs about as much as to read the left one so many times. */
    private static final int WORTH_BLOCKS = 3;

    private static final int MAX_DEPTH = 2;

    private final JoinPartitions left;
    private final JoinPartitions right;
    private final long rightRows;

    /**
     * Divides.
     *
     * @param depth how often its rows have been divided before, this time included
     */
    PartitionDivision(
            MemoryPool pool,
            Joining joining,
            RowStore left,
            RowStore right,
            int depth,
            SpillSpace spill,
            Runnable checkCancellation) {
        // no fewer than before, so that other bits of the hash divide
        int bits = JoinPartitions.bits(pool);
        this.rightRows = right.rowCount();
        this.right = new JoinPartitions(pool, HeldRows.OWNER, right.layout().schema(), bits, depth, spill);
        this.left =
                new JoinPartitions(pool, PartitionedJoin.OWNER, left.layout().schema(), bits, depth, spill);
        try {
            divideRight(right, checkCancellation);
            divideLeft(pool, joining, left, checkCancellation);
        } catch (Throwable failure) {
            close();
            throw failure;
        }
    }

    /**
     * Whether a partition is to be divided rather than joined block by block.
     *
     * @param divided how often its rows have been divided
     */
    static boolean isWorthIt(MemoryPool pool, RowStore left, RowStore right, int divided) {
        long block = Math.max(1, pool.limit() / 3);
        return divided < MAX_DEPTH && left.rowCount() > 0 && right.spilledBytes() / block >= WORTH_BLOCKS;
    }

    private void divideRight(RowStore store, Runnable checkCancellation) {
        int hash = store.layout().schema().size() - 1;
        try (RowReader rows = store.read(true)) {
            Chunk chunk = rows.next();
            while (chunk != null) {
                checkCancellation.run();
                right.append(chunk, chunk.column(hash).valuesAddress());
                chunk = rows.next();
            }
        }
        right.finish();
    }

    private void divideLeft(MemoryPool pool, Joining joining, RowStore store, Runnable checkCancellation) {
        try (KeyColumns keys = new KeyColumns(
                        pool,
                        PartitionedJoin.OWNER,
                        store.layout().schema(),
                        joining.leftKeys(),
                        joining.nullsMatch());
                RowReader rows = store.read(true)) {
            Chunk chunk = rows.next();
            while (chunk != null) {
                checkCancellation.run();
                keys.load(chunk);
                left.append(chunk, keys.hashes());
                chunk = rows.next();
            }
        }
        left.finish();
    }

    int count() {
        return right.count();
    }

    RowStore left(int number) {
        return left.store(number);
    }

    RowStore right(int number) {
        return right.store(number);
    }

    /** Whether a part has most of the rows, of one key then: more bits do not divide it. */
    boolean isIndivisible(int number) {
        return right.store(number).rowCount() > rightRows / 2;
    }

    @Override
    public void close() {
        left.close();
        right.close();
    }
}
