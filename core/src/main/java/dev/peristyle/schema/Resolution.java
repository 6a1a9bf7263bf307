package dev.peristyle.schema;

/** The unit in which times, timestamps and durations count. */
public enum Resolution {
    /** Seconds. */
    SECONDS("s", 1, 0),
    /** Thousandths of a second. */
    MILLIS("ms", 1_000, 3),
    /** Millionths of a second. */
    MICROS("us", 1_000_000, 6),
    /** Billionths of a second. */
    NANOS("ns", 1_000_000_000, 9);

    private final String symbol;
    private final long perSecond;
    private final int fractionDigits;

    Resolution(String symbol, long perSecond, int fractionDigits) {
        this.symbol = symbol;
        this.perSecond = perSecond;
        this.fractionDigits = fractionDigits;
    }

    /**
     * Returns the symbol used in type names: {@code s}, {@code ms}, {@code us} or {@code ns}.
     *
     * @return the symbol
     */
    public String symbol() {
        return symbol;
    }

    /**
     * Returns how many of this unit make a second.
     *
     * @return 1, 1,000, 1,000,000 or 1,000,000,000
     */
    public long perSecond() {
        return perSecond;
    }

    /**
     * Returns how many of this unit make a day of 86,400 seconds.
     *
     * @return units per day
     */
    public long perDay() {
        return perSecond * 86_400;
    }

    /**
     * Returns how many nanoseconds one unit is.
     *
     * @return 1 to 1,000,000,000
     */
    public long nanos() {
        return NANOS.perSecond / perSecond;
    }

    /**
     * Returns how many digits after the decimal point of a second it can hold.
     *
     * @return 0, 3, 6 or 9
     */
    public int fractionDigits() {
        return fractionDigits;
    }
}
