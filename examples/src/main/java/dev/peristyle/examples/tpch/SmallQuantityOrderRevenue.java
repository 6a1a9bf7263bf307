package dev.peristyle.examples.tpch;

import static dev.peristyle.Aggregates.count;
import static dev.peristyle.Aggregates.sum;
import static dev.peristyle.Expressions.col;
import static dev.peristyle.JoinKind.SEMI;
import static dev.peristyle.JoinOn.on;

import dev.peristyle.Pipeline;

/**
 * TPC-H query 17: what would be lost if small orders were no longer taken; a lesson on a mean that is compared with exactly.
 *
 * <p>A quantity is less than a fifth of the mean of its part if five times it, times the number of lines, is less than their sum: whole
 * numbers, and no rounding.
 */
public final class SmallQuantityOrderRevenue {

    private SmallQuantityOrderRevenue() {}

    /** Describes the query. */
    public static Pipeline query(TpchTables tables) {
        Pipeline parts = tables.part()
                .filter(col("p_brand").eq("Brand#23").and(col("p_container").eq("MED BOX")));
        Pipeline lines = tables.lineitem().join(parts, SEMI, on(col("l_partkey"), col("p_partkey")));
        Pipeline ofParts =
                lines.groupBy("l_partkey").aggregate(sum(col("l_quantity")).as("quantity"), count().as("lines"));
        return lines.join(
                        ofParts,
                        on("l_partkey")
                                .where(col("l_quantity")
                                        .times(col("lines").times(5))
                                        .lt(col("quantity"))))
                .aggregate(sum(col("l_extendedprice")).as("price"))
                .with("avg_yearly", col("price").dividedBy(7))
                .select("avg_yearly");
    }
}
