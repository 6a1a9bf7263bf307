package dev.peristyle.examples.tpch;

import static dev.peristyle.Aggregates.min;
import static dev.peristyle.Expressions.col;
import static dev.peristyle.JoinKind.SEMI;
import static dev.peristyle.JoinOn.on;
import static dev.peristyle.SortKey.asc;
import static dev.peristyle.SortKey.desc;

import dev.peristyle.Pipeline;

/**
 * TPC-H query 2: who supplies a kind of part at the least cost in Europe; a lesson on subqueries that depend on the row.
 *
 * <p>SQL asks for the least cost of each part again and again. Here it is a group, joined with the offers that it was made of.
 */
public final class MinimumCostSupplier {

    private MinimumCostSupplier() {}

    /** Describes the query. */
    public static Pipeline query(TpchTables tables) {
        Pipeline europe = tables.nation()
                .join(
                        tables.region().filter(col("r_name").eq("EUROPE")),
                        SEMI,
                        on(col("n_regionkey"), col("r_regionkey")));
        Pipeline suppliers = tables.supplier().join(europe, on(col("s_nationkey"), col("n_nationkey")));
        Pipeline parts =
                tables.part().filter(col("p_size").eq(15).and(col("p_type").endsWith("BRASS")));
        Pipeline offers = tables.partsupp()
                .join(parts, on(col("ps_partkey"), col("p_partkey")))
                .join(suppliers, on(col("ps_suppkey"), col("s_suppkey")));
        Pipeline least =
                offers.groupBy("p_partkey").aggregate(min(col("ps_supplycost")).as("least_cost"));
        return offers.join(least, on("p_partkey").and(col("ps_supplycost"), col("least_cost")))
                .sortBy(desc("s_acctbal"), asc("n_name"), asc("s_name"), asc("p_partkey"))
                .limit(100)
                .select("s_acctbal", "s_name", "n_name", "p_partkey", "p_mfgr", "s_address", "s_phone", "s_comment");
    }
}
