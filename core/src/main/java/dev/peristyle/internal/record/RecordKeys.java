package dev.peristyle.internal.record;

import dev.peristyle.column.Chunk;
import dev.peristyle.internal.ground.Hash;
import java.util.List;

/**
 * Records of a store that are looked up: they are the same where their columns are. Not thread-safe.
 *
 * @param <R> the record
 */
public final class RecordKeys<R extends Record> {

    private final RecordStore<R> store;
    private final List<StoredColumn> columns;
    private Chunk wanted;

    /**
     * The records of a store.
     *
     * @param store where they are
     */
    public RecordKeys(RecordStore<R> store) {
        this.store = store;
        this.columns = store.stored();
    }

    /**
     * Looks for a record, until another one is looked for or the store is changed.
     *
     * @param record the record
     * @return the hash of its columns, good in its top bits
     */
    public long look(R record) {
        wanted = store.stage(record);
        long hash = 0;
        for (int column = 0; column < columns.size(); column++) {
            hash = columns.get(column).hash(hash, wanted.column(column));
        }
        return hash;
    }

    /**
     * Says whether a row has the columns of the record that is looked for.
     *
     * @param row its number, checked by the caller
     * @return true if so
     */
    public boolean isWanted(int row) {
        for (int column = 0; column < columns.size(); column++) {
            if (!columns.get(column).isSame(row, wanted.column(column))) {
                return false;
            }
        }
        return true;
    }

    /** Adds the record that is looked for. */
    public void addWanted() {
        store.addStaged();
    }

    /**
     * Returns what {@link #look} returns for the record of a row.
     *
     * @param row its number, checked by the caller
     * @return the hash of its columns
     */
    public long hash(int row) {
        long hash = 0;
        for (int column = 0; column < columns.size(); column++) {
            hash = columns.get(column).hash(hash, row);
        }
        return hash;
    }

    /**
     * Says whether a row of the only column, of ints or longs, has a number.
     *
     * @param row its number, checked by the caller
     * @param number as many bits as the column has
     * @return true if so
     */
    public boolean isNumber(int row, long number) {
        return columns.get(0).isWord(row, number);
    }

    /**
     * Returns what {@link #look} returns for a record of one such column.
     *
     * @param number what the column has
     * @return the hash of the column
     */
    public static long hashOfNumber(long number) {
        return Hash.mix(0, number);
    }
}
