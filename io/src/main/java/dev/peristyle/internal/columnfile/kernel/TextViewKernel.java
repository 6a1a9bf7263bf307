package dev.peristyle.internal.columnfile.kernel;

import dev.peristyle.internal.ground.Bits;
import org.agrona.UnsafeApi;

/** Views of text from how Arrow has it. A row of a selection is one of its four-byte numbers; without a selection, rows are all. */
public final class TextViewKernel {
    /** Of Arrow's views: what is not longer stands in the view itself. */
    public static final int MAX_INLINE = 12;

    /** Bytes of a view of Arrow. */
    public static final int VIEW_BYTES = 16;

    private TextViewKernel() {}

    /** The row that an entry stands for. */
    public static int row(long selection, int entry) {
        return selection == 0 ? entry : UnsafeApi.getInt(selection + 4L * entry);
    }

    /**
     * Checks offsets.
     *
     * @param offsets address of the offset of row 0, of four or eight bytes
     * @param limit bytes that there are
     * @param extent where the least and the greatest offset of all entries go
     * @return the first entry whose offsets are not within the limit, in order and less than 2 GB apart, or -1
     */
    public static int check(long offsets, boolean isLarge, long selection, int count, long limit, long[] extent) {
        long least = Long.MAX_VALUE;
        long greatest = 0;
        for (int entry = 0; entry < count; entry++) {
            int row = row(selection, entry);
            long start = offset(offsets, isLarge, row);
            long end = offset(offsets, isLarge, row + 1);
            if (start < 0 || end < start || end > limit || end - start > Integer.MAX_VALUE) {
                return entry;
            }
            least = Math.min(least, start);
            greatest = Math.max(greatest, end);
        }
        extent[0] = least;
        extent[1] = greatest;
        return -1;
    }

    private static long offset(long offsets, boolean isLarge, int row) {
        return isLarge ? UnsafeApi.getLong(offsets + 8L * row) : UnsafeApi.getInt(offsets + 4L * row);
    }

    /**
     * Writes views.
     *
     * @param offsets address of the offset of row 0, checked
     * @param text where the byte at offset 0 lies or would lie
     */
    public static void views(
            long offsets, boolean isLarge, long selection, int count, long text, long views, long lengths) {
        for (int entry = 0; entry < count; entry++) {
            int row = row(selection, entry);
            long start = offset(offsets, isLarge, row);
            UnsafeApi.putLong(views + 8L * entry, text + start);
            UnsafeApi.putInt(lengths + 4L * entry, (int) (offset(offsets, isLarge, row + 1) - start));
        }
    }

    /** Writes views of values of one length, of which that of row 0 lies at {@code values} or would lie there. */
    public static void fixed(long values, int bytes, long selection, int count, long views, long lengths) {
        for (int entry = 0; entry < count; entry++) {
            UnsafeApi.putLong(views + 8L * entry, values + (long) bytes * row(selection, entry));
            UnsafeApi.putInt(lengths + 4L * entry, bytes);
        }
    }

    /**
     * Checks views of Arrow.
     *
     * @param source address of the view of row 0
     * @param validity address of the bitmap of entries that have a value, or 0 if all have
     * @param limits bytes of each buffer
     * @param first the number of the first of them among {@code limits}
     * @param from where the first byte that is needed of each buffer goes
     * @param to where the end of what is needed of each buffer goes
     * @return the first entry that leads out of the buffers, or -1
     */
    public static int checkViews(
            long source, long selection, int count, long validity, long[] limits, int first, long[] from, long[] to) {
        for (int entry = 0; entry < count; entry++) {
            long view = source + (long) VIEW_BYTES * row(selection, entry);
            int length = UnsafeApi.getInt(view);
            if (Bits.isNull(validity, entry) || length >= 0 && length <= MAX_INLINE) {
                continue;
            }
            int buffer = UnsafeApi.getInt(view + 8);
            long offset = UnsafeApi.getInt(view + 12);
            if (length < 0
                    || buffer < 0
                    || buffer >= limits.length - first
                    || offset < 0
                    || offset + length > limits[first + buffer]) {
                return entry;
            }
            from[buffer] = Math.min(from[buffer], offset);
            to[buffer] = Math.max(to[buffer], offset + length);
        }
        return -1;
    }

    /**
     * Writes views from such of Arrow.
     *
     * @param source address of the view of row 0, checked
     * @param buffers where the first byte of each buffer lies or would lie
     */
    public static void ofViews(
            long source, long selection, int count, long validity, long[] buffers, long views, long lengths) {
        for (int entry = 0; entry < count; entry++) {
            long view = source + (long) VIEW_BYTES * row(selection, entry);
            int length = Bits.isNull(validity, entry) ? 0 : UnsafeApi.getInt(view);
            long text =
                    length <= MAX_INLINE ? view + 4 : buffers[UnsafeApi.getInt(view + 8)] + UnsafeApi.getInt(view + 12);
            UnsafeApi.putLong(views + 8L * entry, text);
            UnsafeApi.putInt(lengths + 4L * entry, length);
        }
    }

    /**
     * Makes positions in a dictionary numbers of rows of four bytes; 0 where there is no value.
     *
     * @param source address of the position of row 0
     * @param bytes of a position
     * @param validity address of the bitmap of entries that have a value, or 0 if all have
     * @param size of the dictionary
     * @return the first entry whose position is not in the dictionary, or -1
     */
    public static int positions(
            long source, int bytes, boolean isSigned, long selection, int count, long validity, int size, long target) {
        for (int entry = 0; entry < count; entry++) {
            if (Bits.isNull(validity, entry)) {
                UnsafeApi.putInt(target + 4L * entry, 0);
                continue;
            }
            long at = source + (long) bytes * row(selection, entry);
            long position = switch (bytes) {
                case 1 -> isSigned ? UnsafeApi.getByte(at) : UnsafeApi.getByte(at) & 0xFF;
                case 2 -> isSigned ? UnsafeApi.getShort(at) : UnsafeApi.getShort(at) & 0xFFFF;
                case 4 -> isSigned ? UnsafeApi.getInt(at) : UnsafeApi.getInt(at) & 0xFFFF_FFFFL;
                default -> UnsafeApi.getLong(at);
            };
            if (position < 0 || position >= size) {
                return entry;
            }
            UnsafeApi.putInt(target + 4L * entry, (int) position);
        }
        return -1;
    }
}
