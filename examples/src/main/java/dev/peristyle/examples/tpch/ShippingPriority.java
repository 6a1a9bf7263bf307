package dev.peristyle.examples.tpch;

import static dev.peristyle.Aggregates.sum;
import static dev.peristyle.Expressions.col;
import static dev.peristyle.JoinKind.SEMI;
import static dev.peristyle.JoinOn.on;
import static dev.peristyle.SortKey.asc;
import static dev.peristyle.SortKey.desc;

import dev.peristyle.Pipeline;
import java.time.LocalDate;

/**
 * TPC-H query 3: the ten most valuable orders that have not been shipped; a lesson on which side of a join is held.
 *
 * <p>The right side is held and the left one flows by, so the small table is on the right: customers of one kind, then their orders,
 * and at last all lines of all orders run past these.
 */
public final class ShippingPriority {

    private ShippingPriority() {}

    /** Describes the query. */
    public static Pipeline query(TpchTables tables) {
        LocalDate today = LocalDate.of(1995, 3, 15);
        Pipeline builders = tables.customer().filter(col("c_mktsegment").eq("BUILDING"));
        Pipeline orders = tables.orders()
                .filter(col("o_orderdate").lt(today))
                .join(builders, SEMI, on(col("o_custkey"), col("c_custkey")));
        return tables.lineitem()
                .filter(col("l_shipdate").gt(today))
                .join(orders, on(col("l_orderkey"), col("o_orderkey")))
                .groupBy("l_orderkey", "o_orderdate", "o_shippriority")
                .aggregate(sum(Columns.discounted()).as("revenue"))
                .sortBy(desc("revenue"), asc("o_orderdate"))
                .limit(10)
                .select("l_orderkey", "revenue", "o_orderdate", "o_shippriority");
    }
}
