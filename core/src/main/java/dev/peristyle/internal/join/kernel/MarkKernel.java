package dev.peristyle.internal.join.kernel;

import dev.peristyle.internal.ground.Bits;
import org.agrona.UnsafeApi;

/** Marks of rows by their numbers, a bit for each. */
public final class MarkKernel {

    private MarkKernel() {}

    /**
     * Marks rows.
     *
     * @param numbers address of their numbers, eight bytes each
     * @param validity address of the bitmap of those that are one, 0 if all are
     */
    public static void mark(int count, long numbers, long validity, long marks) {
        for (int row = 0; row < count; row++) {
            if (Bits.isPresent(validity, row)) {
                long number = UnsafeApi.getLong(numbers + 8L * row);
                long at = marks + (number >>> 3);
                UnsafeApi.putByte(at, (byte) (UnsafeApi.getByte(at) | 1 << (number & 7)));
            }
        }
    }

    /**
     * Marks rows in memory to which a marked one leads, from the first to the last.
     *
     * @param rows address of the first
     * @param numberOffset where a row has its number
     * @param nextOffset where a marked row has the address of one of those after it, 0 if it leads to none
     */
    public static void markFollowing(int count, long rows, int rowBytes, int numberOffset, int nextOffset, long marks) {
        long row = rows;
        for (int left = count; left > 0; left--) {
            long number = UnsafeApi.getLong(row + numberOffset);
            if ((UnsafeApi.getByte(marks + (number >>> 3)) >>> (number & 7) & 1) != 0) {
                long next = UnsafeApi.getLong(row + nextOffset);
                if (next != 0) {
                    long following = UnsafeApi.getLong(next + numberOffset);
                    long at = marks + (following >>> 3);
                    UnsafeApi.putByte(at, (byte) (UnsafeApi.getByte(at) | 1 << (following & 7)));
                }
            }
            row += rowBytes;
        }
    }

    /**
     * Lists the rows that are marked, or those that are not.
     *
     * @param numbers address of the numbers of rows, eight bytes each
     * @param marked whether those that are marked are listed
     * @param entries address of room for {@code count} places of rows, four bytes each
     * @return rows listed
     */
    public static int select(int count, long numbers, long marks, boolean marked, long entries) {
        int wanted = marked ? 1 : 0;
        int listed = 0;
        for (int row = 0; row < count; row++) {
            long number = UnsafeApi.getLong(numbers + 8L * row);
            int mark = UnsafeApi.getByte(marks + (number >>> 3)) >>> (number & 7) & 1;
            UnsafeApi.putInt(entries + 4L * listed, row);
            listed += mark == wanted ? 1 : 0;
        }
        return listed;
    }
}
