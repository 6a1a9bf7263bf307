package dev.peristyle.internal.sort;

import dev.peristyle.internal.sort.kernel.KeyWordKernel;
import dev.peristyle.internal.sort.kernel.TextKeyKernel;
import dev.peristyle.schema.Layout;
import org.agrona.UnsafeApi;

/**
 * Cuts the keys of rows into words of 64 bits. Where a word begins is a key and how much of it is in earlier words; as
 * many keys as fit go into one word, and a key that does not fit goes on in the next. Not thread-safe.
 *
 * <p>The parts of a key in a word, upper bits first: a bit that tells nulls from values if there are nulls, then the
 * value.
 */
final class KeyWords {

    /** Nothing of a key, not even its bit for nulls, is in an earlier word. */
    static final long NOT_BEGUN = -1;

    private final KeyColumn[] columns;
    private int nextKey;
    private long nextConsumed;
    private boolean inText;

    KeyWords(KeyColumn[] columns) {
        this.columns = columns;
    }

    /**
     * Writes the word of each entry.
     *
     * @param entries address of the entries, their rows set
     * @param count entries
     * @param firstKey the key that the word begins with
     * @param firstConsumed how much of it is in earlier words: bits, or bytes of text, or {@link #NOT_BEGUN}
     */
    void write(long entries, long count, int firstKey, long firstConsumed) {
        KeyWordKernel.clear(entries, count);
        int key = firstKey;
        long consumed = firstConsumed;
        int left = 64;
        inText = false;
        while (key < columns.length && left > 0 && !inText) {
            KeyColumn column = columns[key];
            if (column.layout == Layout.VIEW) {
                int room = left - nullBit(column, consumed) - TextKeyKernel.LENGTH_BITS;
                int skip = (int) Math.max(0, consumed);
                int bytes = Math.min(column.maxTextBytes - skip, TextKeyKernel.MAX_BYTES);
                if (room < 8 * bytes && room < 8) {
                    break;
                }
                bytes = Math.min(bytes, room / 8);
                int bits = 8 * bytes + TextKeyKernel.LENGTH_BITS;
                left -= nullBit(column, consumed) + bits;
                writeText(entries, count, column, skip, bytes, left);
                writeNulls(entries, count, column, consumed, bits, left);
                inText = skip + bytes < column.maxTextBytes;
                consumed = inText ? skip + bytes : NOT_BEGUN;
                key += inText ? 0 : 1;
            } else {
                int width = width(column.layout);
                int drop = (int) Math.max(0, consumed);
                int bits = Math.min(width - drop, left - nullBit(column, consumed));
                left -= nullBit(column, consumed) + bits;
                if (bits > 0) {
                    writeFixed(entries, count, column, drop, bits, left);
                }
                writeNulls(entries, count, column, consumed, bits, left);
                boolean whole = drop + bits == width;
                consumed = whole ? NOT_BEGUN : drop + bits;
                key += whole ? 1 : 0;
            }
        }
        nextKey = key;
        nextConsumed = consumed;
    }

    /** Says whether the word, and those before it, hold all of every key. */
    boolean complete() {
        return nextKey == columns.length;
    }

    /** The key that the next word begins with. When {@link #inText()}, it depends on the rows: {@link #goesOn}. */
    int nextKey() {
        return nextKey;
    }

    long nextConsumed() {
        return nextConsumed;
    }

    /** Says whether the word ends within a text that goes on for some rows, but perhaps not for all. */
    boolean inText() {
        return inText;
    }

    /** Says whether the text of a row is longer than what is in words. Rows with the same words agree about that. */
    boolean goesOn(int key, long consumed, long row) {
        return !columns[key].isNull(row) && columns[key].lengthAt(row) > consumed;
    }

    private static int nullBit(KeyColumn column, long consumed) {
        return column.nullable && consumed == NOT_BEGUN ? 1 : 0;
    }

    private static int width(Layout layout) {
        return layout == Layout.BIT ? 1 : 8 * layout.bytes();
    }

    private static void writeNulls(long entries, long count, KeyColumn column, long consumed, int bits, int at) {
        if (!column.nullable) {
            return;
        }
        long value = bits == 0 ? 0 : -1L >>> -bits << at;
        long bit = consumed == NOT_BEGUN ? 1L << at + bits : 0;
        boolean nullsFirst = column.key.nullsFirst();
        long present = nullsFirst ? bit : 0;
        long absent = nullsFirst ? 0 : bit;
        if (column.whole) {
            KeyWordKernel.nullsOfRows(entries, count, column.nullOffset, column.nullBit, value, present, absent);
        } else {
            KeyWordKernel.nulls(entries, count, column.validity, value, present, absent);
        }
    }

    private static void writeText(long entries, long count, KeyColumn column, int skip, int bytes, int at) {
        long flip = column.key.descending() ? -1 : 0;
        if (column.whole) {
            TextKeyKernel.rows(entries, count, (int) column.base, skip, bytes, flip, at);
        } else {
            TextKeyKernel.views(entries, count, column.base, column.lengths, column.validity, skip, bytes, flip, at);
        }
    }

    private static void writeFixed(long entries, long count, KeyColumn column, int drop, int bits, int at) {
        long flip = column.key.descending() ? -1 : 0;
        if (column.isWord()) {
            column.codes.write(entries, count, column.base, column.step, flip, drop, bits, at);
            return;
        }
        for (long entry = entries; entry < entries + (count << 4); entry += 16) {
            long row = UnsafeApi.getLong(entry + 8);
            long code = column.code(row, drop) ^ flip;
            UnsafeApi.putLong(entry, UnsafeApi.getLong(entry) | code >>> 64 - bits << at);
        }
    }
}
