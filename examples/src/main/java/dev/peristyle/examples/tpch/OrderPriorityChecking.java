package dev.peristyle.examples.tpch;

import static dev.peristyle.Aggregates.count;
import static dev.peristyle.Expressions.col;
import static dev.peristyle.JoinOn.on;
import static dev.peristyle.SortKey.asc;

import dev.peristyle.Pipeline;
import java.time.LocalDate;

/**
 * TPC-H query 4: how many orders of a quarter had a line that came late; a lesson on {@code exists}.
 *
 * <p>{@code exists} is a semi-join, which would hold all late lines. The orders of a quarter are fewer, so they are on the right of
 * an inner join, and an order that matches several lines is made one again.
 */
public final class OrderPriorityChecking {

    private OrderPriorityChecking() {}

    /** Describes the query. */
    public static Pipeline query(TpchTables tables) {
        Pipeline orders = tables.orders()
                .filter(col("o_orderdate")
                        .ge(LocalDate.of(1993, 7, 1))
                        .and(col("o_orderdate").lt(LocalDate.of(1993, 10, 1))));
        return tables.lineitem()
                .filter(col("l_commitdate").lt(col("l_receiptdate")))
                .join(orders, on(col("l_orderkey"), col("o_orderkey")))
                .select("o_orderkey", "o_orderpriority")
                .distinct()
                .groupBy("o_orderpriority")
                .aggregate(count().as("order_count"))
                .sortBy(asc("o_orderpriority"));
    }
}
