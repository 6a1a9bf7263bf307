package dev.peristyle.internal.csv.kernel;

/**
 * What a parse kernel reports besides its return value, and its scratch space. Reusable, one per thread, owns no off-heap memory.
 */
public final class ParseState {
    /** Nulls among the parsed rows; valid if every row could be parsed. */
    public int nullCount;

    /** First output row that could not be parsed, or -1. */
    public int failedRow = -1;

    /** Bytes of the arena in use; a string parse appends behind them. The caller sets it to 0 for an empty arena. */
    public long arenaUsed;

    /** When the arena was too small: a capacity with which the same call certainly succeeds. */
    public long arenaNeeded;

    /** Result of a slow path. */
    long value;

    /** Text of a number on its way to a parser that wants an array. */
    byte[] scratch = new byte[64];

    /** Creates an empty state. */
    public ParseState() {}

    int succeed(int nulls) {
        nullCount = nulls;
        failedRow = -1;
        return -1;
    }

    int fail(int row) {
        nullCount = 0;
        failedRow = row;
        return row;
    }
}
