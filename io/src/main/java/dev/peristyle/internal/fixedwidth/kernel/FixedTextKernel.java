package dev.peristyle.internal.fixedwidth.kernel;

import dev.peristyle.internal.kernel.StrideKernel;
import org.agrona.UnsafeApi;

/**
 * Text that fills a field up with padding, both ways. A padding is one character of one or, in UTF-32, of four bytes; less than 0
 * stands for none.
 */
public final class FixedTextKernel {

    private FixedTextKernel() {}

    /**
     * Shows the text of each record where it lies, without its padding.
     *
     * @param source address of the field in record 0
     * @param selection address of four-byte numbers of records, or 0 for the first ones
     * @param bytes of the field
     * @param padding the byte that is left out, or less than 0
     * @param before whether it is before the text, not after it
     * @param views address of an eight-byte address a row
     * @param lengths address of a four-byte length a row
     */
    public static void views(
            long source,
            long stride,
            long selection,
            int count,
            int bytes,
            int padding,
            boolean before,
            long views,
            long lengths) {
        byte pad = (byte) padding;
        for (int row = 0; row < count; row++) {
            long start = StrideKernel.at(source, stride, selection, row);
            long end = start + bytes;
            if (padding >= 0 && before) {
                while (start < end && UnsafeApi.getByte(start) == pad) {
                    start++;
                }
            } else if (padding >= 0) {
                while (end > start && UnsafeApi.getByte(end - 1) == pad) {
                    end--;
                }
            }
            UnsafeApi.putLong(views + 8L * row, start);
            UnsafeApi.putInt(lengths + 4L * row, (int) (end - start));
        }
    }

    /** The first row whose text has a byte that is not ASCII, or -1. */
    public static int firstNotAscii(long views, long lengths, int count) {
        for (int row = 0; row < count; row++) {
            if (!isAscii(UnsafeApi.getLong(views + 8L * row), UnsafeApi.getInt(lengths + 4L * row))) {
                return row;
            }
        }
        return -1;
    }

    /** Whether all bytes are ASCII. */
    public static boolean isAscii(long address, int length) {
        long all = 0;
        int at = 0;
        for (; at + 8 <= length; at += 8) {
            all |= UnsafeApi.getLong(address + at);
        }
        for (; at < length; at++) {
            all |= UnsafeApi.getByte(address + at) & 0x80L;
        }
        return (all & 0x8080_8080_8080_8080L) == 0;
    }

    /**
     * Writes a text as it is.
     *
     * @param padding the byte that fills the field up, or less than 0
     * @return whether it fits: it is not longer than the field, exactly as long where nothing fills it up, and padding is not the end of
     *     it that would be taken for the field's
     */
    public static boolean store(long text, int length, int bytes, int padding, boolean before, long target) {
        if (length > bytes || length < bytes && padding < 0) {
            return false;
        }
        if (length > 0 && padding >= 0 && UnsafeApi.getByte(before ? text : text + length - 1) == (byte) padding) {
            return false;
        }
        long start = before ? target + bytes - length : target;
        UnsafeApi.copyMemory(text, start, length);
        if (length < bytes) {
            UnsafeApi.setMemory(before ? target : target + length, bytes - length, (byte) padding);
        }
        return true;
    }
}
