package dev.peristyle.examples.tpch;

import static dev.peristyle.Aggregates.sum;
import static dev.peristyle.Expressions.col;
import static dev.peristyle.JoinOn.on;
import static dev.peristyle.SortKey.desc;

import dev.peristyle.Pipeline;
import java.time.LocalDate;

/**
 * TPC-H query 10: the customers who returned most; a lesson on grouping before a join.
 *
 * <p>What SQL groups by seven columns of a customer is grouped by its key here, and the others are joined to the few groups.
 */
public final class ReturnedItemReporting {

    private ReturnedItemReporting() {}

    /** Describes the query. */
    public static Pipeline query(TpchTables tables) {
        Pipeline orders = tables.orders()
                .filter(col("o_orderdate")
                        .ge(LocalDate.of(1993, 10, 1))
                        .and(col("o_orderdate").lt(LocalDate.of(1994, 1, 1))));
        Pipeline revenue = tables.lineitem()
                .filter(col("l_returnflag").eq("R"))
                .join(orders, on(col("l_orderkey"), col("o_orderkey")))
                .groupBy("o_custkey")
                .aggregate(sum(Columns.discounted()).as("revenue"));
        return tables.customer()
                .join(revenue, on(col("c_custkey"), col("o_custkey")))
                .join(tables.nation(), on(col("c_nationkey"), col("n_nationkey")))
                .sortBy(desc("revenue"))
                .limit(20)
                .select("c_custkey", "c_name", "revenue", "c_acctbal", "n_name", "c_address", "c_phone", "c_comment");
    }
}
