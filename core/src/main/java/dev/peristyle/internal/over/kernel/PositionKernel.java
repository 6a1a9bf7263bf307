package dev.peristyle.internal.over.kernel;

import org.agrona.UnsafeApi;

/** Which row each row of a batch looks at: eight-byte numbers, {@link #NONE} for none. */
public final class PositionKernel {

    /** Where there is no such row. */
    public static final long NONE = -1;

    private PositionKernel() {}

    /** Rows at a distance, if they are in the partition. */
    public static void shift(int count, long first, long distance, long starts, long ends, long out) {
        for (int row = 0; row < count; row++) {
            long position = first + row + distance;
            boolean inside =
                    position >= UnsafeApi.getLong(starts + 8L * row) && position < UnsafeApi.getLong(ends + 8L * row);
            UnsafeApi.putLong(out + 8L * row, inside ? position : NONE);
        }
    }

    /** Whether there is a row at a distance, as a bitmap in whole words. */
    public static void reaches(int count, long first, long distance, long starts, long ends, long out) {
        for (int base = 0; base < count; base += 64) {
            long word = 0;
            int lanes = Math.min(64, count - base);
            for (int lane = 0; lane < lanes; lane++) {
                long position = first + base + lane + distance;
                boolean inside = position >= UnsafeApi.getLong(starts + 8L * (base + lane))
                        && position < UnsafeApi.getLong(ends + 8L * (base + lane));
                word |= (inside ? 1L : 0L) << lane;
            }
            UnsafeApi.putLong(out + (base >>> 3), word);
        }
    }

    /** The row so far from the first one of each frame, if it is in it. */
    public static void fromStart(int count, long distance, long starts, long ends, long out) {
        for (int row = 0; row < count; row++) {
            long start = UnsafeApi.getLong(starts + 8L * row);
            boolean inside = distance < UnsafeApi.getLong(ends + 8L * row) - start;
            UnsafeApi.putLong(out + 8L * row, inside ? start + distance : NONE);
        }
    }

    /** The last row of each frame. */
    public static void last(int count, long starts, long ends, long out) {
        for (int row = 0; row < count; row++) {
            long end = UnsafeApi.getLong(ends + 8L * row);
            UnsafeApi.putLong(out + 8L * row, end > UnsafeApi.getLong(starts + 8L * row) ? end - 1 : NONE);
        }
    }

    /** Returns the first number that is one of a row, or {@link #NONE}. */
    public static long firstPresent(long positions, int count) {
        for (int row = 0; row < count; row++) {
            long position = UnsafeApi.getLong(positions + 8L * row);
            if (position != NONE) {
                return position;
            }
        }
        return NONE;
    }

    /** Returns how many rows there are before the first that looks at the row {@code end} or a later one. */
    public static int before(long positions, int count, long end) {
        for (int row = 0; row < count; row++) {
            if (UnsafeApi.getLong(positions + 8L * row) >= end) {
                return row;
            }
        }
        return count;
    }

    /**
     * Writes the addresses of rows of one page.
     *
     * @param known the number of one of its rows
     * @param address the address of that row
     * @param none the address that stands for no row
     */
    public static void addresses(
            long positions, int count, long known, long address, int rowBytes, long none, long out) {
        for (int row = 0; row < count; row++) {
            long position = UnsafeApi.getLong(positions + 8L * row);
            UnsafeApi.putLong(out + 8L * row, position == NONE ? none : address + (position - known) * rowBytes);
        }
    }
}
