package dev.peristyle.internal.csv.kernel;

/**
 * Scans the structure of a CSV with the cheapest kernel that is right for the bytes at hand: without quotes up to the block of the first
 * quote, with quote parity from there on, byte by byte over the neighbourhood of a quote where there should be none.
 */
public final class StructureScanner {
    /** Passed as the quote if quotes have no meaning. */
    public static final int NO_QUOTE = -1;

    private static final int SHORTEST_EXACT_STRETCH = 64;
    private static final int LONGEST_EXACT_STRETCH = 4096;

    private StructureScanner() {}

    /**
     * Scans from {@link StructureState#scannedTo} until the limit, until {@link StructureState#maxLineEnds} records are complete, until
     * the index is full or until an error, whichever comes first; the state says which. May be called again to go on.
     *
     * @param base address of the input; 64 bytes past the limit are readable
     * @param limit end of the input, relative to base
     * @param delimiter the field delimiter, ASCII, neither quote nor CR nor LF
     * @param quote the quote, ASCII, or {@link #NO_QUOTE}
     */
    public static void scan(
            StructureKernel kernel, long base, int limit, byte delimiter, int quote, StructureState state) {
        int stretch = SHORTEST_EXACT_STRETCH;
        while (state.running(limit)) {
            if (quote < 0 || !state.quotesSeen) {
                kernel.scanPlain(base, limit, delimiter, quote, state);
            } else {
                kernel.scanQuoted(base, limit, delimiter, (byte) quote, state);
                if (state.irregularQuoteAt >= 0) {
                    int exactLimit = (int) Math.min(limit, (long) state.irregularQuoteAt + stretch);
                    state.irregularQuoteAt = -1;
                    ExactStructureScanner.scan(base, exactLimit, delimiter, quote, state);
                    stretch = Math.min(2 * stretch, LONGEST_EXACT_STRETCH);
                }
            }
        }
    }
}
