package dev.peristyle.examples.tpch;

import static dev.peristyle.Aggregates.sum;
import static dev.peristyle.Expressions.col;
import static dev.peristyle.JoinKind.SEMI;
import static dev.peristyle.JoinOn.on;
import static dev.peristyle.SortKey.asc;
import static dev.peristyle.SortKey.desc;

import dev.peristyle.Expression;
import dev.peristyle.Pipeline;

/**
 * TPC-H query 9: profit by nation and year on a line of parts; a lesson on joining the most selective table first.
 *
 * <p>One part in twenty is green. Once the lines of these are picked, the other tables meet few of them.
 */
public final class ProductTypeProfit {

    private ProductTypeProfit() {}

    /** Describes the query. */
    public static Pipeline query(TpchTables tables) {
        Pipeline parts = tables.part().filter(col("p_name").contains("green"));
        Pipeline costs = tables.partsupp()
                .join(parts, SEMI, on(col("ps_partkey"), col("p_partkey")))
                .select("ps_partkey", "ps_suppkey", "ps_supplycost");
        Pipeline suppliers = tables.supplier().join(tables.nation(), on(col("s_nationkey"), col("n_nationkey")));
        Expression profit = Columns.discounted().minus(col("ps_supplycost").times(col("l_quantity")));
        Pipeline lines = tables.lineitem()
                .join(costs, on(col("l_partkey"), col("ps_partkey")).and(col("l_suppkey"), col("ps_suppkey")))
                .join(suppliers, on(col("l_suppkey"), col("s_suppkey")))
                .with("amount", profit)
                .rename("n_name", "nation")
                .select("l_orderkey", "nation", "amount");
        return tables.orders()
                .join(lines, on(col("o_orderkey"), col("l_orderkey")))
                .with("o_year", col("o_orderdate").year())
                .groupBy("nation", "o_year")
                .aggregate(sum(col("amount")).as("sum_profit"))
                .sortBy(asc("nation"), desc("o_year"));
    }
}
