package dev.peristyle.csv;

/** Which fields of a CSV are written in quotes. Null never is, so that it can be told from text in each of them. */
public enum Quoting {
    /** Those that would be read as something else without: the fewest bytes. */
    MINIMAL,

    /** All fields with a value, and the names of the columns. */
    ALL,

    /** All but numbers, that is integers, floating-point numbers and decimals; the names of the columns are in quotes. */
    NON_NUMERIC
}
