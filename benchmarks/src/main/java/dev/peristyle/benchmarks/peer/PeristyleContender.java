package dev.peristyle.benchmarks.peer;

import static dev.peristyle.Aggregates.max;
import static dev.peristyle.Aggregates.mean;
import static dev.peristyle.Aggregates.min;
import static dev.peristyle.Aggregates.sum;
import static dev.peristyle.Expressions.col;
import static dev.peristyle.Expressions.lit;
import static dev.peristyle.SortKey.asc;

import dev.peristyle.Aggregate;
import dev.peristyle.Aggregates;
import dev.peristyle.Expression;
import dev.peristyle.Pipeline;
import dev.peristyle.benchmarks.data.LineitemFile;
import dev.peristyle.column.RowCursor;
import dev.peristyle.csv.Csv;
import dev.peristyle.csv.CsvOptions;
import dev.peristyle.execution.Execution;
import dev.peristyle.execution.RunReport;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Schema;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Peristyle: pipelines over {@code Csv.scan} with the types given, so that nothing is guessed from a sample. */
final class PeristyleContender {
    private static final DataType MONEY = DataType.decimal(15, 2);

    private final Execution execution;
    private final boolean decimal;
    private Contender.Times times;

    PeristyleContender(int threads, boolean decimal) {
        this.execution = Execution.builder().threads(threads).report(this::note).build();
        this.decimal = decimal;
    }

    private void note(RunReport report) {
        times = new Contender.Times(System.nanoTime() - report.elapsed().toNanos(), report.busy());
    }

    /**
     * A contender that holds nothing between jobs.
     *
     * @param threads how many threads a pipeline may use
     * @param decimal whether prices, discounts and the like are decimals with two digits rather than doubles
     */
    static Contender create(int threads, boolean decimal) {
        PeristyleContender tasks = new PeristyleContender(threads, decimal);
        return new Contender(decimal ? "peristyle-decimal" : "peristyle", () -> {})
                .tells(() -> tasks.times)
                .does(Job.COUNT, tasks::count)
                .does(Job.ALL_COLUMNS, tasks::allColumns)
                .does(Job.QUERY_1, tasks::pricingSummary)
                .does(Job.QUERY_6, tasks::forecastRevenue)
                .writes(Job.ETL, tasks::etl)
                .does(Job.MEASUREMENTS, tasks::measurements)
                .does(Job.SHAPE, tasks::shape)
                .does(Job.SMALL, tasks::small);
    }

    private Answer count(Path file) {
        return Answer.of(lineitem(file).using(execution).count());
    }

    private Answer allColumns(Path file) {
        return allColumns(file, CsvOptions.builder());
    }

    /** All columns of a file in any dialect. */
    Answer allColumns(Path file, CsvOptions.Builder dialect) {
        List<Aggregate> totals = new ArrayList<>();
        for (Field field : lineitemSchema().fields()) {
            totals.add((field.type().isNumeric() ? sum(col(field.name())) : max(col(field.name()))).as(field.name()));
        }
        return answer(
                Csv.scan(file, dialect.schema(lineitemSchema()).build()).aggregate(totals.toArray(Aggregate[]::new)));
    }

    private Answer pricingSummary(Path file) {
        Expression discounted = col("l_extendedprice").times(lit(1).minus(col("l_discount")));
        return answer(lineitem(file)
                .filter(col("l_shipdate").le(PricingSummary.LAST_DAY))
                .groupBy("l_returnflag", "l_linestatus")
                .aggregate(
                        sum(col("l_quantity")).as("sum_qty"),
                        sum(col("l_extendedprice")).as("sum_base_price"),
                        sum(discounted).as("sum_disc_price"),
                        sum(discounted.times(lit(1).plus(col("l_tax")))).as("sum_charge"),
                        mean(col("l_quantity")).as("avg_qty"),
                        mean(col("l_extendedprice")).as("avg_price"),
                        mean(col("l_discount")).as("avg_disc"),
                        Aggregates.count().as("count_order"))
                .sortBy(asc("l_returnflag"), asc("l_linestatus")));
    }

    private Answer forecastRevenue(Path file) {
        return answer(lineitem(file)
                .filter(col("l_shipdate")
                        .ge("1994-01-01")
                        .and(col("l_shipdate").lt("1995-01-01"))
                        .and(col("l_discount").between(fraction("0.05"), fraction("0.07")))
                        .and(col("l_quantity").lt(24)))
                .aggregate(sum(col("l_extendedprice").times(col("l_discount"))).as("revenue")));
    }

