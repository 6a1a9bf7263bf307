package dev.peristyle.internal.csv.kernel;

/**
 * Finds the structure of a CSV 64 bytes at a time. Both forms continue at {@link StructureState#scannedTo} with the carries in the
 * state, so that kernels may take turns within one input. Whether there is anything but ASCII is seen on the way:
 * {@link StructureState#nonAsciiSeen}.
 *
 * <p>Bytes in [limit, limit + 64) are read but never have an influence. The scan stops before a block that might not fit into the
 * index, after the record that completes {@link StructureState#maxLineEnds}, or at the limit.
 *
 * <p>The base is the address of the input and the limit its end, relative to the base. Delimiter and quote are ASCII; where quotes
 * have no meaning the quote is {@link StructureScanner#NO_QUOTE}. The state says where to continue and where the index is.
 */
public interface StructureKernel {
    /** With more columns, records can only be scanned. */
    int MAX_COUNTED_COLUMNS = 64;

    /**
     * Scans input in which no quote has been met yet; must not be called inside quotes. Stops before the block of the first quote
     * and sets {@link StructureState#quotesSeen}.
     */
    void scanPlain(long base, int limit, byte delimiter, int quote, StructureState state);

    /**
     * Scans input with quotes. Stops before the block in which a quote is where a well-formed file would not have one, and sets
     * {@link StructureState#irregularQuoteAt}; {@link ExactStructureScanner} decides what it means.
     */
    void scanQuoted(long base, int limit, byte delimiter, byte quote, StructureState state);

    /**
     * Counts records and writes no index. Goes on, by whole blocks of 64 bytes, as long as it meets regular quotes and records with as many
     * fields as there are columns, and as the next block cannot bring more than {@link StructureState#maxLineEnds}. Counts
     * {@link StructureState#entryCount} and {@link StructureState#lineEnds} as the scans do.
     *
     * @param columns wanted fields per record, at least 1 and at most {@value #MAX_COUNTED_COLUMNS}
     * @param state where to continue; it was begun by {@link StructureState#startCount}
     */
    void count(long base, int limit, byte delimiter, int quote, int columns, StructureState state);

    /**
     * Names the instruction set the kernel uses.
     *
     * @return for example {@code "scalar"} or {@code "vector 512"}
     */
    String name();
}
