package dev.peristyle.examples;

import static dev.peristyle.Aggregates.count;
import static dev.peristyle.Aggregates.mean;
import static dev.peristyle.Aggregates.sum;
import static dev.peristyle.Expressions.col;
import static dev.peristyle.Expressions.lit;
import static dev.peristyle.SortKey.asc;

import dev.peristyle.Expression;
import dev.peristyle.Pipeline;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * TPC-H query 1, and the first lesson: a pipeline is a description.
 *
 * <p>{@link #query} opens no file. It names the table, the rows to keep, the columns to compute and the groups; names and
 * types are checked while it is written down. Only {@code rows()} starts to read: the scan then parses the ship date of
 * every row, and the six other columns that the query needs only where the date passed. The nine columns that nobody asked
 * for are never parsed.
 *
 * <p>Six million rows or sixty: what is in memory is one chunk of each column and four groups.
 */
@Command(name = "pricing-summary", description = "TPC-H query 1: what was shipped, summed up by status.")
final class PricingSummary implements Callable<Integer> {

    @Mixin
    private RunOptions options;

    @Parameters(paramLabel = "FILE", description = "The table lineitem, as CSV, .arrow, .npy or .npz.")
    private Path file;

    @Option(names = "--decimal", description = "Computes exactly, in decimals, rather than in doubles.")
    private boolean exact;

    /** Describes the query. */
    static Pipeline query(Pipeline lineitem) {
        Expression discounted = col("l_extendedprice").times(lit(1).minus(col("l_discount")));
        Expression charged = discounted.times(lit(1).plus(col("l_tax")));
        return lineitem.filter(col("l_shipdate").le(LocalDate.of(1998, 9, 2)))
                .groupBy("l_returnflag", "l_linestatus")
                .aggregate(
                        sum(col("l_quantity")).as("sum_qty"),
                        sum(col("l_extendedprice")).as("sum_base_price"),
                        sum(discounted).as("sum_disc_price"),
                        sum(charged).as("sum_charge"),
                        mean(col("l_quantity")).as("avg_qty"),
                        mean(col("l_extendedprice")).as("avg_price"),
                        mean(col("l_discount")).as("avg_disc"),
                        count().as("count_order"))
                .sortBy(asc("l_returnflag"), asc("l_linestatus"));
    }

    @Override
    public Integer call() throws Exception {
        return options.measure(
                file,
                execution -> TextTable.of(query(Lineitem.scan(file, exact)).using(execution)));
    }
}
