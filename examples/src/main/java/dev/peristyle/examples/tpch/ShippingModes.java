package dev.peristyle.examples.tpch;

import static dev.peristyle.Aggregates.sum;
import static dev.peristyle.Expressions.col;
import static dev.peristyle.Expressions.when;
import static dev.peristyle.JoinOn.on;
import static dev.peristyle.SortKey.asc;

import dev.peristyle.Expression;
import dev.peristyle.Pipeline;
import java.time.LocalDate;

/**
 * TPC-H query 12: whether cheap modes of shipping delay urgent orders; a lesson on counts with a condition.
 */
public final class ShippingModes {

    private ShippingModes() {}

    /** Describes the query. */
    public static Pipeline query(TpchTables tables) {
        Expression urgent = col("o_orderpriority").in("1-URGENT", "2-HIGH");
        Pipeline lines = tables.lineitem()
                .filter(col("l_shipmode")
                        .in("MAIL", "SHIP")
                        .and(col("l_receiptdate").ge(LocalDate.of(1994, 1, 1)))
                        .and(col("l_receiptdate").lt(LocalDate.of(1995, 1, 1)))
                        .and(col("l_commitdate").lt(col("l_receiptdate")))
                        .and(col("l_shipdate").lt(col("l_commitdate"))))
                .select("l_orderkey", "l_shipmode");
        return tables.orders()
                .join(lines, on(col("o_orderkey"), col("l_orderkey")))
                .groupBy("l_shipmode")
                .aggregate(
                        sum(when(urgent).then(1).otherwise(0)).as("high_line_count"),
                        sum(when(urgent).then(0).otherwise(1)).as("low_line_count"))
                .sortBy(asc("l_shipmode"));
    }
}
