package dev.peristyle.examples.tpch;

import static dev.peristyle.Aggregates.sum;
import static dev.peristyle.Expressions.col;
import static dev.peristyle.Expressions.when;
import static dev.peristyle.JoinOn.on;

import dev.peristyle.Pipeline;
import java.time.LocalDate;

/**
 * TPC-H query 14: the share of promoted parts in the revenue of a month; a lesson on quotients of sums.
 */
public final class PromotionEffect {

    private PromotionEffect() {}

    /** Describes the query. */
    public static Pipeline query(TpchTables tables) {
        Pipeline lines = tables.lineitem()
                .filter(col("l_shipdate")
                        .ge(LocalDate.of(1995, 9, 1))
                        .and(col("l_shipdate").lt(LocalDate.of(1995, 10, 1))))
                .with("revenue", Columns.discounted())
                .select("l_partkey", "revenue");
        return tables.part()
                .join(lines, on(col("p_partkey"), col("l_partkey")))
                .aggregate(
                        sum(when(col("p_type").startsWith("PROMO"))
                                        .then(col("revenue"))
                                        .otherwise(0))
                                .as("promo"),
                        sum(col("revenue")).as("all"))
                .with("promo_revenue", col("promo").times(100).dividedBy(col("all")))
                .select("promo_revenue");
    }
}
