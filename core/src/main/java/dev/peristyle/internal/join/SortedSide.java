package dev.peristyle.internal.join;

import dev.peristyle.column.Chunk;
import dev.peristyle.column.Column;
import dev.peristyle.column.ColumnBinder;
import dev.peristyle.column.RowCursor;
import dev.peristyle.error.ComputationException;
import dev.peristyle.internal.expression.RowFailure;
import dev.peristyle.internal.ground.Bits;
import dev.peristyle.internal.sort.BoundSortKey;
import dev.peristyle.internal.sort.ChunkWords;
import dev.peristyle.internal.sort.HeldKeys;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * One side of a merge join, chunk by chunk. Looks whether each row comes after the one before it. Rows that have a key without a value
 * match nothing, unless null matches null: these may be anywhere then. Not thread-safe.
 */
final class SortedSide implements AutoCloseable {

    private final String name;
    private final String order;
    private final int[] keys;
    private final boolean nullsMatch;
    private final Supplier<Chunk> chunks;
    private final ChunkWords words;
    private final HeldKeys last;
    private final long[] validity;
    private Chunk chunk;
    private long before;
    private boolean continues;

    /**
     * Before its first row.
     *
     * @param name which side it is, for errors
     * @param order the keys as text
     * @param chunks gives the next rows, null at the end
     */
    SortedSide(
            MemoryPool pool,
            String name,
            String order,
            Schema schema,
            int[] keys,
            boolean nullsMatch,
            Supplier<Chunk> chunks) {
        this.name = name;
        this.order = order;
        this.keys = keys;
        this.nullsMatch = nullsMatch;
        this.chunks = chunks;
        this.validity = new long[keys.length];
        this.words = new ChunkWords(pool, MergeJoin.OWNER, schema, ascending(keys));
        this.last = new HeldKeys(pool, MergeJoin.OWNER, schema, ascending(keys));
    }

    static List<BoundSortKey> ascending(int[] keys) {
        List<BoundSortKey> order = new ArrayList<>();
        for (int key : keys) {
            order.add(new BoundSortKey(key, false, false));
        }
        return order;
    }

    /** Goes to the next chunk that has rows; false if there is none. */
    boolean load() {
        do {
            before += chunk == null ? 0 : chunk.rowCount();
            chunk = chunks.get();
        } while (chunk != null && chunk.rowCount() == 0);
        if (chunk == null) {
            return false;
        }
        for (int key = 0; key < keys.length; key++) {
            Column column = chunk.column(keys[key]);
            validity[key] = nullsMatch || column.nullCount() == 0 ? 0 : column.validityAddress();
        }
        words.write(chunk);
        check();
        return true;
    }

    private void check() {
        int rows = chunk.rowCount();
        int latest = -1;
        continues = true;
        for (int row = 0; row < rows; row++) {
            if (!isPresent(row)) {
                continue;
            }
            int order;
            if (latest >= 0) {
                order = words.compare(latest, words, row);
            } else {
                order = last.isEmpty() ? -1 : last.compare(words, row);
                continues = order == 0;
            }
            if (order > 0) {
                throw unsorted(row);
            }
            latest = row;
        }
        if (latest >= 0) {
            last.hold(chunk, latest);
        }
    }

    private ComputationException unsorted(int row) {
        RowCursor view = ColumnBinder.row(chunk);
        ColumnBinder.moveTo(view, row);
        return new ComputationException("a merge join on " + order + " needs sides that are sorted by these, ascending"
                + (nullsMatch ? " and nulls last" : "") + ", but row " + (before + row + 1) + " of the " + name + ", "
                + RowFailure.values(view, keys) + ", comes before the one that it follows. Sort that side first"
                + " with sortBy, or ask for another join with buildRight() in the place of sorted()");
    }

    /** Whether the first row that can match has the keys of the last such one of the chunks before; also if none of the chunk can. */
    boolean continuesGroup() {
        return continues;
    }

    /** Whether a row can match. */
    boolean isPresent(int row) {
        for (long bitmap : validity) {
            if (Bits.isNull(bitmap, row)) {
                return false;
            }
        }
        return true;
    }

    Chunk chunk() {
        return chunk;
    }

    /** The keys of the chunk. */
    ChunkWords words() {
        return words;
    }

    @Override
    public void close() {
        words.close();
        last.close();
    }
}
