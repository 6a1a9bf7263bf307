package dev.peristyle.internal.csv.kernel;

import static org.agrona.UnsafeApi.getByte;
import static org.agrona.UnsafeApi.getInt;
import static org.agrona.UnsafeApi.getLong;
import static org.agrona.UnsafeApi.putLong;

import java.util.Arrays;
import org.agrona.UnsafeApi;

/**
 * Loads the last bytes of each field of a block into arrays, so that the last digit of every number, and a point if all have it, is at the same
 * place. Reusable, not thread-safe.
 *
 * <p>These loops load two lines of the cache per row, one of the index and one of the text, and it is these that they wait for, if the compiler
 * does not make more work of them. Counted loops it unrolls until it runs out of registers; so they are none, they keep as few addresses as
 * possible, and write into the arrays without the checks that a counted loop would get rid of.
 */
final class FieldWords {
    /** Rows of a block. */
    static final int ROWS = 256;

    static final long LONGS = UnsafeApi.arrayBaseOffset(long[].class);
    static final long POINTS = Swar.broadcast('.');

    /** The first and the last bytes of {@code 0001-01-01}. */
    private static final long FIRST_MONTH = 0x2D31302D31303030L;

    private static final long FIRST_DAY = 0x31302D31302D3130L;

    /** Asks for dates instead of numbers with so many digits after the point. */
    static final int DATES = 8;

    /** By digits after the point and length plus one: the bytes of the number, without its point, in a word that ends where it ends. */
    private static final long[] MASKS = new long[16 << 4];

    /** By digits after the point: a bit for every length plus one that is right. */
    private static final long[] LENGTHS = new long[DATES + 1];

    static {
        LENGTHS[DATES] = 1 << 11;
        for (int scale = 0; scale < DATES; scale++) {
            int point = scale == 0 ? 0 : 1;
            for (int bytes = Math.max(1, scale); bytes <= 8; bytes++) {
                MASKS[(scale << 4) + bytes + point + 1] = -1L << (64 - (bytes << 3));
                LENGTHS[scale] |= 1L << (bytes + point + 1);
            }
        }
    }

    /** Per row the last eight bytes of the field, and the eight that end two bytes earlier. */
    final long[] words = new long[ROWS];

    final long[] earlierWords = new long[ROWS];

    /** Per row the bytes that the number has in a word without the point. */
    final long[] masks = new long[ROWS];

    /** Of the rows loaded last: a bit for each length plus one, and all of them or-ed. */
    private long lengths;

    private long largest;

    private long base;
    private long starts;
    private long startStep;
    private long ends;
    private long endStep;
    private long selection;
    private int quote;
    private boolean adjacent;
    private boolean loadable;

    FieldWords() {}

    /** Sets the column. */
    void of(FieldColumn column) {
        base = column.base;
        starts = column.starts;
        startStep = column.startStep;
        ends = column.ends;
        endStep = column.endStep;
        selection = column.selection;
        quote = column.quote;
        // then one load gets both positions
        adjacent = ends == starts + Integer.BYTES && startStep == endStep;
        // positions ascend: what is loaded lies after the beginning of the input for all rows if it does for the first
        long firstRow = selection == 0 ? 0 : getInt(selection);
        loadable = getInt(ends + firstRow * endStep) >= 10;
    }

    /**
     * Fills the arrays; rows after the last one become empty fields, or dates.
     *
     * @param rows output rows, at most {@link #ROWS}
     * @param scale digits after the point, 0 to 7, 0 if there is no point; or {@link #DATES}
     * @return false if a field is too short or too long for that
     */
    boolean load(int first, int rows, int scale) {
        if (!loadable) {
            return false;
        }
        if (rows < ROWS) {
            Arrays.fill(words, rows, ROWS, scale == DATES ? FIRST_DAY : POINTS);
            Arrays.fill(earlierWords, rows, ROWS, FIRST_MONTH);
            Arrays.fill(masks, rows, ROWS, 0);
        }
        lengths = 0;
        largest = 0;
        if ((headOf(first) & 0xFF) == quote || (selection != 0 && !adjacent)) {
            loadAny(first, rows, scale << 4);
        } else if (selection != 0) {
            loadSelected(selection + ((long) first << 2), rows, scale << 4);
        } else if (adjacent) {
            loadAll(starts + first * startStep, rows, scale << 4);
        } else {
            loadApart(starts + first * startStep, ends + first * endStep, rows, scale << 4);
        }
        return (lengths & ~LENGTHS[scale]) == 0 && (largest & ~15) == 0;
    }

