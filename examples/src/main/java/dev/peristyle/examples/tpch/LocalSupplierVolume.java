package dev.peristyle.examples.tpch;

import static dev.peristyle.Aggregates.sum;
import static dev.peristyle.Expressions.col;
import static dev.peristyle.JoinKind.SEMI;
import static dev.peristyle.JoinOn.on;
import static dev.peristyle.SortKey.desc;

import dev.peristyle.Pipeline;
import java.time.LocalDate;

/**
 * TPC-H query 5: what suppliers sold to customers of their own nation; a lesson on a join by two keys.
 */
public final class LocalSupplierVolume {

    private LocalSupplierVolume() {}

    /** Describes the query. */
    public static Pipeline query(TpchTables tables) {
        Pipeline asia = tables.nation()
                .join(
                        tables.region().filter(col("r_name").eq("ASIA")),
                        SEMI,
                        on(col("n_regionkey"), col("r_regionkey")));
        Pipeline customers = tables.customer().join(asia, on(col("c_nationkey"), col("n_nationkey")));
        Pipeline orders = tables.orders()
                .filter(col("o_orderdate")
                        .ge(LocalDate.of(1994, 1, 1))
                        .and(col("o_orderdate").lt(LocalDate.of(1995, 1, 1))))
                .join(customers, on(col("o_custkey"), col("c_custkey")));
        return tables.lineitem()
                .join(orders, on(col("l_orderkey"), col("o_orderkey")))
                .join(
                        tables.supplier(),
                        SEMI,
                        on(col("l_suppkey"), col("s_suppkey")).and(col("c_nationkey"), col("s_nationkey")))
                .groupBy("n_name")
                .aggregate(sum(Columns.discounted()).as("revenue"))
                .sortBy(desc("revenue"));
    }
}
