package dev.peristyle.examples.tpch;

import static dev.peristyle.Aggregates.sum;
import static dev.peristyle.Expressions.col;
import static dev.peristyle.JoinOn.on;
import static dev.peristyle.SortKey.asc;
import static dev.peristyle.SortKey.desc;

import dev.peristyle.Pipeline;

/**
 * TPC-H query 18: who placed large orders; a lesson on {@code having}, which is a filter over groups.
 *
 * <p>There are as many groups as orders. Only the few that pass are held by the joins.
 */
public final class LargeVolumeCustomer {

    private LargeVolumeCustomer() {}

    /** Describes the query. */
    public static Pipeline query(TpchTables tables) {
        Pipeline large = tables.lineitem()
                .groupBy("l_orderkey")
                .aggregate(sum(col("l_quantity")).as("sum_quantity"))
                .filter(col("sum_quantity").gt(300));
        Pipeline orders = tables.orders().join(large, on(col("o_orderkey"), col("l_orderkey")));
        return tables.customer()
                .join(orders, on(col("c_custkey"), col("o_custkey")))
                .sortBy(desc("o_totalprice"), asc("o_orderdate"))
                .limit(100)
                .select("c_name", "c_custkey", "o_orderkey", "o_orderdate", "o_totalprice", "sum_quantity");
    }
}
