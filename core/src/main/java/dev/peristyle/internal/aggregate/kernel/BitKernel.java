package dev.peristyle.internal.aggregate.kernel;

import org.agrona.UnsafeApi;

/** Combines 64-bit integers bit by bit with what their groups have. Nulls must have been replaced by what changes nothing. */
public final class BitKernel {

    private BitKernel() {}

    /** Keeps the bits that are set in every value. */
    public static void and(int rows, long groups, long values, long records) {
        for (int row = 0; row < rows; row++) {
            long record = records + 8L * UnsafeApi.getInt(groups + 4L * row);
            UnsafeApi.putLong(record, UnsafeApi.getLong(record) & UnsafeApi.getLong(values + 8L * row));
        }
    }

    /** Keeps the bits that are set in some value. */
    public static void or(int rows, long groups, long values, long records) {
        for (int row = 0; row < rows; row++) {
            long record = records + 8L * UnsafeApi.getInt(groups + 4L * row);
            UnsafeApi.putLong(record, UnsafeApi.getLong(record) | UnsafeApi.getLong(values + 8L * row));
        }
    }

    /** Keeps the bits that are set in an odd number of values. */
    public static void xor(int rows, long groups, long values, long records) {
        for (int row = 0; row < rows; row++) {
            long record = records + 8L * UnsafeApi.getInt(groups + 4L * row);
            UnsafeApi.putLong(record, UnsafeApi.getLong(record) ^ UnsafeApi.getLong(values + 8L * row));
        }
    }
}
