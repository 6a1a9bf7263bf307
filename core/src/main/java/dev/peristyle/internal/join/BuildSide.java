package dev.peristyle.internal.join;

import dev.peristyle.column.Chunk;
import dev.peristyle.error.MemoryLimitException;
import dev.peristyle.internal.state.RowReader;
import dev.peristyle.internal.state.SpillSpace;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Field;
import dev.peristyle.spi.Predicate;
import java.util.List;

/**
 * The right side of a join: in memory with an index, or on disk in partitions as soon as memory gets short. Filled by one thread at
 * a time, then read by any.
 */
public final class BuildSide implements AutoCloseable {

    private final MemoryPool pool;
    private final Joining joining;
    private final SpillSpace spill;
    private RightRows rows;
    private HeldRows held;
    private JoinIndex index;
    private BuildKeys keys;
    private Predicate filter;
    private JoinPartitions partitions;

    /** No rows. */
    public BuildSide(MemoryPool pool, Joining joining, SpillSpace spill) {
        this.pool = pool;
        this.joining = joining;
        this.spill = spill;
        this.rows = new RightRows(pool, joining);
        this.held = new HeldRows(pool, joining);
    }

    /** Takes rows in. */
    public void append(Chunk chunk) {
        if (chunk.rowCount() == 0) {
            return;
        }
        rows.show(chunk);
        int wanted = rows.chosenCount();
        int taken = 0;
        if (held != null) {
            taken = held.tryAppend(rows.chunk(), wanted, rows.chosen());
            if (taken == wanted) {
                return;
            }
            if (!spill.isAvailable()) {
                // up to the limit, which then says what to do
                held.append(rows.chunk(), wanted - taken, rows.chosen() + 4L * taken);
                return;
            }
            partition();
        }
        partitions.append(rows.chunk(), wanted - taken, rows.chosen() + 4L * taken, rows.hashes());
    }

    /** Moves what is held to the disk. */
    private void partition() {
        partitions = new JoinPartitions(
                pool, HeldRows.OWNER, RightRows.schema(joining), JoinPartitions.bits(pool), 0, spill);
        int hash = RightRows.schema(joining).size() - 1;
        try (RowReader reader = held.store().read(true)) {
            Chunk chunk = reader.next();
            while (chunk != null) {
                partitions.append(chunk, chunk.column(hash).valuesAddress());
                chunk = reader.next();
            }
        }
        held.close();
        held = null;
    }

    /**
     * Says that no more rows come.
     *
     * @param scanKeys the columns of a source that are the keys of the left; none where its rows are not left out
     */
    public void finish(List<Field> scanKeys) {
        rows.close();
        if (held != null) {
            try {
                // the index takes the place of the hashes
                keys = scanKeys.isEmpty() ? null : BuildKeys.of(pool, held);
                filter = keys == null ? null : new KeyFilter(keys, scanKeys);
                index = new JoinIndex(pool, held);
            } catch (MemoryLimitException none) {
                if (!spill.isAvailable()) {
                    throw none;
                }
                partition();
                closeKeys();
            }
        }
        if (partitions != null) {
            partitions.finish();
        }
    }

    private void closeKeys() {
        filter = null;
        if (keys != null) {
            keys.close();
            keys = null;
        }
    }

    /** What leaves out rows of the source of the left that have no match; null where there is none. */
    public Predicate filter() {
        return filter;
    }

    /** Whether the rows are on disk. */
    public boolean isPartitioned() {
        return partitions != null;
    }

    /** The rows in memory. */
    public JoinIndex index() {
        return index;
    }

    /** The rows on disk. */
    JoinPartitions partitions() {
        return partitions;
    }

    @Override
    public void close() {
        rows.close();
        closeKeys();
        if (index != null) {
            index.close();
        } else if (held != null) {
            held.close();
        }
        if (partitions != null) {
            partitions.close();
        }
    }
}
