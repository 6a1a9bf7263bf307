package dev.peristyle.internal.csv.kernel;

/**
 * Finds the structure of a CSV 64 bytes at a time. Both forms continue at {@link StructureState#scannedTo} with the carries in the
 * state, so that kernels may take turns within one input.
 *
 * <p>Bytes in [limit, limit + 64) are read but never have an influence. The scan stops in front of a block that might not fit into the
 * index, after the record that completes {@link StructureState#maxLineEnds}, or at the limit.
 */
public interface StructureKernel {

    /**
     * Scans input in which no quote has been met yet; must not be called inside quotes. Stops in front of the block of the first quote
     * and sets {@link StructureState#quotesSeen}.
     *
     * @param base address of the input
     * @param limit end of the input, relative to base
     * @param delimiter the field delimiter, ASCII
     * @param quote the quote, ASCII, or {@link StructureScanner#NO_QUOTE}
     * @param state where to continue and where the index is
     */
    void scanPlain(long base, int limit, byte delimiter, int quote, StructureState state);

    /**
     * Scans input with quotes. Stops in front of the block in which a quote stands where a well-formed file would not have one, and sets
     * {@link StructureState#irregularQuoteAt}; {@link ExactStructureScanner} decides what it means.
     *
     * @param base address of the input
     * @param limit end of the input, relative to base
     * @param delimiter the field delimiter, ASCII
     * @param quote the quote, ASCII
     * @param state where to continue and where the index is
     */
    void scanQuoted(long base, int limit, byte delimiter, byte quote, StructureState state);

    /**
     * Names the instruction set the kernel uses.
     *
     * @return for example {@code "scalar"} or {@code "vector 512"}
     */
    String name();
}