    private byte headOf(int first) {
        long row = selection == 0 ? first : getInt(selection + ((long) first << 2));
        return getByte(base + getInt(starts + row * startStep) + 1);
    }

    /** Quotes are not looked for: the caller finds that they are no digits. */
    private void loadAll(long from, int rows, int tableRow) {
        long[] intoWords = words;
        long[] intoEarlier = earlierWords;
        long[] intoMasks = masks;
        long text = base;
        long step = startStep;
        long seen = 0;
        long all = 0;
        long address = from;
        long last = LONGS + ((long) rows << 3);
        for (long row = LONGS; row != last; row += 8) {
            long positions = getLong(address);
            address += step;
            long end = positions >> 32;
            long length = end - (int) positions;
            seen |= 1L << length;
            all |= length;
            putLong(intoWords, row, getLong(text + end - 8));
            putLong(intoEarlier, row, getLong(text + end - 10));
            putLong(intoMasks, row, MASKS[(tableRow + ((int) length & 15)) & 255]);
        }
        lengths = seen;
        largest = all;
    }

    /** Of a first column, the starts are elsewhere. */
    private void loadApart(long fromStart, long fromEnd, int rows, int tableRow) {
        long[] intoWords = words;
        long[] intoEarlier = earlierWords;
        long[] intoMasks = masks;
        long text = base;
        long seen = 0;
        long all = 0;
        long start = fromStart;
        long address = fromEnd;
        long last = LONGS + ((long) rows << 3);
        for (long row = LONGS; row != last; row += 8) {
            long end = getInt(address);
            long length = end - getInt(start);
            start += startStep;
            address += endStep;
            seen |= 1L << length;
            all |= length;
            putLong(intoWords, row, getLong(text + end - 8));
            putLong(intoEarlier, row, getLong(text + end - 10));
            putLong(intoMasks, row, MASKS[(tableRow + ((int) length & 15)) & 255]);
        }
        lengths = seen;
        largest = all;
    }

    private void loadSelected(long from, int rows, int tableRow) {
        long[] intoWords = words;
        long[] intoEarlier = earlierWords;
        long[] intoMasks = masks;
        long text = base;
        long step = startStep;
        long column = starts;
        long seen = 0;
        long all = 0;
        long address = from;
        long last = LONGS + ((long) rows << 3);
        for (long row = LONGS; row != last; row += 8) {
            long positions = getLong(column + getInt(address) * step);
            address += 4;
            long end = positions >> 32;
            long length = end - (int) positions;
            seen |= 1L << length;
            all |= length;
            putLong(intoWords, row, getLong(text + end - 8));
            putLong(intoEarlier, row, getLong(text + end - 10));
            putLong(intoMasks, row, MASKS[(tableRow + ((int) length & 15)) & 255]);
        }
        lengths = seen;
        largest = all;
    }

    /** With or without quotes, wherever the positions are. */
    private void loadAny(int first, int rows, int tableRow) {
        for (int i = 0; i < rows; i++) {
            long row = selection == 0 ? first + i : getInt(selection + ((long) (first + i) << 2));
            int start = getInt(starts + row * startStep);
            int end = getInt(ends + row * endStep);
            int quotes = (getByte(base + start + 1) & 0xFF) == quote ? 1 : 0;
            end -= quotes;
            int length = end - quotes - start;
            lengths |= 1L << length;
            largest |= length;
            words[i] = getLong(base + end - 8);
            earlierWords[i] = getLong(base + end - 10);
            masks[i] = MASKS[(tableRow + (length & 15)) & 255];
        }
    }

    /** Whether any of a block's words is not zero. */
    static boolean any(long[] words) {
        long any = 0;
        // four at a time: a chain of single ones is as slow as the chain is long
        for (int i = 0; i < ROWS / 4; i++) {
            any |= words[i] | words[i + ROWS / 4] | (words[i + ROWS / 2] | words[i + 3 * ROWS / 4]);
        }
        return any != 0;
    }
}
