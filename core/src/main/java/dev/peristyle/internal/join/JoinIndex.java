package dev.peristyle.internal.join;

import dev.peristyle.error.MemoryLimitException;
import dev.peristyle.internal.ground.Hash;
import dev.peristyle.internal.join.kernel.JoinTableKernel;
import dev.peristyle.internal.state.RowLayout;
import dev.peristyle.internal.state.RowStore;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import org.agrona.UnsafeApi;

/**
 * Finds rows in memory by their keys: an open-addressing table of the first row of each key, from which rows of the same key follow
 * in their order. Immutable once made; any number of threads look things up.
 */
public final class JoinIndex implements AutoCloseable {

    private static final int MIN_BITS = 4;

    private final HeldRows held;
    private final RowKeys keys;
    private final OffHeapBuffer table;
    private final OffHeapBuffer absent;
    private final int shift;

    /**
     * Indexes rows.
     *
     * @param rows all of them in memory; taken over, unless this fails
     */
    public JoinIndex(MemoryPool pool, HeldRows rows) {
        RowLayout layout = rows.store().layout();
        this.held = rows;
        this.keys =
                new RowKeys(layout, rows.joining().rightKeys(), rows.joining().nullsMatch());
        int bits = bits(rows.store().rowCount());
        this.shift = 64 - bits;
        this.absent = pool.allocate(layout.rowBytes(), HeldRows.OWNER);
        try {
            layout.writeNulls(absent.address());
            this.table = pool.allocate(8L << bits, HeldRows.OWNER);
        } catch (MemoryLimitException none) {
            absent.close();
            throw none;
        }
        table.clear();
        fill(rows.store());
    }

    private static int bits(long rows) {
        // at most two thirds full
        long entries = Math.max(1, rows + rows / 2);
        return Math.max(MIN_BITS, 64 - Long.numberOfLeadingZeros(entries));
    }

    /** What a table of some rows takes. */
    static long tableBytes(long rows) {
        return 8L << bits(rows);
    }

    private void fill(RowStore store) {
        int rowBytes = store.layout().rowBytes();
        // from the last row to the first, each before those of the same key that are there
        for (int page = store.pageCount() - 1; page >= store.firstResidentPage(); page--) {
            long first = store.pageAddress(page);
            if (!JoinTableKernel.isAddressable(first + (long) store.pageRows(page) * rowBytes)) {
                throw new IllegalStateException("memory at an address of more than 48 bits: " + first);
            }
            for (long row = first + (long) (store.pageRows(page) - 1) * rowBytes; row >= first; row -= rowBytes) {
                insert(row);
            }
        }
    }

    private void insert(long row) {
        long link = row + held.linkOffset();
        long hash = UnsafeApi.getLong(link);
        if (held.joining().type().keepsRight() && !keys.isMatchable(row)) {
            return;
        }
        long start = table.address();
        long end = start + table.capacity();
        long entry = start + (hash >>> shift) * 8;
        while (true) {
            long value = UnsafeApi.getLong(entry);
            if (value == 0) {
                UnsafeApi.putLong(link, 0);
                break;
            }
            long other = JoinTableKernel.row(value);
            if (JoinTableKernel.hasSalt(value, hash) && keys.equal(row, other)) {
                UnsafeApi.putLong(link, other);
                break;
            }
            entry = Hash.next(entry, 8, start, end);
        }
        UnsafeApi.putLong(entry, JoinTableKernel.entry(hash, row));
    }

    /** The rows. */
    HeldRows held() {
        return held;
    }

    /** The address of a row that has no value in any column. */
    long absentRow() {
        return absent.address();
    }

    /**
     * Writes the first row of the keys of each row of a chunk, 0 where there is none.
     *
     * @param differs address of room for a byte a row
     * @param rows address of room for the row addresses
     */
    void find(KeyColumns chunk, int count, long differs, long rows) {
        JoinTableKernel.candidates(count, chunk.hashes(), chunk.valid(), table.address(), shift, rows);
        if (chunk.count() == 0) {
            return;
        }
        boolean nullsMatch = held.joining().nullsMatch();
        if (count > 0) {
            // where nulls match, each row is compared on its own
            UnsafeApi.setMemory(differs, count, (byte) (nullsMatch ? 1 : 0));
        }
        if (!nullsMatch) {
            keys.differ(chunk, count, rows, differs);
        }
        for (int row = 0; row < count; row++) {
            if (UnsafeApi.getByte(differs + row) != 0) {
                UnsafeApi.putLong(rows + 8L * row, find(chunk, row));
            }
        }
    }

    private long find(KeyColumns chunk, int row) {
        long hash = UnsafeApi.getLong(chunk.hashes() + 8L * row);
        long start = table.address();
        long end = start + table.capacity();
        long entry = start + (hash >>> shift) * 8;
        while (true) {
            long value = UnsafeApi.getLong(entry);
            if (value == 0) {
                return 0;
            }
            long other = JoinTableKernel.row(value);
            if (JoinTableKernel.hasSalt(value, hash) && keys.equal(chunk, row, other)) {
                return other;
            }
            entry = Hash.next(entry, 8, start, end);
        }
    }

    @Override
    public void close() {
        table.close();
        absent.close();
        held.close();
    }
}
