package dev.peristyle.internal.ground;

import org.agrona.UnsafeApi;

/**
 * Tests single bits of bitmaps, least significant bit first. Whoever tests every bit of a bitmap reads whole words instead.
 */
public final class Bits {

    private Bits() {}

    /**
     * Returns a bit as a number, for loops without branches.
     *
     * @param bitmap address of the bitmap
     * @return 0 or 1
     */
    public static int at(long bitmap, int row) {
        return UnsafeApi.getByte(bitmap + (row >> 3)) >>> (row & 7) & 1;
    }

    /**
     * Says whether a bit is set.
     *
     * @param bitmap address of the bitmap
     * @return true if it is
     */
    public static boolean isSet(long bitmap, int row) {
        return at(bitmap, row) != 0;
    }

    /**
     * Says whether a row has a value.
     *
     * @param validity address of the bitmap of rows that have one, or 0 if all have
     * @return true if it has
     */
    public static boolean isPresent(long validity, int row) {
        return validity == 0 || at(validity, row) != 0;
    }

    /**
     * Says whether a row has no value.
     *
     * @param validity address of the bitmap of rows that have one, or 0 if all have
     * @return true if it has none
     */
    public static boolean isNull(long validity, int row) {
        return validity != 0 && at(validity, row) == 0;
    }
}
