package dev.peristyle.internal.expression;

/** Converts the values of a column, those of rows without a value included: whatever these are, it must not fail. */
interface Conversion {

    /**
     * Writes the values of the target.
     *
     * @param source the values to convert
     * @param target has room for all rows and the nulls of the source
     * @param impossible address of a bitmap that gets the rows whose value cannot be converted; written only if the result
     *     is true
     * @param rows the number of rows
     * @return whether there may be such rows
     */
    boolean convert(Vector source, Vector target, long impossible, int rows);
}
