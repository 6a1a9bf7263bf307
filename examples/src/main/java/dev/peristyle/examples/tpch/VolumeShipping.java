package dev.peristyle.examples.tpch;

import static dev.peristyle.Aggregates.sum;
import static dev.peristyle.Expressions.col;
import static dev.peristyle.JoinOn.on;
import static dev.peristyle.SortKey.asc;

import dev.peristyle.Pipeline;
import java.time.LocalDate;

/**
 * TPC-H query 7: trade between two nations; a lesson on a table that is joined twice, under other names.
 */
public final class VolumeShipping {

    private VolumeShipping() {}

    /** Describes the query. */
    public static Pipeline query(TpchTables tables) {
        Pipeline nations = tables.nation().filter(col("n_name").in("FRANCE", "GERMANY"));
        Pipeline suppliers = tables.supplier()
                .join(nations.rename("n_name", "supp_nation"), on(col("s_nationkey"), col("n_nationkey")));
        Pipeline customers = tables.customer()
                .join(nations.rename("n_name", "cust_nation"), on(col("c_nationkey"), col("n_nationkey")));
        Pipeline orders = tables.orders().join(customers, on(col("o_custkey"), col("c_custkey")));
        return tables.lineitem()
                .filter(col("l_shipdate").between(LocalDate.of(1995, 1, 1), LocalDate.of(1996, 12, 31)))
                .join(suppliers.select("s_suppkey", "supp_nation"), on(col("l_suppkey"), col("s_suppkey")))
                .join(
                        orders.select("o_orderkey", "cust_nation"),
                        on(col("l_orderkey"), col("o_orderkey"))
                                .where(col("supp_nation").ne(col("cust_nation"))))
                .with("l_year", col("l_shipdate").year())
                .groupBy("supp_nation", "cust_nation", "l_year")
                .aggregate(sum(Columns.discounted()).as("revenue"))
                .sortBy(asc("supp_nation"), asc("cust_nation"), asc("l_year"));
    }
}
