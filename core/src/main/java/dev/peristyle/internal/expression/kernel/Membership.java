package dev.peristyle.internal.expression.kernel;

import dev.peristyle.internal.ground.DoubleOrder;
import dev.peristyle.internal.ground.Hash;
import org.agrona.UnsafeApi;

/**
 * A small hash table off the heap with open addressing, and loops that look up every row. A slot has a mark (0 when it is
 * free, else 1 more than the length of a text, or 1) and a number or the address of a text:
 *
 * <pre>
 * 0        8               16
 * | mark   | value         |
 * </pre>
 */
public final class Membership {

    /** Bytes of a slot. */
    public static final int SLOT_BYTES = 16;

    private Membership() {}

    /**
     * Adds a number.
     *
     * @param mask the number of slots less 1; at least one slot stays free
     */
    public static void add(long table, int mask, long value) {
        long slot = find(table, mask, value);
        UnsafeApi.putLong(slot, 1);
        UnsafeApi.putLong(slot + 8, value);
    }

    /**
     * Adds a text, which has to stay where it is.
     *
     * @param mask the number of slots less 1; at least one slot stays free
     * @param length its bytes
     */
    public static void addText(long table, int mask, long text, int length) {
        long slot = findText(table, mask, text, length);
        UnsafeApi.putLong(slot, length + 1L);
        UnsafeApi.putLong(slot + 8, text);
    }

    /**
     * True where a value is in the table.
     *
     * @param values address of four-byte values
     * @param mask the number of slots less 1
     * @param result address of the result bits in whole words
     */
    public static void ints(long values, long table, int mask, long result, int rows) {
        for (int row = 0; row < rows; row += 64) {
            long word = 0;
            int count = Math.min(64, rows - row);
            for (int bit = 0; bit < count; bit++) {
                int value = UnsafeApi.getInt(values + ((long) (row + bit) << 2));
                word |= UnsafeApi.getLong(find(table, mask, value)) << bit;
            }
            UnsafeApi.putLong(result + (row >>> 3), word);
        }
    }

    /**
     * True where a value is in the table.
     *
     * @param values address of eight-byte values
     * @param mask the number of slots less 1
     * @param result address of the result bits in whole words
     */
    public static void longs(long values, long table, int mask, long result, int rows) {
        for (int row = 0; row < rows; row += 64) {
            long word = 0;
            int count = Math.min(64, rows - row);
            for (int bit = 0; bit < count; bit++) {
                long value = UnsafeApi.getLong(values + ((long) (row + bit) << 3));
                word |= UnsafeApi.getLong(find(table, mask, value)) << bit;
            }
            UnsafeApi.putLong(result + (row >>> 3), word);
        }
    }

    /**
     * True where a text is in the table. Rows without a value are skipped: their addresses may point anywhere.
     *
     * @param validity address of the validity, or 0
     * @param mask the number of slots less 1
     * @param result address of the result bits in whole words
     */
    public static void texts(long texts, long lengths, long validity, long table, int mask, long result, int rows) {
        for (int row = 0; row < rows; row += 64) {
            long word = 0;
            int end = Math.min(rows, row + 64);
            for (int each = row; each < end; each++) {
                if (Bitmaps.isSet(validity, each)) {
                    long slot = findText(
                            table,
                            mask,
                            UnsafeApi.getLong(texts + ((long) each << 3)),
                            UnsafeApi.getInt(lengths + ((long) each << 2)));
                    word |= (UnsafeApi.getLong(slot) != 0 ? 1L : 0L) << each;
                }
            }
            UnsafeApi.putLong(result + (row >>> 3), word);
        }
    }

    /** Doubles by their {@link #bits}. */
    public static void doubles(long values, long table, int mask, long result, int rows) {
        for (int row = 0; row < rows; row += 64) {
            long word = 0;
            int count = Math.min(64, rows - row);
            for (int bit = 0; bit < count; bit++) {
                double value = UnsafeApi.getDouble(values + ((long) (row + bit) << 3));
                word |= UnsafeApi.getLong(find(table, mask, bits(value))) << bit;
            }
            UnsafeApi.putLong(result + (row >>> 3), word);
        }
    }

    /** Equal for equal doubles: there is one zero and one NaN. */
    public static long bits(double value) {
        return DoubleOrder.key(Double.doubleToRawLongBits(value));
    }

    /** The slot of a value, or the free one where it would go. */
    private static long find(long table, int mask, long value) {
        int index = (int) (Hash.of(value) >>> 32) & mask;
        while (true) {
            long slot = table + (long) index * SLOT_BYTES;
            if (UnsafeApi.getLong(slot) == 0 || UnsafeApi.getLong(slot + 8) == value) {
                return slot;
            }
            index = index + 1 & mask;
        }
    }

    private static long findText(long table, int mask, long text, int length) {
        int index = (int) (Hash.ofText(text, length) >>> 32) & mask;
        while (true) {
            long slot = table + (long) index * SLOT_BYTES;
            long mark = UnsafeApi.getLong(slot);
            if (mark == 0 || mark == length + 1L && Bytes.equal(UnsafeApi.getLong(slot + 8), text, length)) {
                return slot;
            }
            index = index + 1 & mask;
        }
    }
}
