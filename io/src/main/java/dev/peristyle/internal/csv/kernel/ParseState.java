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

    /**
     * Whether quotes inside of quoted fields have to be looked for. The caller may set it to {@link StructureState#escapesSeen} of the scan
     * that found the fields, which saves reading texts at all.
     */
    public boolean escapesPossible = true;

    /** Whether kernels may run in their form on vectors, where there is one; the other form gives the same bits. */
    public boolean vectors = true;

    /** Result of a slow path. */
    long value;

    /** Per row of a block: the first eight bytes of a field, eight bytes from a little further, its length. */
    final long[] words = new long[64];

    final long[] laterWords = new long[64];
    final long[] lengths = new long[64];

    /** Per row of a block: the first byte of a field. */
    final byte[] firsts = new byte[64];

    /** One bit per row of a block: a minus sign, a point where it is expected. */
    long minuses;

    long points;

    /** Text of a number on its way to a parser that wants an array. */
    byte[] scratch = new byte[64];

    private FixedPointBlocks fixedPoint;
    private DateBlocks dates;

    /** Creates an empty state. */
    public ParseState() {}

    FixedPointBlocks fixedPoint() {
        if (fixedPoint == null) {
            fixedPoint = new FixedPointBlocks();
        }
        return fixedPoint;
    }

    DateBlocks dates() {
        if (dates == null) {
            dates = new DateBlocks();
        }
        return dates;
    }

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
