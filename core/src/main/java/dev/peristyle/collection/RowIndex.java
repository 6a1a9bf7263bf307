package dev.peristyle.collection;

import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import java.util.function.IntPredicate;
import org.agrona.UnsafeApi;

/**
 * Finds rows by a hash: an open table of eight bytes an entry, the upper half of the hash above the number of the row plus one. The upper bits of
 * the hash are where an entry belongs, so that it can move without its row; what is taken away leaves no mark, because those after it move up, as in Knuth, The
 * Art of Computer Programming, volume 3, 6.4, algorithm R. Not thread-safe.
 */
final class RowIndex implements AutoCloseable {

    private static final int MIN_BITS = 5;

    /** As many as an entry has of a hash. */
    private static final int MAX_BITS = Integer.SIZE;

    private final MemoryPool pool;
    private final String owner;
    private OffHeapBuffer table;
    private long address;
    private int bits;
    private long size;

    RowIndex(MemoryPool pool, String owner) {
        this.pool = pool;
        this.owner = owner;
        this.table = empty(MIN_BITS);
        show(MIN_BITS);
    }

    private OffHeapBuffer empty(int newBits) {
        OffHeapBuffer buffer = pool.allocate((long) Long.BYTES << newBits, owner);
        buffer.clear();
        return buffer;
    }

    private void show(int newBits) {
        address = table.address();
        bits = newBits;
    }

    /**
     * Finds a row.
     *
     * @param isWanted asked for rows whose hashes are the same, and seldom for others
     * @return the row, or -1
     */
    int find(long hash, IntPredicate isWanted) {
        long place = home(hash);
        while (true) {
            long entry = entry(place);
            if (entry == 0) {
                return -1;
            }
            if (entry >>> Integer.SIZE == hash >>> Integer.SIZE && isWanted.test((int) entry - 1)) {
                return (int) entry - 1;
            }
            place = next(place);
        }
    }

    /** Makes room for one row more, at most three entries of four taken. */
    void reserve() {
        if (4 * (size + 1) > 3L << bits && bits < MAX_BITS) {
            OffHeapBuffer old = table;
            long from = address;
            long end = address + ((long) Long.BYTES << bits);
            table = empty(bits + 1);
            show(bits + 1);
            for (long at = from; at < end; at += Long.BYTES) {
                long entry = UnsafeApi.getLong(at);
                if (entry != 0) {
                    put(entry);
                }
            }
            old.close();
        }
    }

    /** Adds a row, for which there is room. */
    void add(long hash, int row) {
        put(hash >>> Integer.SIZE << Integer.SIZE | row + 1);
        size++;
    }

    private void put(long entry) {
        long place = home(entry);
        while (entry(place) != 0) {
            place = next(place);
        }
        put(place, entry);
    }

    /** Takes a row away that is there. */
    void remove(long hash, int row) {
        long hole = placeOf(hash, row);
        long place = next(hole);
        long entry = entry(place);
        while (entry != 0) {
            if (distance(home(entry), place) >= distance(hole, place)) {
                put(hole, entry);
                hole = place;
            }
            place = next(place);
            entry = entry(place);
        }
        put(hole, 0);
        size--;
    }

    /** Gives a row that is there another number. */
    void renumber(long hash, int row, int newRow) {
        put(placeOf(hash, row), hash >>> Integer.SIZE << Integer.SIZE | newRow + 1);
    }

    private long placeOf(long hash, int row) {
        long place = home(hash);
        while ((int) entry(place) != row + 1) {
            if (entry(place) == 0) {
                throw new IllegalStateException("row " + row + " of " + owner + " is not where its hash says");
            }
            place = next(place);
        }
        return place;
    }

    void clear() {
        table.clear();
        size = 0;
    }

    private long home(long hash) {
        return hash >>> Long.SIZE - bits;
    }

    private long next(long place) {
        return place + 1 & mask();
    }

    /** How far a place is after another. */
    private long distance(long from, long to) {
        return to - from & mask();
    }

    private long mask() {
        return (1L << bits) - 1;
    }

    private long entry(long place) {
        return UnsafeApi.getLong(address + Long.BYTES * place);
    }

    private void put(long place, long entry) {
        UnsafeApi.putLong(address + Long.BYTES * place, entry);
    }

    @Override
    public void close() {
        table.close();
    }
}
