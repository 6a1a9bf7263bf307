package dev.peristyle.internal.aggregate.kernel;

import org.agrona.UnsafeApi;

/**
 * Exact sums of 64-bit integers. A sum is two longs: {@code low}, a signed sum that wraps, and {@code high}, which
 * counts how often it wrapped; its value is {@code high * 2^64 + low}. So a row costs one addition and a branch that is
 * never taken in practice.
 */
public final class SumKernel {

    /** Bytes of a sum. */
    public static final int SUM = 16;

    /** Copies of the sums that {@link #addInLanes} wants. */
    public static final int LANES = 4;

    private static final int HIGH = 8;

    /** Where the upper half of a value is: bytes are little-endian, as in Arrow. */
    private static final int UPPER_HALF = 4;

    private SumKernel() {}

    /** Adds every value to one sum. */
    public static void addAll(int rows, long values, long sum) {
        // The upper halves cannot overflow in 2^31 additions, so nothing has to be checked in the loop. They are loaded
        // again, because with a shift of the value both sums took a fifth longer.
        long wrapped = 0;
        long high = 0;
        for (int row = 0; row < rows; row++) {
            long value = values + ((long) row << 3);
            wrapped += UnsafeApi.getLong(value);
            high += UnsafeApi.getInt(value + UPPER_HALF);
        }
        addHalves(wrapped, high, sum);
    }

    /**
     * Adds up to 2<sup>31</sup> values of which are known the sum modulo 2<sup>64</sup>, and the sum of the upper
     * halves (rounded down). The sum of the lower halves is their difference, because it is below 2<sup>63</sup>.
     */
    private static void addHalves(long wrapped, long high, long sum) {
        long low = wrapped - (high << 32);
        // the sum is upper * 2^32 + the lower half of low
        long upper = high + (low >>> 32);
        long value = (upper << 32) + (low & 0xFFFFFFFFL);
        add(sum, value, (upper >> 32) + (value >>> 63));
    }

    /** Adds each value to the sum of its group. */
    public static void addByGroup(int rows, long groups, long values, long sums) {
        for (int row = 0; row < rows; row++) {
            addTo(sums + (long) SUM * UnsafeApi.getInt(groups + 4L * row), UnsafeApi.getLong(values + 8L * row));
        }
    }

    /**
     * Adds each value to one of {@value #LANES} sums of its group, so that rows of the same group that follow each
     * other do not wait for each other's store.
     */
    public static void addInLanes(int rows, long groups, long values, long lanes, long laneBytes) {
        long lane1 = lanes + laneBytes;
        long lane2 = lane1 + laneBytes;
        long lane3 = lane2 + laneBytes;
        int row = 0;
        for (; row < rows - 3; row += 4) {
            long group = groups + 4L * row;
            long value = values + 8L * row;
            addTo(lanes + (long) SUM * UnsafeApi.getInt(group), UnsafeApi.getLong(value));
            addTo(lane1 + (long) SUM * UnsafeApi.getInt(group + 4), UnsafeApi.getLong(value + 8));
            addTo(lane2 + (long) SUM * UnsafeApi.getInt(group + 8), UnsafeApi.getLong(value + 16));
            addTo(lane3 + (long) SUM * UnsafeApi.getInt(group + 12), UnsafeApi.getLong(value + 24));
        }
        for (; row < rows; row++) {
            addTo(lanes + (long) SUM * UnsafeApi.getInt(groups + 4L * row), UnsafeApi.getLong(values + 8L * row));
        }
    }

    private static void addTo(long sum, long value) {
        long old = UnsafeApi.getLong(sum);
        long low = old + value;
        UnsafeApi.putLong(sum, low);
        if (((low ^ old) & (low ^ value)) < 0) {
            countWrap(sum, value);
        }
    }

    private static void countWrap(long sum, long value) {
        UnsafeApi.putLong(sum + HIGH, UnsafeApi.getLong(sum + HIGH) + (value < 0 ? -1 : 1));
    }

    /** Adds a sum to another. */
    public static void add(long sum, long low, long high) {
        addTo(sum, low);
        UnsafeApi.putLong(sum + HIGH, UnsafeApi.getLong(sum + HIGH) + high);
    }
}
