package dev.peristyle.examples.tpch;

import static dev.peristyle.Aggregates.count;
import static dev.peristyle.Expressions.coalesce;
import static dev.peristyle.Expressions.col;
import static dev.peristyle.JoinKind.LEFT;
import static dev.peristyle.JoinOn.on;
import static dev.peristyle.SortKey.desc;

import dev.peristyle.Pipeline;

/**
 * TPC-H query 13: how many customers have how many orders; a lesson on left joins.
 *
 * <p>Orders are counted first, so that the join holds a row a customer. Who has none gets null from it, which is made 0.
 */
public final class CustomerDistribution {

    private CustomerDistribution() {}

    /** Describes the query. */
    public static Pipeline query(TpchTables tables) {
        Pipeline orders = tables.orders()
                .filter(col("o_comment").like("%special%requests%").not())
                .groupBy("o_custkey")
                .aggregate(count().as("orders"));
        return tables.customer()
                .join(orders, LEFT, on(col("c_custkey"), col("o_custkey")))
                .with("c_count", coalesce(col("orders"), 0))
                .groupBy("c_count")
                .aggregate(count().as("custdist"))
                .sortBy(desc("custdist"), desc("c_count"));
    }
}
