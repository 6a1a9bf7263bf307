package dev.peristyle.examples.tpch;

import static dev.peristyle.Aggregates.count;
import static dev.peristyle.Aggregates.sum;
import static dev.peristyle.Expressions.col;
import static dev.peristyle.JoinKind.ANTI;
import static dev.peristyle.JoinOn.everything;
import static dev.peristyle.JoinOn.on;
import static dev.peristyle.SortKey.asc;

import dev.peristyle.Pipeline;

/**
 * TPC-H query 22: customers with money and without orders; a lesson on {@code not exists}, which is an anti-join.
 *
 * <p>A balance is above the mean if the balance times the number of customers is above their sum, exactly.
 */
public final class GlobalSalesOpportunity {

    private GlobalSalesOpportunity() {}

    /** Describes the query. */
    public static Pipeline query(TpchTables tables) {
        Pipeline customers = tables.customer()
                .with("cntrycode", col("c_phone").substring(1, 2))
                .filter(col("cntrycode").in("13", "31", "23", "29", "30", "18", "17"));
        Pipeline all = customers
                .filter(col("c_acctbal").gt(0))
                .aggregate(sum(col("c_acctbal")).as("sum"), count().as("customers"));
        Pipeline ordered = tables.orders().select("o_custkey").distinct();
        return customers
                .join(
                        all,
                        everything()
                                .where(col("c_acctbal").times(col("customers")).gt(col("sum"))))
                .join(ordered, ANTI, on(col("c_custkey"), col("o_custkey")))
                .groupBy("cntrycode")
                .aggregate(count().as("numcust"), sum(col("c_acctbal")).as("totacctbal"))
                .sortBy(asc("cntrycode"));
    }
}
