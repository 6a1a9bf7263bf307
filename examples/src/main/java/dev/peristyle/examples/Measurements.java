package dev.peristyle.examples;

import static dev.peristyle.Aggregates.count;
import static dev.peristyle.Aggregates.max;
import static dev.peristyle.Aggregates.min;
import static dev.peristyle.Aggregates.sum;
import static dev.peristyle.Expressions.col;

import dev.peristyle.Pipeline;
import dev.peristyle.column.RowCursor;
import dev.peristyle.csv.Csv;
import dev.peristyle.csv.CsvOptions;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/**
 * The One Billion Row Challenge, and a lesson on files without a header: the schema names the columns.
 *
 * <p>A temperature is a decimal with one digit after the point, so sums are sums of integers: exact, in any order, with any
 * number of threads. The mean is rounded here, half up as the challenge wants it, from the exact sum and the count.
 */
@Command(name = "measurements", description = "The One Billion Row Challenge: min/mean/max of every station.")
final class Measurements implements Callable<Integer> {

    @Mixin
    private RunOptions options;

    @Parameters(paramLabel = "FILE", description = "Lines of station;temperature.")
    private Path file;

    /** Describes the scan. */
    static Pipeline scan(Path file) {
        Schema schema = Schema.builder()
                .add("station", DataType.STRING)
                .add("temperature", DataType.decimal(9, 1))
                .build();
        return Csv.scan(
                file,
                CsvOptions.builder().delimiter(';').noHeader().schema(schema).build());
    }

    /** Describes the query. */
    static Pipeline query(Pipeline measurements) {
        return measurements
                .groupBy("station")
                .aggregate(
                        min(col("temperature")).as("min"),
                        max(col("temperature")).as("max"),
                        sum(col("temperature")).as("sum"),
                        count().as("count"));
    }

    @Override
    public Integer call() throws Exception {
        return options.measure(file, execution -> result(query(scan(file)).using(execution)));
    }

    /** The challenge orders its stations as Java orders strings, so a map of strings is the shortest way to that order. */
    private static String result(Pipeline query) {
        Map<String, String> stations = new TreeMap<>();
        try (RowCursor row = query.rows()) {
            while (row.next()) {
                BigDecimal mean = roundedMean(row.getUnscaled("sum"), row.getLong("count"));
                stations.put(
                        row.getString("station"), row.getDecimal("min") + "/" + mean + "/" + row.getDecimal("max"));
            }
        }
        return stations + "\n";
    }

    /** Rounds the mean of tenths to tenths; what lies in the middle goes up, -0.05 to 0.0 too. */
    static BigDecimal roundedMean(long sumOfTenths, long count) {
        return BigDecimal.valueOf(Math.floorDiv(2 * sumOfTenths + count, 2 * count), 1);
    }
}
