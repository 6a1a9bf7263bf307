package dev.peristyle.internal.csv.kernel;

import org.agrona.UnsafeApi;

/**
 * The meaning of quotes, one byte at a time. The fast kernels agree with it wherever they report no anomaly, and hand over to it where
 * they do:
 *
 * <ul>
 *   <li>a quote opens only as the first byte of a field; anywhere else in a field without quotes it is data;
 *   <li>inside quotes everything is data, two quotes are one quote;
 *   <li>after the closing quote comes a delimiter, a line feed, a carriage return with a line feed, or the end; else the file is wrong
 *       ({@link StructureState#TEXT_AFTER_QUOTE}) and the scan stops before the wrong byte;
 *   <li>a carriage return alone is data, not a line end.
 * </ul>
 */
public final class ExactStructureScanner {
    private ExactStructureScanner() {}

    /**
     * Scans from {@link StructureState#scannedTo} and stops as the fast kernels do, but exactly.
     *
     * @param limit end of the bytes to scan, relative to base
     * @param quote the quote, ASCII, or {@link StructureScanner#NO_QUOTE}
     */
    public static void scan(long base, int limit, byte delimiter, int quote, StructureState state) {
        scan(base, limit, delimiter, quote, state.indexCapacity - StructureState.RESERVE, state);
    }

    /** Scans the last few bytes of an input, less than 64: where a block fits into the index they do. */
    static void scanRest(long base, int limit, byte delimiter, int quote, StructureState state) {
        scan(base, limit, delimiter, quote, state.indexCapacity, state);
    }

    private static void scan(long base, int limit, byte delimiter, int quote, int lastStart, StructureState state) {
        int position = state.scannedTo;
        int automaton = state.automaton;
        int seen = 0;
        while (position < limit && state.lineEnds < state.maxLineEnds && state.entryCount <= lastStart) {
            byte current = UnsafeApi.getByte(base + position);
            seen |= current;
            boolean isQuote = quote >= 0 && current == (byte) quote;
            state.quotesSeen |= isQuote;
            if (automaton == StructureState.QUOTED) {
                automaton = isQuote ? StructureState.AFTER_QUOTE : StructureState.QUOTED;
            } else if (isQuote && automaton == StructureState.AFTER_QUOTE) {
                state.escapesSeen = true;
                automaton = StructureState.QUOTED;
            } else if (isQuote && automaton == StructureState.FIELD_START) {
                automaton = StructureState.QUOTED;
            } else if (current == '\n'
                    || (current == delimiter && automaton != StructureState.AFTER_QUOTE_CARRIAGE_RETURN)) {
                UnsafeApi.putInt(state.indexAddress + ((long) state.entryCount << 2), position);
                state.entryCount++;
                state.lineEnds += current == '\n' ? 1 : 0;
                automaton = StructureState.FIELD_START;
            } else if (automaton == StructureState.AFTER_QUOTE && current == '\r') {
                automaton = StructureState.AFTER_QUOTE_CARRIAGE_RETURN;
            } else if (automaton == StructureState.AFTER_QUOTE
                    || automaton == StructureState.AFTER_QUOTE_CARRIAGE_RETURN) {
                state.errorKind = StructureState.TEXT_AFTER_QUOTE;
                // a carriage return that ends no line is the first byte of the text
                state.errorAt = automaton == StructureState.AFTER_QUOTE ? position : position - 1;
                break;
            } else {
                automaton = StructureState.UNQUOTED;
            }
            position++;
        }
        state.nonAsciiSeen |= seen < 0;
        state.scannedTo = position;
        state.automaton = automaton;
    }
}
