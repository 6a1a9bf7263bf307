package dev.peristyle.examples.tpch;

import static dev.peristyle.Aggregates.max;
import static dev.peristyle.Aggregates.sum;
import static dev.peristyle.Expressions.col;
import static dev.peristyle.JoinKind.SEMI;
import static dev.peristyle.JoinOn.on;
import static dev.peristyle.SortKey.asc;

import dev.peristyle.Pipeline;
import java.time.LocalDate;

/**
 * TPC-H query 15: who sold most in a quarter; a lesson on a view, which is a pipeline with a name.
 *
 * <p>Sums of decimals are exact, so that the greatest of them can be looked up as a key.
 */
public final class TopSupplier {

    private TopSupplier() {}

    /** Describes the query. */
    public static Pipeline query(TpchTables tables) {
        Pipeline revenue = tables.lineitem()
                .filter(col("l_shipdate")
                        .ge(LocalDate.of(1996, 1, 1))
                        .and(col("l_shipdate").lt(LocalDate.of(1996, 4, 1))))
                .groupBy("l_suppkey")
                .aggregate(sum(Columns.discounted()).as("total_revenue"));
        Pipeline greatest = revenue.aggregate(max(col("total_revenue")).as("greatest"));
        Pipeline best = revenue.join(greatest, SEMI, on(col("total_revenue"), col("greatest")));
        return tables.supplier()
                .join(best, on(col("s_suppkey"), col("l_suppkey")))
                .select("s_suppkey", "s_name", "s_address", "s_phone", "total_revenue")
                .sortBy(asc("s_suppkey"));
    }
}
