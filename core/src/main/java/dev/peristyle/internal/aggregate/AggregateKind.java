package dev.peristyle.internal.aggregate;

/** What an aggregate computes from the values of a group. */
public enum AggregateKind {
    /** Rows, or values that are not null. */
    COUNT("count"),
    /** The exact sum; compensated for binary floating point. */
    SUM("sum"),
    /** The arithmetic mean. */
    MEAN("mean"),
    /** The smallest value. */
    MIN("min"),
    /** The largest value. */
    MAX("max"),
    /** Different values that are not null. */
    COUNT_DISTINCT("countDistinct"),
    /** The variance of a sample. */
    VARIANCE("variance"),
    /** The standard deviation of a sample. */
    STDDEV("stddev"),
    /** The value of the first row, null if it is null there. */
    FIRST("first"),
    /** The value of the last row, null if it is null there. */
    LAST("last");

    private final String method;

    AggregateKind(String method) {
        this.method = method;
    }

    /**
     * Returns the name as a user writes it.
     *
     * @return the name of the method in {@code Aggregates}
     */
    public String method() {
        return method;
    }
}
