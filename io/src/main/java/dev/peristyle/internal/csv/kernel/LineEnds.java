package dev.peristyle.internal.csv.kernel;

/** What ends a record: which of the three line ends count, outside of quotes. What does not count is text. */
public enum LineEnds {
    /** A line feed, or a carriage return and a line feed. */
    LINE_FEED_OR_BOTH(true, false, true),

    /** A line feed. */
    LINE_FEED(true, false, false),

    /** A carriage return and a line feed. */
    BOTH(false, false, true),

    /** A carriage return. */
    CARRIAGE_RETURN(false, true, false),

    /** Any of the three. */
    ANY(true, true, true);

    final boolean lineFeed;
    final boolean carriageReturn;
    final boolean both;

    LineEnds(boolean lineFeed, boolean carriageReturn, boolean both) {
        this.lineFeed = lineFeed;
        this.carriageReturn = carriageReturn;
        this.both = both;
    }

    /**
     * Says whether a byte completes a line, for counting them: of a pair, one of its bytes does.
     *
     * @return true for one byte per line end
     */
    public boolean completes(byte before, byte current) {
        if (current == '\n') {
            return lineFeed ? !(carriageReturn && before == '\r') : both && before == '\r';
        }
        return current == '\r' && carriageReturn;
    }
}
