package dev.peristyle.examples.tpch;

import static dev.peristyle.Aggregates.sum;
import static dev.peristyle.Expressions.col;
import static dev.peristyle.JoinKind.SEMI;
import static dev.peristyle.JoinOn.everything;
import static dev.peristyle.JoinOn.on;
import static dev.peristyle.SortKey.desc;

import dev.peristyle.Pipeline;

/**
 * TPC-H query 11: the parts that make up most of the stock in Germany; a lesson on a subquery of one value.
 *
 * <p>It is a join of every row with the one row that the subquery has.
 */
public final class ImportantStock {

    private ImportantStock() {}

    /** Describes the query. */
    public static Pipeline query(TpchTables tables) {
        Pipeline germany = tables.nation().filter(col("n_name").eq("GERMANY"));
        Pipeline suppliers = tables.supplier().join(germany, SEMI, on(col("s_nationkey"), col("n_nationkey")));
        Pipeline stock = tables.partsupp()
                .join(suppliers, SEMI, on(col("ps_suppkey"), col("s_suppkey")))
                .with("value", col("ps_supplycost").times(col("ps_availqty")));
        Pipeline total = stock.aggregate(sum(col("value")).as("total"));
        return stock.groupBy("ps_partkey")
                .aggregate(sum(col("value")).as("value"))
                .join(total, everything().where(col("value").times(10_000).gt(col("total"))))
                .select("ps_partkey", "value")
                .sortBy(desc("value"));
    }
}
