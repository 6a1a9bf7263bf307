package dev.peristyle.benchmarks.peer;

/** What every contender is asked to do. The answer to one job is the same whoever gives it. */
public enum Job {
    /** Lineitem: the number of rows. */
    COUNT,
    /**
     * Lineitem: all 16 columns typed; the sum of each column of numbers, the maximum of each of dates and strings. In
     * the order of the file.
     */
    ALL_COLUMNS,
    /** Lineitem: every field a {@code String}; the number of characters in all of them. */
    STRINGS,
    /** Lineitem: TPC-H query 1, the pricing summary. */
    QUERY_1,
    /** Lineitem: TPC-H query 6, the forecast of revenue change. */
    QUERY_6,
    /**
     * Lineitem to CSV: the rows with shipdate of 1995 or later and a quantity below 30; order key, part key, quantity,
     * price × (1 − discount), shipdate, shipmode, comment. The answer is the number of rows written.
     */
    ETL,
    /** Measurements: minimum, mean and maximum by station, sorted by station. */
    MEASUREMENTS,
    /** A file of a {@link dev.peristyle.benchmarks.data.Shape}: the sum of all numbers, the length of all strings. */
    SHAPE,
    /** The small file: revenue, mean price and number of the orders of 10 and more, by country and sorted by it. */
    SMALL
}
