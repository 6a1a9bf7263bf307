package dev.peristyle.examples.tpch;

import static dev.peristyle.Aggregates.sum;
import static dev.peristyle.Expressions.col;
import static dev.peristyle.Expressions.when;
import static dev.peristyle.JoinKind.SEMI;
import static dev.peristyle.JoinOn.on;
import static dev.peristyle.SortKey.asc;

import dev.peristyle.Pipeline;
import java.time.LocalDate;

/**
 * TPC-H query 8: the share of one nation in the sales of a part; a lesson on sums with a condition.
 */
public final class NationalMarketShare {

    private NationalMarketShare() {}

    /** Describes the query. */
    public static Pipeline query(TpchTables tables) {
        Pipeline america = tables.nation()
                .join(
                        tables.region().filter(col("r_name").eq("AMERICA")),
                        SEMI,
                        on(col("n_regionkey"), col("r_regionkey")));
        Pipeline customers = tables.customer().join(america, SEMI, on(col("c_nationkey"), col("n_nationkey")));
        Pipeline parts = tables.part().filter(col("p_type").eq("ECONOMY ANODIZED STEEL"));
        Pipeline suppliers = tables.supplier().join(tables.nation(), on(col("s_nationkey"), col("n_nationkey")));
        // few lines are of these parts, so they are held and the orders flow by
        Pipeline lines = tables.lineitem()
                .join(parts, SEMI, on(col("l_partkey"), col("p_partkey")))
                .join(suppliers, on(col("l_suppkey"), col("s_suppkey")))
                .with("volume", Columns.discounted())
                .select("l_orderkey", "n_name", "volume");
        return tables.orders()
                .filter(col("o_orderdate").between(LocalDate.of(1995, 1, 1), LocalDate.of(1996, 12, 31)))
                .join(lines, on(col("o_orderkey"), col("l_orderkey")))
                .join(customers, SEMI, on(col("o_custkey"), col("c_custkey")))
                .with("o_year", col("o_orderdate").year())
                .groupBy("o_year")
                .aggregate(
                        sum(when(col("n_name").eq("BRAZIL")).then(col("volume")).otherwise(0))
                                .as("brazil"),
                        sum(col("volume")).as("all"))
                .with("mkt_share", col("brazil").dividedBy(col("all")))
                .select("o_year", "mkt_share")
                .sortBy(asc("o_year"));
    }
}
