package dev.peristyle.examples;

import static dev.peristyle.Aggregates.sum;
import static dev.peristyle.Expressions.col;

import dev.peristyle.Expression;
import dev.peristyle.Pipeline;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * TPC-H query 6, and a lesson on filters: what a scan can skip is never parsed.
 *
 * <p>One row in fifty passes the filter. The conditions are handed to the scan, which parses the columns they name, drops
 * the rows that fail, and parses the price only for the few that are left. {@code explain()} shows what was handed over;
 * try {@code --explain}.
 */
@Command(name = "forecast-revenue", description = "TPC-H query 6: what smaller discounts would have earned.")
final class ForecastRevenue implements Callable<Integer> {

    @Mixin
    private RunOptions options;

    @Parameters(paramLabel = "FILE", description = "The table lineitem, as CSV, .arrow, .npy or .npz.")
    private Path file;

    @Option(names = "--decimal", description = "Computes exactly, in decimals, rather than in doubles.")
    private boolean exact;

    @Option(names = "--explain", description = "Prints the plan and reads nothing.")
    private boolean explain;

    /** Describes the query. */
    static Pipeline query(Pipeline lineitem) {
        Expression shippedIn1994 = col("l_shipdate")
                .ge(LocalDate.of(1994, 1, 1))
                .and(col("l_shipdate").lt(LocalDate.of(1995, 1, 1)));
        Expression discounted = col("l_discount").between(new BigDecimal("0.05"), new BigDecimal("0.07"));
        return lineitem.filter(
                        shippedIn1994.and(discounted).and(col("l_quantity").lt(24)))
                .aggregate(sum(col("l_extendedprice").times(col("l_discount"))).as("revenue"));
    }

    @Override
    public Integer call() throws Exception {
        Pipeline query = query(Lineitem.scan(file, exact));
        if (explain) {
            System.out.println(query.explain());
            return 0;
        }
        return options.measure(file, execution -> TextTable.of(query.using(execution)));
    }
}
