package dev.peristyle.examples.tpch;

import static dev.peristyle.Aggregates.count;
import static dev.peristyle.Aggregates.max;
import static dev.peristyle.Aggregates.min;
import static dev.peristyle.Expressions.col;
import static dev.peristyle.Expressions.when;
import static dev.peristyle.JoinKind.SEMI;
import static dev.peristyle.JoinOn.on;
import static dev.peristyle.SortKey.asc;
import static dev.peristyle.SortKey.desc;

import dev.peristyle.Expression;
import dev.peristyle.Pipeline;

/**
 * TPC-H query 21: who alone was late with an order of several suppliers; a lesson on {@code exists} and {@code not exists} about the
 * table itself.
 *
 * <p>There is a line of another supplier if the least and the greatest supplier of an order differ, and no other one was late if
 * those of its late lines do not. So one group per order answers both.
 */
public final class SuppliersWhoKeptOrdersWaiting {

    private SuppliersWhoKeptOrdersWaiting() {}

    /** Describes the query. */
    public static Pipeline query(TpchTables tables) {
        Expression late = col("l_receiptdate").gt(col("l_commitdate"));
        Pipeline arabia = tables.nation().filter(col("n_name").eq("SAUDI ARABIA"));
        Pipeline suppliers = tables.supplier().join(arabia, SEMI, on(col("s_nationkey"), col("n_nationkey")));
        Pipeline lines = tables.lineitem().filter(late).join(suppliers, on(col("l_suppkey"), col("s_suppkey")));
        Pipeline waiting = tables.orders()
                .filter(col("o_orderstatus").eq("F"))
                .join(lines.select("l_orderkey", "s_name"), on(col("o_orderkey"), col("l_orderkey")))
                .select("l_orderkey", "s_name");
        Expression lateSupplier = when(late).then(col("l_suppkey")).otherwiseNull();
        Pipeline toBlame = tables.lineitem()
                .join(waiting, SEMI, on("l_orderkey"))
                .groupBy("l_orderkey")
                .aggregate(
                        min(col("l_suppkey")).as("least"),
                        max(col("l_suppkey")).as("greatest"),
                        min(lateSupplier).as("least_late"),
                        max(lateSupplier).as("greatest_late"))
                .filter(col("least").ne(col("greatest")).and(col("least_late").eq(col("greatest_late"))));
        return waiting.join(toBlame, SEMI, on("l_orderkey"))
                .groupBy("s_name")
                .aggregate(count().as("numwait"))
                .sortBy(desc("numwait"), asc("s_name"))
                .limit(100);
    }
}
