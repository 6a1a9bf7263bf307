package dev.peristyle.internal.expression;

import dev.peristyle.internal.loop.Loops;
import dev.peristyle.internal.loop.RowLoop;
import dev.peristyle.internal.loop.WordConversion;
import dev.peristyle.schema.Layout;

/** Converts the values of a column, those of rows without a value included: whatever these are, it must not fail. */
interface Conversion {

    /**
     * Writes the values of the target.
     *
     * @param source the values to convert
     * @param target has room for all rows and the nulls of the source
     * @param impossible address of a bitmap that gets the rows whose value cannot be converted; written only if the result
     *     is true
     * @return whether there may be such rows
     */
    boolean convert(Vector source, Vector target, long impossible, int rows);

    /** The conversion of one layout of numbers to another one by a loop of its own. */
    static Conversion of(Layout source, WordConversion conversion, Layout target) {
        RowLoop loop = Loops.converting(source, conversion, target);
        return (from, to, impossible, rows) -> loop.run(from.values(), impossible, to.values(), 0, rows) != 0;
    }
}
