package dev.peristyle.internal.fixedwidth.kernel;

import dev.peristyle.internal.kernel.StrideKernel;
import org.agrona.UnsafeApi;

/**
 * Packed decimals (COMP-3): two digits in a byte, and in the last half byte a sign. {@code C}, {@code A}, {@code E} and {@code F} stand
 * for plus, {@code D} and {@code B} for minus.
 *
 * <pre>
 * −1234.5   01 23 45 D → three bytes and a half, so that four bytes have a digit more:  00 12 34 5D
 * </pre>
 */
public final class PackedDecimalKernel {

    private static final int PLUS = 0xC;
    private static final int MINUS = 0xD;

    private PackedDecimalKernel() {}

    /** The bytes that so many digits and a sign take. */
    public static int bytes(int digits) {
        return digits / 2 + 1;
    }

    /**
     * Reads values of up to 18 digits; one that has a digit more, where the bytes have room for it, is read too.
     *
     * @param source address of the field in record 0
     * @param selection address of four-byte numbers of records, or 0 for the first ones
     * @param bytes of the field, 1 to 10
     * @param target address of eight bytes a row
     * @return the first row that has something other than digits and a sign, or -1
     */
    public static int load(long source, long stride, long selection, int count, int bytes, long target) {
        for (int row = 0; row < count; row++) {
            long address = StrideKernel.at(source, stride, selection, row);
            long last = address + bytes - 1;
            long value = 0;
            boolean wrong = false;
            for (long at = address; at < last; at++) {
                int pair = UnsafeApi.getByte(at);
                int upper = pair >> 4 & 0xF;
                int lower = pair & 0xF;
                wrong |= upper > 9 | lower > 9;
                value = value * 100 + (upper * 10L + lower);
            }
            int end = UnsafeApi.getByte(last);
            int digit = end >> 4 & 0xF;
            int sign = end & 0xF;
            if (wrong | digit > 9 | sign < 10) {
                return row;
            }
            value = value * 10 + digit;
            UnsafeApi.putLong(target + 8L * row, isMinus(sign) ? -value : value);
        }
        return -1;
    }

    /**
     * Reads values of up to 38 digits.
     *
     * @param target address of sixteen bytes a row
     * @return the first row that has something other than digits and a sign, or -1
     */
    public static int loadWide(long source, long stride, long selection, int count, int bytes, long target) {
        for (int row = 0; row < count; row++) {
            long address = StrideKernel.at(source, stride, selection, row);
            long last = address + bytes - 1;
            long low = 0;
            long high = 0;
            boolean wrong = false;
            for (long at = address; at <= last; at++) {
                int pair = UnsafeApi.getByte(at);
                int upper = pair >> 4 & 0xF;
                int lower = pair & 0xF;
                int factor = at < last ? 100 : 10;
                int more = at < last ? upper * 10 + lower : upper;
                wrong |= upper > 9 | (at < last ? lower > 9 : lower < 10);
                high = high * factor + Math.multiplyHigh(low, factor) + (low < 0 ? factor : 0);
                low = low * factor;
                high += Long.compareUnsigned(low + more, low) < 0 ? 1 : 0;
                low += more;
            }
            if (wrong) {
                return row;
            }
            boolean minus = isMinus(UnsafeApi.getByte(last) & 0xF);
            UnsafeApi.putLong(target + 16L * row, minus ? -low : low);
            UnsafeApi.putLong(target + 16L * row + 8, minus ? ~high + (low == 0 ? 1 : 0) : high);
        }
        return -1;
    }

    private static boolean isMinus(int sign) {
        return sign == MINUS | sign == 0xB;
    }

    /**
     * Writes values that have no more digits than fit.
     *
     * @param values address of eight bytes a row
     * @param target address of the field in record 0
     */
    public static void store(long values, int count, int bytes, long target, long stride) {
        for (int row = 0; row < count; row++) {
            long value = UnsafeApi.getLong(values + 8L * row);
            long first = target + stride * row;
            long amount = Math.abs(value);
            long at = first + bytes - 1;
            UnsafeApi.putByte(at, (byte) (amount % 10 << 4 | (value < 0 ? MINUS : PLUS)));
            amount /= 10;
            while (--at >= first) {
                int pair = (int) (amount % 100);
                UnsafeApi.putByte(at, (byte) (pair / 10 << 4 | pair % 10));
                amount /= 100;
            }
        }
    }

    /**
     * Writes values of sixteen bytes that have no more digits than fit.
     *
     * @param scratch address of {@link WideDigits#MAX} bytes
     */
    public static void storeWide(long values, int count, int bytes, long target, long stride, long scratch) {
        int digits = 2 * bytes - 1;
        for (int row = 0; row < count; row++) {
            long high = UnsafeApi.getLong(values + 16L * row + 8);
            WideDigits.write(UnsafeApi.getLong(values + 16L * row), high, digits, scratch);
            long first = target + stride * row;
            for (int at = 0; at < bytes; at++) {
                int upper = UnsafeApi.getByte(scratch + 2L * at);
                int lower = 2 * at + 1 < digits ? UnsafeApi.getByte(scratch + 2L * at + 1) : high < 0 ? MINUS : PLUS;
                UnsafeApi.putByte(first + at, (byte) (upper << 4 | lower));
            }
        }
    }
}
