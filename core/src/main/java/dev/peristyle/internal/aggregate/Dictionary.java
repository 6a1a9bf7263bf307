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
     * @param column the values
     * @param codes address of the four-byte codes to write
     */
    void encode(int rows, Column column, long codes);

    /**
     * Looks the values of a column up.
     *
     * @param column the values
     * @param known codes from this one on count as none
     * @param codes address of the four-byte codes to write, {@link #NO_CODE} for none
     */
    void find(int rows, Column column, int known, long codes);

    /**
     * Says how much memory {@link #encode} may take.
     *
     * @param column the values
     * @return bytes at most
     */
    long growth(int rows, Column column);

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
