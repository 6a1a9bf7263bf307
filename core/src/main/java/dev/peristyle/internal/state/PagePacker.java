package dev.peristyle.internal.state;

import dev.peristyle.internal.state.kernel.PackKernel;
import dev.peristyle.internal.state.kernel.RowAccess;
import dev.peristyle.schema.Layout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.agrona.UnsafeApi;

/**
 * Makes pages narrow before they go to disk, and as they were when they come back. Rows in memory are wide, so that each value
 * is found at once: numbers take the bytes of their type, a text eight bytes beside its own. On the disk each value takes the
 * bytes that the distance from the least one near it needs, and where a text lies takes none, because it lies below the one
 * before. Texts themselves stay where they are.
 *
 * <pre>
 *   in memory:  rows …                                  | texts
 *   packed:                block | block | …            | texts      written from the first block on
 *
 *   block, of up to 256 rows: u32 bytes of the fields, then of one field after the other
 *       u4 bytes of a distance, u4 bytes of the least value, the least value, the distance of each row's value from it
 *       or, where few texts lie elsewhere: u4 {@value #OTHERS}, u4 bytes of how many, how many, of each u32 its row and i64 how far
 * </pre>
 *
 * <p>Blocks are packed in the page itself, the last one first, and unpacked there, the first one first, which has what full
 * blocks leave: from each block on, what is packed takes no more than its rows. A page of which that is not so stays as it is.
 * Thread-safe.
 */
final class PagePacker {

    /** In place of a width. */
    private static final int OTHERS = 9;

    private static final int OTHER_BYTES = Integer.BYTES + Long.BYTES;
    private static final int MAX_HEADER = 1 + Long.BYTES;
    private static final int BLOCK_HEADER = Integer.BYTES;

    /** So many rows that what is known of all of them takes little of each. */
    private static final int MAX_ROWS = 256;

    private static final int MIN_ROWS = 8;

    /** The rows of a block stay in the first cache. */
    private static final int MAX_BYTES = 24 << 10;

    /** Less than a sixteenth is not worth the time. */
    private static final int MIN_GAIN = 16;

    private final int rowBytes;
    private final int blockRows;
    /** Where each field is in a row; that of a text's length comes before that of its place. */
    private final int[] offsets;
    /** The bytes of each field, 0 for the place of a text. */
    private final int[] widths;

    /** Packs pages of a layout. */
    PagePacker(RowLayout layout) {
        rowBytes = layout.rowBytes();
        blockRows = Math.max(MIN_ROWS, Math.min(MAX_ROWS, MAX_BYTES / rowBytes));
        List<int[]> fields = new ArrayList<>();
        for (int column = 0; column < layout.schema().size(); column++) {
            int offset = layout.offset(column);
            if (layout.layout(column) == Layout.VIEW) {
                fields.add(new int[] {offset + Integer.BYTES, Integer.BYTES});
                fields.add(new int[] {offset, 0});
            } else {
                addWords(
                        fields,
                        offset,
                        offset + Math.max(1, layout.layout(column).bytes()));
            }
        }
        addWords(fields, layout.nullsOffset(), rowBytes);
        offsets = fields.stream().mapToInt(field -> field[0]).toArray();
        widths = fields.stream().mapToInt(field -> field[1]).toArray();
    }

    /** Adds bytes of a row as words that are as long as their alignment allows. */
    private static void addWords(List<int[]> fields, int from, int end) {
        int offset = from;
        while (offset < end) {
            int width = Math.min(Long.BYTES, Integer.lowestOneBit(offset | Long.BYTES));
            while (width > end - offset) {
                width >>= 1;
            }
            fields.add(new int[] {offset, width});
            offset += width;
        }
    }

    private byte[] blockMemory(int count) {
        return new byte[count * rowBytes + (MAX_HEADER + Long.BYTES) * offsets.length];
    }

    /**
     * Packs the rows of a page.
     *
     * @param page its address
     * @param rows how many it has
     * @param texts address of the first byte of its texts; the end where there are none
     * @param end address after its last byte
     * @return address of the first byte of what is to be kept, up to the end; that of the page if it was not packed
     */
    long pack(long page, int rows, long texts, long end) {
        if (rows < MIN_ROWS) {
            return page;
        }
        int most = Math.min(rows, blockRows);
        byte[] bytes = blockMemory(most);
        long[] words = new long[most];
        long begin = texts;
        int left = rows;
        while (left > 0) {
            int count = Math.min(left, blockRows);
            int first = left - count;
            int size = packBlock(page, first, count, end, bytes, words);
            long next = begin - BLOCK_HEADER - size;
            boolean gains = left < rows || size < (long) count * rowBytes / MIN_GAIN * (MIN_GAIN - 1);
            if (!gains || next <= page + (long) first * rowBytes) {
                unpackFrom(left, begin, page, rows, end);
                return page;
            }
            UnsafeApi.putInt(next, size);
            UnsafeApi.copyMemory(bytes, PackKernel.BYTES, null, next + BLOCK_HEADER, size);
            begin = next;
            left = first;
        }
        return begin;
    }

