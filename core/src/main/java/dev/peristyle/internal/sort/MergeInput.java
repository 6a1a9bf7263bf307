package dev.peristyle.internal.sort;

import dev.peristyle.column.Chunk;
import dev.peristyle.error.ComputationException;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Schema;
import java.util.List;
import java.util.function.Supplier;

/** Rows that have to come in order, at the one that is next. Not thread-safe. */
final class MergeInput implements AutoCloseable {

    private final int number;
    private final String order;
    private final Supplier<Chunk> chunks;
    private final ChunkWords words;
    private final HeldKeys last;
    private long before;
    private Chunk chunk;
    private int position;

    /**
     * Rows before the first one.
     *
     * @param number which of the inputs it is, from 1
     * @param order the keys as text
     * @param chunks gives the next rows, null at the end
     */
    MergeInput(
            MemoryPool pool,
            String owner,
            Schema schema,
            List<BoundSortKey> keys,
            int number,
            String order,
            Supplier<Chunk> chunks) {
        this.number = number;
        this.order = order;
        this.chunks = chunks;
        this.words = new ChunkWords(pool, owner, schema, keys);
        this.last = new HeldKeys(pool, owner, schema, keys);
    }

    /** Goes to the first row of the next chunk; false if there is none. */
    boolean load() {
        do {
            before += chunk == null ? 0 : chunk.rowCount();
            chunk = chunks.get();
        } while (chunk != null && chunk.rowCount() == 0);
        position = 0;
        if (chunk == null) {
            return false;
        }
        words.write(chunk);
        check();
        return true;
    }

    private void check() {
        int rows = chunk.rowCount();
        if (!last.isEmpty() && last.compare(words, 0) > 0) {
            throw unsorted(0);
        }
        for (int row = 1; row < rows; row++) {
            if (words.compare(row - 1, row) > 0) {
                throw unsorted(row);
            }
        }
        last.hold(chunk, rows - 1);
    }

    private ComputationException unsorted(int row) {
        return new ComputationException(
                "merge needs inputs that are sorted by " + order + ", but row " + (before + row + 1)
                        + " of input " + number
                        + " comes before the one that it follows. Sort that input first with sortBy, or use"
                        + " concat and sortBy instead of merge");
    }

    /** The rows of which the next one is. */
    Chunk chunk() {
        return chunk;
    }

    /** The number of the next row in the chunk. */
    int position() {
        return position;
    }

    /** How many of the next rows come before the next one of another input; at least one does. */
    int run(MergeInput other) {
        int rows = chunk.rowCount();
        if (other == null) {
            return rows - position;
        }
        // of equal rows that of the earlier input comes first
        int most = number < other.number ? 0 : -1;
        int row = position + 1;
        while (row < rows && words.compare(row, other.words, other.position) <= most) {
            row++;
        }
        return row - position;
    }

    /** Whether the next row comes before the next one of another input. */
    boolean isBefore(MergeInput other) {
        int order = words.compare(position, other.words, other.position);
        return order == 0 ? number < other.number : order < 0;
    }

    /** Passes some of the rows of the chunk; false if there are no more rows at all. */
    boolean advance(int rows) {
        position += rows;
        return position < chunk.rowCount() || load();
    }

    @Override
    public void close() {
        words.close();
        last.close();
    }
}
