package dev.peristyle.internal.fixedwidth.kernel;

import dev.peristyle.internal.kernel.StrideKernel;
import org.agrona.UnsafeApi;

/** Zoned decimals: a byte a digit, see {@link ZonedDigits}. */
public final class ZonedDecimalKernel {

    private ZonedDecimalKernel() {}

    /**
     * Reads values of up to 18 digits.
     *
     * @param source address of the field in record 0
     * @param selection address of four-byte numbers of records, or 0 for the first ones
     * @param digits bytes of the field, 1 to 18
     * @param target address of eight bytes a row
     * @return the first row that has something other than digits, or -1
     */
    public static int load(
            ZonedDigits known, long source, long stride, long selection, int count, int digits, long target) {
        byte[] table = known.digits;
        byte[] lasts = known.lasts;
        for (int row = 0; row < count; row++) {
            long address = StrideKernel.at(source, stride, selection, row);
            long end = address + digits - 1;
            long value = 0;
            int wrong = 0;
            for (long at = address; at < end; at++) {
                int digit = table[UnsafeApi.getByte(at) & 0xFF];
                wrong |= digit;
                value = value * 10 + digit;
            }
            int last = lasts[UnsafeApi.getByte(end) & 0xFF];
            if ((wrong | last) < 0) {
                return row;
            }
            value = value * 10 + (last & ZonedDigits.MINUS - 1);
            UnsafeApi.putLong(target + 8L * row, last >= ZonedDigits.MINUS ? -value : value);
        }
        return -1;
    }

    /**
     * Reads values of up to 38 digits.
     *
     * @param target address of sixteen bytes a row
     * @return the first row that has something other than digits, or -1
     */
    public static int loadWide(
            ZonedDigits known, long source, long stride, long selection, int count, int digits, long target) {
        for (int row = 0; row < count; row++) {
            long address = StrideKernel.at(source, stride, selection, row);
            long low = 0;
            long high = 0;
            int wrong = 0;
            int last = known.lasts[UnsafeApi.getByte(address + digits - 1) & 0xFF];
            for (int at = 0; at < digits; at++) {
                int digit = at < digits - 1
                        ? known.digits[UnsafeApi.getByte(address + at) & 0xFF]
                        : last & ZonedDigits.MINUS - 1;
                wrong |= digit;
                high = high * 10 + Math.multiplyHigh(low, 10L) + (low < 0 ? 10 : 0);
                low = low * 10;
                high += Long.compareUnsigned(low + digit, low) < 0 ? 1 : 0;
                low += digit;
            }
            if ((wrong | last) < 0) {
                return row;
            }
            boolean minus = last >= ZonedDigits.MINUS;
            UnsafeApi.putLong(target + 16L * row, minus ? -low : low);
            UnsafeApi.putLong(target + 16L * row + 8, minus ? ~high + (low == 0 ? 1 : 0) : high);
        }
        return -1;
    }

    /** Writes values of eight bytes that have no more digits than fit. */
    public static void store(ZonedDigits known, long values, int count, int digits, long target, long stride) {
        for (int row = 0; row < count; row++) {
            long value = UnsafeApi.getLong(values + 8L * row);
            long first = target + stride * row;
            long amount = Math.abs(value);
            int last = (int) (amount % 10) + (value < 0 ? ZonedDigits.MINUS : 0);
            UnsafeApi.putByte(first + digits - 1, known.lastBytes[last]);
            for (long at = first + digits - 2; at >= first; at--) {
                amount /= 10;
                UnsafeApi.putByte(at, known.bytes[(int) (amount % 10)]);
            }
        }
    }

    /**
     * Writes values of sixteen bytes that have no more digits than fit.
     *
     * @param scratch address of {@link WideDigits#MAX} bytes
     */
    public static void storeWide(
            ZonedDigits known, long values, int count, int digits, long target, long stride, long scratch) {
        for (int row = 0; row < count; row++) {
            long high = UnsafeApi.getLong(values + 16L * row + 8);
            WideDigits.write(UnsafeApi.getLong(values + 16L * row), high, digits, scratch);
            long first = target + stride * row;
            for (int at = 0; at < digits - 1; at++) {
                UnsafeApi.putByte(first + at, known.bytes[UnsafeApi.getByte(scratch + at)]);
            }
            int last = UnsafeApi.getByte(scratch + digits - 1) + (high < 0 ? ZonedDigits.MINUS : 0);
            UnsafeApi.putByte(first + digits - 1, known.lastBytes[last]);
        }
    }
}
