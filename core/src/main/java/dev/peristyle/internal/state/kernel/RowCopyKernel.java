package dev.peristyle.internal.state.kernel;

import dev.peristyle.internal.kernel.TextKernel;
import org.agrona.UnsafeApi;

/**
 * Copies rows from anywhere in memory to rows that lie one after the other. {@code rows} is the address of the first eight-byte
 * row address, {@code step} the distance from one to the next.
 */
public final class RowCopyKernel {

    private RowCopyKernel() {}

    /** Copies rows without their texts; {@code rowBytes} is a multiple of 8. */
    public static void copyRows(long rows, int step, int count, long target, int rowBytes) {
        long into = target;
        for (int entry = 0; entry < count; entry++) {
            long row = UnsafeApi.getLong(rows + (long) step * entry);
            for (int position = 0; position < rowBytes; position += 8) {
                UnsafeApi.putLong(into + position, UnsafeApi.getLong(row + position));
            }
            into += rowBytes;
        }
    }

    /**
     * Adds up what the texts of each row take.
     *
     * @param offset where the value is in a row
     * @param sizes address of an eight-byte sum for each row, added to
     */
    public static void addLengths(long rows, int step, int count, int offset, long sizes) {
        for (int entry = 0; entry < count; entry++) {
            long row = UnsafeApi.getLong(rows + (long) step * entry);
            UnsafeApi.putLong(
                    sizes + 8L * entry, UnsafeApi.getLong(sizes + 8L * entry) + RowAccess.textLength(row, offset));
        }
    }

    /**
     * Copies texts and writes their distances.
     *
     * @param target address of the first row, copied already
     * @param offset where the value is in a row
     * @param top the address after the last byte that the texts may take; they are put below it
     * @return the address of the lowest byte taken
     */
    public static long copyTexts(long rows, int step, int count, long target, int offset, int rowBytes, long top) {
        long into = target;
        long end = top;
        for (int entry = 0; entry < count; entry++) {
            long row = UnsafeApi.getLong(rows + (long) step * entry);
            int length = RowAccess.textLength(row, offset);
            end -= length;
            TextKernel.copy(RowAccess.textAddress(row, offset), end, length);
            UnsafeApi.putInt(into + offset, (int) (end - into));
            into += rowBytes;
        }
        return end;
    }

    /**
     * Says that the texts of rows that lie one after the other have moved down.
     *
     * @param rows address of the first row itself
     * @param offset where the value is in a row
     * @param by how many bytes
     */
    public static void moveTexts(long rows, int count, int offset, int rowBytes, int by) {
        long value = rows + offset;
        for (int entry = 0; entry < count; entry++) {
            UnsafeApi.putInt(value, UnsafeApi.getInt(value) - by);
            value += rowBytes;
        }
    }
}
