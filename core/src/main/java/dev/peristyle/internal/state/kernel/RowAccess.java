package dev.peristyle.internal.state.kernel;

import org.agrona.UnsafeApi;

/** Reads single values of rows. */
public final class RowAccess {

    private RowAccess() {}

    /**
     * Says whether a row has no value in a column.
     *
     * @param row address of the row
     * @param nullOffset where the byte of the column's bit is
     * @param nullBit which bit of it
     * @return true if so
     */
    public static boolean isNull(long row, int nullOffset, int nullBit) {
        return (UnsafeApi.getByte(row + nullOffset) >>> nullBit & 1) != 0;
    }

    /**
     * Returns where a text is.
     *
     * @param row address of the row
     * @param offset where the column's value is
     * @return address of its first byte
     */
    public static long textAddress(long row, int offset) {
        return row + (UnsafeApi.getInt(row + offset) & 0xFFFF_FFFFL);
    }

    /**
     * Returns how long a text is; 0 where there is none.
     *
     * @param row address of the row
     * @param offset where the column's value is
     * @return bytes
     */
    public static int textLength(long row, int offset) {
        return UnsafeApi.getInt(row + offset + 4);
    }
}
