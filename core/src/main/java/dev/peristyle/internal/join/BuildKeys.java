package dev.peristyle.internal.join;

import dev.peristyle.internal.ground.WordAccess;
import dev.peristyle.internal.join.kernel.BloomKernel;
import dev.peristyle.internal.state.RowLayout;
import dev.peristyle.internal.state.RowStore;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import dev.peristyle.schema.DataType;
import java.time.LocalDate;
import org.agrona.UnsafeApi;

/**
 * What is known of the keys of the right side once all of its rows are there: a Bloom filter of their hashes, and the least and the
 * greatest where there is one key and it is an integer or a date. Immutable once made; any number of threads look.
 */
final class BuildKeys implements AutoCloseable {

    /** With more of them a look is a miss in the caches that costs as much as what it saves. */
    private static final long MAX_ROWS = 1 << 22;

    private static final int BITS_A_ROW = 16;
    private static final int MIN_BITS = 3;

    private final Joining joining;
    private final OffHeapBuffer words;
    private final int shift;
    private boolean hasBounds;
    private long min;
    private long max;

    private BuildKeys(MemoryPool pool, HeldRows held, int bits) {
        this.joining = held.joining();
        this.shift = 64 - bits;
        this.words = pool.allocate(8L << bits, HeldRows.OWNER);
        words.clear();
        read(held);
    }

    /**
     * Looks at rows in memory before they are indexed.
     *
     * @return null where there are too many, or no memory for it
     */
    static BuildKeys of(MemoryPool pool, HeldRows held) {
        long rows = held.store().rowCount();
        if (rows > MAX_ROWS) {
            return null;
        }
        int bits = Math.max(MIN_BITS, 64 - Long.numberOfLeadingZeros(rows * BITS_A_ROW / Long.SIZE));
        long needed = (8L << bits) + JoinIndex.tableBytes(rows) + RowStore.reserve(pool);
        return pool.available() < needed ? null : new BuildKeys(pool, held, bits);
    }

    private void read(HeldRows held) {
        RowStore store = held.store();
        RowLayout layout = store.layout();
        int position = joining.rightKeys()[0];
        boolean ordered = joining.rightKeys().length == 1 && isOrdered(type());
        WordAccess access = ordered ? WordAccess.of(layout.layout(position)) : null;
        int offset = layout.offset(position);
        long least = Long.MAX_VALUE;
        long greatest = Long.MIN_VALUE;
        boolean nullMatches = false;
        for (int page = store.firstResidentPage(); page < store.pageCount(); page++) {
            long row = store.pageAddress(page);
            for (int left = store.pageRows(page); left > 0; left--) {
                BloomKernel.add(UnsafeApi.getLong(row + held.linkOffset()), words.address(), shift);
                if (ordered && layout.isNull(row, position)) {
                    nullMatches |= joining.nullsMatch();
                } else if (ordered) {
                    long value = access.load(row + offset);
                    least = Math.min(least, value);
                    greatest = Math.max(greatest, value);
                }
                row += layout.rowBytes();
            }
        }
        hasBounds = least <= greatest && !nullMatches;
        min = least;
        max = greatest;
    }

    private static boolean isOrdered(DataType type) {
        return type.equals(DataType.INT) || type.equals(DataType.LONG) || type.equals(DataType.DATE);
    }

    private DataType type() {
        return joining.right().field(joining.rightKeys()[0]).type();
    }

    /** Whether a key that can match is known to be from {@link #min} to {@link #max}. */
    boolean hasBounds() {
        return hasBounds;
    }

    /** The least key, as conditions have it. */
    Object min() {
        return value(min);
    }

    /** The greatest key, as conditions have it. */
    Object max() {
        return value(max);
    }

    private Object value(long value) {
        return type().equals(DataType.DATE) ? (Object) LocalDate.ofEpochDay(value) : (Object) value;
    }

    Joining joining() {
        return joining;
    }

    /** See {@link BloomKernel#test}. */
    int test(KeyColumns keys, int count, long bitmap) {
        return BloomKernel.test(count, keys.hashes(), keys.valid(), words.address(), shift, bitmap);
    }

    @Override
    public void close() {
        words.close();
    }
}
