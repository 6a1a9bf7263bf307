package dev.peristyle.internal.columnfile;

/**
 * What a footer says of the columns of each batch, so that batches can be left out that no filter lets through.
 *
 * <pre>
 *   version       1 byte: 1
 *   each batch    rows, 4 bytes
 *     each column nulls, 4 bytes
 *                 0, or 1 and the least and the greatest value, or 2 and the same, of which the greatest is cut off
 *
 *   value         a boolean 1 byte, a number or a time 8 bytes, a decimal of more than 18 digits 16 bytes with the low ones first,
 *                 a text its length in 1 byte and its first bytes; all with the most significant byte first
 * </pre>
 *
 * <p>The values are those of columns: a decimal without its point, a double as its bits, a date as its day.
 */
final class ZoneMaps {
    static final int VERSION = 1;
    static final int NO_RANGE = 0;
    static final int RANGE = 1;
    static final int CUT_RANGE = 2;

    private ZoneMaps() {}
}
