package dev.peristyle.schema;

/**
 * How a value travels inside a loop, whatever its width in memory: a loop loads it from its {@link Layout} into the
 * lane, works on the lane, and stores it again. So an operation is written once per lane and not once per type.
 */
public enum Lane {
    /** True or false: one bit of a 64-bit word. */
    BIT,
    /** A signed 64-bit integer: integers of up to 63 bits, decimals of up to 18 digits, dates, times. */
    I64,
    /** IEEE 754 binary64. */
    F64,
    /** A signed 128-bit integer as two words: decimals of 19 to 38 digits, unsigned integers of 64 bits. */
    I128,
    /** An address and a length in bytes. */
    BYTES
}
