package dev.peristyle.internal.aggregate;

import dev.peristyle.internal.aggregate.kernel.LongProbe;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.memory.MemoryPool;
import org.agrona.UnsafeApi;

/**
 * Numbers pairs of codes in the order in which they come. While both codes are small, a pair is looked up directly in
 * an array; else by hash.
 */
final class PairDictionary implements AutoCloseable {

    /** 2^16 ints stay in the second-level cache; of larger arrays most of a hash table's size is better used. */
    private static final int MAX_DIRECT_BITS = 16;

    private final LongTable pairs;
    private final GrowingBuffer direct;
    private int leftBits;
    private int rightBits;
    private boolean hashed;

    PairDictionary(MemoryPool pool, String owner) {
        this.direct = new GrowingBuffer(pool, owner);
        this.pairs = new LongTable(pool, owner);
    }

    int size() {
        return pairs.size();
    }

    /** The address of the pairs by code: the second code in the lower half, the first in the upper half. */
    long pairsAddress() {
        return pairs.keysAddress();
    }

    /**
     * Numbers pairs.
     *
     * @param rows pairs
     * @param left address of the first codes, each below {@code leftSize}
     * @param right address of the second codes, each below {@code rightSize}
     * @param codes address of the codes to write; may be {@code left} or {@code right}
     */
    void encode(int rows, long left, int leftSize, long right, int rightSize, long codes) {
        prepare(leftSize, rightSize);
        int row = 0;
        while (true) {
            row = hashed
                    ? LongProbe.probePairs(row, rows, left, right, pairs.tableAddress(), pairs.shift(), codes)
                    : LongProbe.probeDirect(row, rows, left, right, direct.address(), rightBits, codes);
            if (row == rows) {
                return;
            }
            UnsafeApi.putInt(
                    codes + 4L * row, add(UnsafeApi.getInt(left + 4L * row), UnsafeApi.getInt(right + 4L * row)));
            row++;
        }
    }

    /** What more pairs of so many first and second codes take at most. */
    long growth(int rows, int leftSize, int rightSize) {
        int bits = Math.max(leftBits, bitsFor(leftSize)) + Math.max(rightBits, bitsFor(rightSize));
        boolean direct = !hashed && bits <= MAX_DIRECT_BITS;
        boolean grows = direct && bits > leftBits + rightBits;
        return pairs.growth(rows) + (grows ? (long) Integer.BYTES << bits : 0);
    }

    private int add(int left, int right) {
        long pair = (long) left << 32 | right;
        if (hashed) {
            return pairs.add(pair);
        }
        int code = pairs.append(pair);
        setDirect(pair, code);
        return code;
    }

    private void setDirect(long pair, int code) {
        long index = (pair >>> 32) << rightBits | (int) pair;
        UnsafeApi.putInt(direct.address() + 4L * index, code + 1);
    }

    private void prepare(int leftSize, int rightSize) {
        if (hashed || (direct.capacity() > 0 && leftSize <= 1 << leftBits && rightSize <= 1 << rightBits)) {
            return;
        }
        int wantedLeft = Math.max(leftBits, bitsFor(leftSize));
        int wantedRight = Math.max(rightBits, bitsFor(rightSize));
        if (wantedLeft + wantedRight > MAX_DIRECT_BITS) {
            pairs.indexAll();
            hashed = true;
            direct.close();
            return;
        }
        long bytes = 4L << (wantedLeft + wantedRight);
        direct.replace(bytes, 0);
        UnsafeApi.setMemory(direct.address(), bytes, (byte) 0);
        leftBits = wantedLeft;
        rightBits = wantedRight;
        for (int code = 0; code < pairs.size(); code++) {
            setDirect(UnsafeApi.getLong(pairs.keysAddress() + 8L * code), code);
        }
    }

    private static int bitsFor(int size) {
        // at least 2, so that the first handful of values does not rebuild the array each time
        return Math.max(2, Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(0, size - 1)));
    }

    @Override
    public void close() {
        direct.close();
        pairs.close();
    }
}
