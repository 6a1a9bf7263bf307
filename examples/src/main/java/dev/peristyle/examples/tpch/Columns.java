package dev.peristyle.examples.tpch;

import static dev.peristyle.Expressions.col;
import static dev.peristyle.Expressions.lit;

import dev.peristyle.Expression;

/** What several queries compute. */
final class Columns {

    private Columns() {}

    /** What a line earns: its price less the discount. */
    static Expression discounted() {
        return col("l_extendedprice").times(lit(1).minus(col("l_discount")));
    }
}
