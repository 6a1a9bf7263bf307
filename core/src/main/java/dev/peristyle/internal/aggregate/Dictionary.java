package dev.peristyle.internal.aggregate;

import dev.peristyle.column.Column;
import dev.peristyle.column.ColumnBuffer;

/**
 * Numbers the values of one column, null included, in the order in which they come: the first is 0. Not thread-safe.
 */
interface Dictionary extends AutoCloseable {

    /** The code of a null that has not come yet. */
    int NO_CODE = -1;

    /** Values numbered so far. */
    int size();

    /** The code of null, {@link #NO_CODE} if none has come. */
    int nullCode();

    /**
     * Numbers the values of a column.
     *
     * @param rows rows of the column
     * @param column the values
     * @param codes address of the four-byte codes to write
     */
    void encode(int rows, Column column, long codes);

    /**
     * Numbers the values of another dictionary of the same type.
     *
     * @param other the other dictionary
     * @param codes address of the codes to write, one for each code of the other
     */
    void encodeAll(Dictionary other, long codes);

    /**
     * Writes the values of codes to a buffer that has room for them, and their validity.
     *
     * @param count codes
     * @param codes address of the codes
     * @param out where values and validity are written
     * @return how many of them are null
     */
    int decode(int count, long codes, ColumnBuffer out);

    @Override
    void close();
}
