package dev.peristyle.internal.csv.kernel;

import static org.agrona.UnsafeApi.getInt;
import static org.agrona.UnsafeApi.getLong;

/**
 * Collects the bytes of up to 64 fields of a column next to each other, so that a vector can compute on eight fields at once. This part
 * stays scalar: fields are anywhere in the input, and gathering loads are no faster than eight plain ones.
 */
final class FieldBlock {
    private FieldBlock() {}

    /**
     * Fills {@link ParseState#words}, {@link ParseState#laterWords} and {@link ParseState#lengths} for the output rows [block, block + rows).
     * Quotes around a field are already left out.
     *
     * @param block the first output row
     * @param rows output rows, at most 64
     * @param later distance of the later word from the first one, in bytes, 0 for none
     */
    static void load(FieldColumn column, int block, int rows, int later, ParseState state) {
        long step = column.startStep;
        if (column.selection == 0 && column.starts + 4 == column.ends && step == column.endStep) {
            loadAdjacent(column.base, column.starts + block * step, step, rows, later, column.quote, state);
        } else {
            loadAny(column, block, rows, later, state);
        }
    }

    /** Fields of consecutive rows that begin where the index has the end of the field before: one load brings both positions. */
    private static void loadAdjacent(
            long base, long firstPair, long step, int rows, int later, int quote, ParseState state) {
        long[] words = state.words;
        long[] laterWords = state.laterWords;
        long[] lengths = state.lengths;
        long pairs = firstPair;
        for (int i = 0; i < rows; i++) {
            long pair = getLong(pairs);
            int start = (int) pair + 1;
            int length = (int) (pair >>> 32) - start;
            long address = base + start;
            long word = getLong(address);
            if (((int) word & 0xFF) == quote) {
                address++;
                length -= 2;
                word = getLong(address);
            }
            words[i] = word;
            if (later != 0) {
                laterWords[i] = getLong(address + later);
            }
            lengths[i] = length;
            pairs += step;
        }
    }

    private static void loadAny(FieldColumn column, int block, int rows, int later, ParseState state) {
        long base = column.base;
        long starts = column.starts;
        long startStep = column.startStep;
        long ends = column.ends;
        long endStep = column.endStep;
        long selection = column.selection;
        int quote = column.quote;
        long[] words = state.words;
        long[] laterWords = state.laterWords;
        long[] lengths = state.lengths;
        for (int i = 0; i < rows; i++) {
            int out = block + i;
            long row = selection == 0 ? out : getInt(selection + ((long) out << 2));
            int start = getInt(starts + row * startStep) + 1;
            int length = getInt(ends + row * endStep) - start;
            long address = base + start;
            long word = getLong(address);
            if (((int) word & 0xFF) == quote) {
                address++;
                length -= 2;
                word = getLong(address);
            }
            words[i] = word;
            if (later != 0) {
                laterWords[i] = getLong(address + later);
            }
            lengths[i] = length;
        }
    }

    /** Address of one field of the block, without its quote. */
    static long address(FieldColumn column, int out) {
        long row = column.selection == 0 ? out : getInt(column.selection + ((long) out << 2));
        long address = column.base + getInt(column.starts + row * column.startStep) + 1;
        return ((int) getLong(address) & 0xFF) == column.quote ? address + 1 : address;
    }
}
