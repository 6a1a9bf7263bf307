package dev.peristyle.schema;

/**
 * Kinds of values that differ in nothing but their width, their sign, or the unit they count in. Whoever asks for the family and not
 * for the kind has no line for a new width.
 */
public enum Family {
    /** True or false. */
    BOOLEAN,
    /** Integers, see {@link DataType.Int}. */
    INTEGER,
    /** Binary floating-point numbers, see {@link DataType.Floating}. */
    FLOATING,
    /** Exact decimals. */
    DECIMAL,
    /** Dates. */
    DATE,
    /** Times of day. */
    TIME,
    /** Timestamps with and without a zone. */
    TIMESTAMP,
    /** Amounts of time. */
    DURATION,
    /** Text. */
    STRING,
    /** Bytes, of any length or of a fixed one. */
    BINARY
}
