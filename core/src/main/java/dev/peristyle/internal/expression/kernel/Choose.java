package dev.peristyle.internal.expression.kernel;

import dev.peristyle.internal.ground.Bits;
import org.agrona.UnsafeApi;

/** Takes each value from one of two columns, as a bitmap says: 1 takes the first. */
public final class Choose {

    private Choose() {}

    /** Four-byte values. */
    public static void ints(long choice, long first, long second, long result, int rows) {
        for (int row = 0; row < rows; row++) {
            int take = -Bits.at(choice, row);
            long offset = (long) row << 2;
            UnsafeApi.putInt(
                    result + offset,
                    (UnsafeApi.getInt(first + offset) & take) | (UnsafeApi.getInt(second + offset) & ~take));
        }
    }

    /** Eight-byte values. */
    public static void longs(long choice, long first, long second, long result, int rows) {
        for (int row = 0; row < rows; row++) {
            long take = -(long) Bits.at(choice, row);
            long offset = (long) row << 3;
            UnsafeApi.putLong(
                    result + offset,
                    (UnsafeApi.getLong(first + offset) & take) | (UnsafeApi.getLong(second + offset) & ~take));
        }
    }

    /** Values of one, two or sixteen bytes. */
    public static void others(long choice, long first, long second, int bytes, long result, int rows) {
        for (int row = 0; row < rows; row++) {
            long offset = (long) row * bytes;
            long source = (Bits.at(choice, row) != 0 ? first : second) + offset;
            if (bytes == 1) {
                UnsafeApi.putByte(result + offset, UnsafeApi.getByte(source));
            } else if (bytes == 2) {
                UnsafeApi.putShort(result + offset, UnsafeApi.getShort(source));
            } else {
                UnsafeApi.putLong(result + offset, UnsafeApi.getLong(source));
                UnsafeApi.putLong(result + offset + 8, UnsafeApi.getLong(source + 8));
            }
        }
    }
}
