package dev.peristyle.examples.tpch;

import static dev.peristyle.Aggregates.sum;
import static dev.peristyle.Expressions.col;
import static dev.peristyle.JoinOn.on;

import dev.peristyle.Expression;
import dev.peristyle.Pipeline;

/**
 * TPC-H query 19: what three kinds of parts earned; a lesson on conditions over both sides of a join.
 *
 * <p>What every alternative has in common is a filter before the join, where it costs least.
 */
public final class DiscountedRevenue {

    private DiscountedRevenue() {}

    /** Describes the query. */
    public static Pipeline query(TpchTables tables) {
        Pipeline parts = tables.part().filter(col("p_brand").in("Brand#12", "Brand#23", "Brand#34"));
        Pipeline lines = tables.lineitem()
                .filter(col("l_shipmode")
                        .in("AIR", "AIR REG")
                        .and(col("l_shipinstruct").eq("DELIVER IN PERSON")));
        Expression small = kind("Brand#12", 1, 5, "SM CASE", "SM BOX", "SM PACK", "SM PKG");
        Expression medium = kind("Brand#23", 10, 10, "MED BAG", "MED BOX", "MED PKG", "MED PACK");
        Expression large = kind("Brand#34", 20, 15, "LG CASE", "LG BOX", "LG PACK", "LG PKG");
        return lines.join(
                        parts,
                        on(col("l_partkey"), col("p_partkey"))
                                .where(small.or(medium).or(large)))
                .aggregate(sum(Columns.discounted()).as("revenue"));
    }

    private static Expression kind(String brand, int quantity, int size, Object... containers) {
        return col("p_brand")
                .eq(brand)
                .and(col("p_container").in(containers))
                .and(col("l_quantity").between(quantity, quantity + 10))
                .and(col("p_size").between(1, size));
    }
}