    private Answer etl(Path input, Path output) {
        return Answer.of(lineitem(input)
                .filter(col("l_shipdate")
                        .ge(EtlOutput.FIRST_DAY)
                        .and(col("l_quantity").lt(EtlOutput.QUANTITY_LIMIT)))
                .with("revenue", col("l_extendedprice").times(lit(1).minus(col("l_discount"))))
                .select(EtlOutput.COLUMNS.toArray(String[]::new))
                .using(execution)
                .write(Csv.to(output)));
    }

    private Answer measurements(Path file) {
        Expression temperature = col("temperature");
        return answer(measured(file)
                .groupBy("station")
                .aggregate(
                        min(temperature).as("min"),
                        mean(temperature).as("mean"),
                        max(temperature).as("max"))
                .sortBy(asc("station")));
    }

    /** Scans measurements. */
    Pipeline measured(Path file) {
        Schema schema = Schema.builder()
                .add("station", DataType.STRING)
                .add("temperature", decimal ? DataType.decimal(3, 1) : DataType.DOUBLE)
                .build();
        CsvOptions options =
                CsvOptions.builder().delimiter(';').noHeader().schema(schema).build();
        return Csv.scan(file, options);
    }

    private Answer shape(Path file) throws IOException {
        Schema.Builder schema = Schema.builder();
        List<Aggregate> sums = new ArrayList<>();
        for (String name : ShapeTotals.columns(file)) {
            boolean number = ShapeTotals.isNumber(name);
            schema.add(name, number ? DataType.LONG : DataType.STRING);
            sums.add(sum(number ? col(name) : col(name).length()).as(name));
        }
        CsvOptions options = CsvOptions.builder().schema(schema.build()).build();
        Pipeline totals = Csv.scan(file, options).aggregate(sums.toArray(Aggregate[]::new));
        long sum = 0;
        long length = 0;
        try (RowCursor row = totals.using(execution).rows()) {
            row.next();
            for (int column = 0; column < row.schema().size(); column++) {
                if (ShapeTotals.isNumber(row.schema().field(column).name())) {
                    sum += row.getLong(column);
                } else {
                    length += row.getLong(column);
                }
            }
        }
        return Answer.of(sum, length);
    }

    private Answer small(Path file) {
        Schema schema = Schema.builder()
                .add("id", DataType.LONG)
                .add("country", DataType.STRING)
                .add("price", DataType.DOUBLE)
                .add("quantity", DataType.INT)
                .build();
        return answer(Csv.scan(file, CsvOptions.builder().schema(schema).build())
                .filter(col("quantity").ge(OrderSummary.MIN_QUANTITY))
                .groupBy("country")
                .aggregate(
                        sum(col("price").times(col("quantity"))).as("revenue"),
                        mean(col("price")).as("price"),
                        Aggregates.count().as("orders"))
                .sortBy(asc("country")));
    }

    private Object fraction(String text) {
        return decimal ? new BigDecimal(text) : Double.valueOf(text);
    }

    /** Scans lineitem. */
    Pipeline lineitem(Path file) {
        return Csv.scan(file, CsvOptions.builder().schema(lineitemSchema()).build());
    }

    private Schema lineitemSchema() {
        Schema.Builder schema = Schema.builder();
        for (String name : LineitemFile.COLUMNS) {
            schema.add(
                    name,
                    switch (name) {
                        case "l_orderkey", "l_partkey", "l_suppkey" -> DataType.LONG;
                        case "l_linenumber" -> DataType.INT;
                        case "l_quantity", "l_extendedprice", "l_discount", "l_tax" ->
                            decimal ? MONEY : DataType.DOUBLE;
                        case "l_shipdate", "l_commitdate", "l_receiptdate" -> DataType.DATE;
                        default -> DataType.STRING;
                    });
        }
        return schema.build();
    }

    /** Runs a pipeline. */
    Answer answer(Pipeline pipeline) {
        List<List<String>> rows = new ArrayList<>();
        try (RowCursor row = pipeline.using(execution).rows()) {
            int columns = row.schema().size();
            while (row.next()) {
                Object[] cells = new Object[columns];
                for (int column = 0; column < columns; column++) {
                    cells[column] = row.get(column);
                }
                rows.add(Answer.row(cells));
            }
        }
        return new Answer(rows);
    }
}
