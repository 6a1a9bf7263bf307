package dev.peristyle.internal.function;

import dev.peristyle.internal.expression.Vector;

/** What a {@link TextFunction} does with a row: reads the operands of the row and writes its result. Of one thread. */
interface TextRows {

    /** Rows of other columns follow. */
    default void begin(Vector[] operands) {}

    /** The columns have no more rows. */
    default void end() {}

    /**
     * Computes a row of which every operand has a value.
     *
     * @param operands the columns; null for those that were taken as constants
     * @param out gets just one result
     */
    void row(int row, Vector[] operands, TextOutput out);
}
