package dev.peristyle.internal.sort;

import dev.peristyle.column.Chunk;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.internal.sort.kernel.EntryKernel;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Schema;
import java.util.List;
import org.agrona.UnsafeApi;

/** The first words of the keys of rows of chunks. Used again for each chunk. Not thread-safe. */
public final class ChunkWords implements AutoCloseable {

    private final List<BoundSortKey> keys;
    private final KeyColumn[] columns;
    private final KeyWords words;
    private final GrowingBuffer entries;

    /**
     * Words of no chunk.
     *
     * @param schema the columns of chunks
     * @param keys what decides, the first one first
     */
    public ChunkWords(MemoryPool pool, String owner, Schema schema, List<BoundSortKey> keys) {
        this.keys = List.copyOf(keys);
        this.columns = KeyColumn.ofChunks(this.keys, schema);
        this.words = new KeyWords(columns);
        this.entries = new GrowingBuffer(pool, owner);
    }

    /**
     * Writes an entry of 16 bytes for each row: a word, then the number of the row. Where the words of two rows differ, these are in
     * the unsigned order of the words.
     *
     * @return address of the entries, valid as the columns are as long as the chunk is and until the next call
     */
    public long write(Chunk chunk) {
        int rows = chunk.rowCount();
        long address = entries.ensureExactly(16L * rows);
        EntryKernel.number(address, rows);
        for (int key = 0; key < columns.length; key++) {
            columns[key].bind(chunk.column(keys.get(key).column()));
        }
        words.write(address, rows, 0, KeyWords.NOT_BEGUN);
        return address;
    }

    /** Returns where the entries are that were written last. */
    long entries() {
        return entries.address();
    }

    /**
     * Says whether rows with equal words are equal in all keys.
     *
     * @return false if they may differ
     */
    public boolean complete() {
        return words.complete();
    }

    /** Compares two rows of the chunk; negative, 0 or positive. */
    int compare(int one, int other) {
        return compare(one, this, other);
    }

    /** Compares a row of the chunk with a row of the chunk of other words of the same keys; negative, 0 or positive. */
    public int compare(int row, ChunkWords other, int otherRow) {
        int order = Long.compareUnsigned(word(row), other.word(otherRow));
        return order != 0 || words.complete() ? order : RowOrder.compare(columns, row, other.columns, otherRow, 0);
    }

    /**
     * Says whether two rows have the same keys but for the last.
     *
     * @return true if so; null is the same as null
     */
    public boolean sameButLast(int row, ChunkWords other, int otherRow) {
        return RowOrder.compare(columns, row, other.columns, otherRow, 0, columns.length - 1) == 0;
    }

    /**
     * Says whether the last key of a row has no value.
     *
     * @return true if it is null
     */
    public boolean isLastNull(int row) {
        return columns[columns.length - 1].isNull(row);
    }

    private long word(int row) {
        return UnsafeApi.getLong(entries.address() + 16L * row);
    }

    /** The keys of the chunk. */
    KeyColumn[] columns() {
        return columns;
    }

    @Override
    public void close() {
        entries.close();
    }
}
