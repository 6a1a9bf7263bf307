package dev.peristyle.internal.csv.kernel;

/** The result of {@link RowShape#verify}; reusable, not thread-safe. */
public final class RowShapeState {
    /** Rows that have the wanted shape; they precede the failed row if there is one. */
    public int rowCount;

    /** Number of the first row with another number of fields, counted from 0 without skipped blank lines, or -1. */
    public int failedRow;

    /** How many fields the failed row has. */
    public int failedFields;

    /** Where the failed row starts, relative to base. */
    public int failedStart;

    /** Blank lines that were left out. */
    public int skippedLines;

    /** Whether every row but the first starts after the last entry of the row before. Then row starts are not written. */
    public boolean contiguous;

    /** Position after the last complete record: the next chunk starts here. */
    public int nextStart;

    /** Creates an empty result. */
    public RowShapeState() {}
}