    private int packBlock(long page, int first, int count, long end, byte[] bytes, long[] words) {
        long rows = page + (long) first * rowBytes;
        int at = 0;
        for (int field = 0; field < offsets.length; field++) {
            int offset = offsets[field];
            if (widths[field] == 0) {
                PackKernel.loadTexts(rows, offset, rowBytes, count, before(page, first, offset, end), words);
                at = packTexts(words, count, bytes, at);
            } else {
                PackKernel.load(widths[field], rows + offset, rowBytes, count, words);
                at = packWords(words, count, bytes, at);
            }
        }
        return at;
    }

    /** Where the text of the row before begins. */
    private long before(long page, int row, int offset, long end) {
        return row == 0 ? end : RowAccess.textAddress(page + (row - 1L) * rowBytes, offset);
    }

    private static int packTexts(long[] words, int count, byte[] bytes, int at) {
        int others = PackKernel.countOthers(words, count);
        if (others == 0 || others * OTHER_BYTES > count) {
            return packWords(words, count, bytes, at);
        }
        int entries = putHeader(bytes, at, OTHERS, others);
        PackKernel.packOthers(words, count, bytes, entries);
        return entries + others * OTHER_BYTES;
    }

    private static int packWords(long[] words, int count, byte[] bytes, int at) {
        long min = PackKernel.min(words, count);
        int width = PackKernel.width(words, count, min);
        int values = putHeader(bytes, at, width, min);
        if (width > 0) {
            PackKernel.pack(words, count, min, width, bytes, values);
        }
        return values + width * count;
    }

    /** Returns where the header ends. */
    private static int putHeader(byte[] bytes, int at, int width, long word) {
        int wordBytes = word == 0 ? 0 : Long.SIZE + 8 - Long.numberOfLeadingZeros(word ^ word >> 63) >>> 3;
        bytes[at] = (byte) (width | wordBytes << 4);
        UnsafeApi.putLong(bytes, PackKernel.BYTES + at + 1, word);
        return at + 1 + wordBytes;
    }

    /**
     * Makes rows again of what {@link #pack} has kept.
     *
     * @param begin address of what was kept; its end is that of the page
     * @param page where the rows go; texts are where they were
     * @param rows how many it has
     * @param end address after its last byte
     */
    void unpack(long begin, long page, int rows, long end) {
        unpackFrom(0, begin, page, rows, end);
    }

    private void unpackFrom(int firstRow, long begin, long page, int rows, long end) {
        int most = Math.min(rows - firstRow, blockRows);
        if (most <= 0) {
            return;
        }
        byte[] bytes = blockMemory(most);
        long[] words = new long[most];
        long from = begin;
        int first = firstRow;
        int count = (rows - firstRow - 1) % blockRows + 1;
        while (first < rows) {
            int size = UnsafeApi.getInt(from);
            UnsafeApi.copyMemory(null, from + BLOCK_HEADER, bytes, PackKernel.BYTES, size);
            unpackBlock(page, first, count, end, bytes, words);
            from += BLOCK_HEADER + size;
            first += count;
            count = blockRows;
        }
    }

    private void unpackBlock(long page, int first, int count, long end, byte[] bytes, long[] words) {
        long rows = page + (long) first * rowBytes;
        int at = 0;
        for (int field = 0; field < offsets.length; field++) {
            int offset = offsets[field];
            at = unpackWords(bytes, at, count, words);
            if (widths[field] == 0) {
                PackKernel.storeTexts(rows, offset, rowBytes, count, before(page, first, offset, end), words);
            } else {
                PackKernel.store(widths[field], rows + offset, rowBytes, count, words);
            }
        }
    }

    private static int unpackWords(byte[] bytes, int at, int count, long[] words) {
        int width = bytes[at] & 15;
        int wordBytes = bytes[at] >>> 4 & 15;
        int values = at + 1 + wordBytes;
        int unused = Long.SIZE - 8 * wordBytes;
        long word = wordBytes == 0 ? 0 : UnsafeApi.getLong(bytes, PackKernel.BYTES + at + 1) << unused >> unused;
        if (width == 0) {
            Arrays.fill(words, 0, count, word);
        } else if (width == OTHERS) {
            Arrays.fill(words, 0, count, 0);
            PackKernel.unpackOthers(bytes, values, (int) word, words);
            return values + (int) word * OTHER_BYTES;
        } else {
            PackKernel.unpack(bytes, values, count, word, width, words);
        }
        return values + width * count;
    }
}
