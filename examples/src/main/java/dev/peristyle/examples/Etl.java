package dev.peristyle.examples;

import static dev.peristyle.Expressions.col;
import static dev.peristyle.Expressions.lit;

import dev.peristyle.Pipeline;
import dev.peristyle.csv.Csv;
import dev.peristyle.schema.DataType;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/**
 * Extract, transform, load: the job that usually becomes a list, and a lesson on sinks.
 *
 * <p>{@code write} pulls chunks through the pipeline and drains each before the next is read, so a file of any size passes
 * through the same memory. The output has its name when it is whole: after an error, a full disk or Ctrl-C there is no file
 * that looks finished and is not. With several threads the rows still come in the order of the input.
 */
@Command(name = "etl", description = "Filters and reshapes the table lineitem into another CSV.")
final class Etl implements Callable<Integer> {

    @Mixin
    private RunOptions options;

    @Parameters(index = "0", paramLabel = "IN", description = "The table lineitem as CSV.")
    private Path input;

    @Parameters(index = "1", paramLabel = "OUT", description = "The CSV to write.")
    private Path output;

    /** Describes the transformation. */
    static Pipeline query(Pipeline lineitem) {
        return lineitem.filter(col("l_shipdate")
                        .ge(LocalDate.of(1995, 1, 1))
                        .and(col("l_quantity").lt(30)))
                .with("revenue", col("l_extendedprice").times(lit(1).minus(col("l_discount"))))
                .select("l_orderkey", "l_partkey", "l_quantity", "revenue", "l_shipdate", "l_shipmode", "l_comment");
    }

    @Override
    public Integer call() throws Exception {
        return options.measure(input, execution -> {
            query(Lineitem.scan(input, DataType.INT, Lineitem.MONEY))
                    .using(execution)
                    .write(Csv.to(output));
            return "";
        });
    }
}
