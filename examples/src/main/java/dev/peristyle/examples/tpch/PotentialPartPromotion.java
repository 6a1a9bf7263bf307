package dev.peristyle.examples.tpch;

import static dev.peristyle.Aggregates.sum;
import static dev.peristyle.Expressions.col;
import static dev.peristyle.JoinKind.SEMI;
import static dev.peristyle.JoinOn.on;
import static dev.peristyle.SortKey.asc;

import dev.peristyle.Pipeline;
import java.time.LocalDate;

/**
 * TPC-H query 20: who has more of some parts than was sold in a year; a lesson on subqueries in subqueries.
 */
public final class PotentialPartPromotion {

    private PotentialPartPromotion() {}

    /** Describes the query. */
    public static Pipeline query(TpchTables tables) {
        Pipeline parts = tables.part().filter(col("p_name").startsWith("forest"));
        Pipeline sold = tables.lineitem()
                .filter(col("l_shipdate")
                        .ge(LocalDate.of(1994, 1, 1))
                        .and(col("l_shipdate").lt(LocalDate.of(1995, 1, 1))))
                .join(parts, SEMI, on(col("l_partkey"), col("p_partkey")))
                .groupBy("l_partkey", "l_suppkey")
                .aggregate(sum(col("l_quantity")).as("sold"));
        Pipeline excess = tables.partsupp()
                .join(
                        sold,
                        SEMI,
                        on(col("ps_partkey"), col("l_partkey"))
                                .and(col("ps_suppkey"), col("l_suppkey"))
                                .where(col("ps_availqty").times(2).gt(col("sold"))));
        Pipeline canada = tables.nation().filter(col("n_name").eq("CANADA"));
        return tables.supplier()
                .join(canada, SEMI, on(col("s_nationkey"), col("n_nationkey")))
                .join(excess, SEMI, on(col("s_suppkey"), col("ps_suppkey")))
                .select("s_name", "s_address")
                .sortBy(asc("s_name"));
    }
}
