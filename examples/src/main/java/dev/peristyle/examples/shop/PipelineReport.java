package dev.peristyle.examples.shop;

import static dev.peristyle.Aggregates.count;
import static dev.peristyle.Aggregates.sum;
import static dev.peristyle.Expressions.col;
import static dev.peristyle.Expressions.lit;
import static dev.peristyle.JoinKind.LEFT;
import static dev.peristyle.JoinOn.on;
import static dev.peristyle.SortKey.asc;
import static dev.peristyle.SortKey.desc;
import static dev.peristyle.Window.partitionBy;
import static dev.peristyle.WindowFunctions.over;
import static dev.peristyle.WindowFunctions.rowNumber;
import static dev.peristyle.schema.DataType.DATE;
import static dev.peristyle.schema.DataType.INT;
import static dev.peristyle.schema.DataType.LONG;
import static dev.peristyle.schema.DataType.STRING;
import static dev.peristyle.schema.DataType.decimal;

import dev.peristyle.Aggregate;
import dev.peristyle.DateUnit;
import dev.peristyle.Expression;
import dev.peristyle.Pipeline;
import dev.peristyle.column.Table;
import dev.peristyle.columnfile.ColumnFile;
import dev.peristyle.columnfile.ColumnFileWriteOptions;
import dev.peristyle.csv.BadRows;
import dev.peristyle.csv.Csv;
import dev.peristyle.csv.CsvOptions;
import dev.peristyle.csv.CsvWriteOptions;
import dev.peristyle.execution.Execution;
import dev.peristyle.file.Parts;
import dev.peristyle.schema.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The sales of a shop, in pipelines. {@link ListReport} is the same job.
 *
 * <p>Items and orders come in the order of their numbers, so neither is held. Where that has a list of sales, this has a column file: five results are made of it, and each reads the columns that it needs.
 */
public final class PipelineReport implements AutoCloseable {

    private static final List<String> TABLES = List.of("products", "customers", "orders", "items");

    private final Path data;
    private final Path out;
    private final Execution execution;
    private final Path work;

    /**
     * Names the directories, and makes one for what is in between; nothing is read yet.
     *
     * @param data has the tables
     * @param out for the results; it is there
     * @param execution the settings of the runs
     */
    public PipelineReport(Path data, Path out, Execution execution) throws IOException {
        this.data = data;
        this.out = out;
        this.execution = execution;
        this.work = Files.createTempDirectory(execution.temporaryDirectory(), "shop-report-");
    }

    /** Reads the tables and writes the results. */
    public void run() {
        Pipeline sales = staged(sales());
        sales.select("order_id", "day", "customer", "product", "quantity", "revenue", "country")
                .write(Csv.toDirectory(out.resolve("sales"), Parts.by("country"), CsvWriteOptions.defaults()));
        write("best", best(sales));
        write("days", runningTotals(sales));
        Pipeline byMonth = sales.groupBy(col("day").truncate(DateUnit.MONTH).as("month"), col("category"))
                .aggregate(count().as("sales"), revenue());
        try (Table months = byMonth.sortBy(asc("month")).collect()) {
            writeMonths(Pipeline.from(months)
                    .using(execution)
                    .with("month", col("month").time().format("uuuu-MM")));
        }
        write("rejects", rejects());
    }

    /** Deletes what was in between. */
    @Override
    public void close() throws IOException {
        for (String table : TABLES) {
            Files.deleteIfExists(rejects(table));
        }
        Files.deleteIfExists(stage());
        Files.delete(work);
    }

    private Pipeline sales() {
        Pipeline customers = customers().latestBy("changed", "customer_id");
        Pipeline orders = orders().filter(col("status").in("SHIPPED", "PAID"));
        Expression quantity = col("quantity").ifNull(1);
        Expression share = lit(1).minus(col("discount").ifNull(0));
        return items().join(orders, on("order_id").sorted())
                .join(products(), on("product_id"))
                .join(customers, LEFT, on("customer_id"))
                .select(
                        col("order_id"),
                        col("day"),
                        col("customer_id"),
                        col("customer"),
                        col("country").ifNull("unknown").as("country"),
                        col("product"),
                        col("category"),
                        quantity.as("quantity"),
                        col("price").times(quantity).times(share).round(2).as("revenue"));
    }

    /** Each result reads the columns of the file that it needs; texts that are few are written once each. */
    private Pipeline staged(Pipeline sales) {
        ColumnFileWriteOptions options = ColumnFileWriteOptions.builder()
                .dictionary("country", "product", "category")
                .build();
        sales.using(execution).write(ColumnFile.to(stage(), options));
        return ColumnFile.scan(stage()).using(execution);
    }

    private Path stage() {
        return work.resolve("sales.arrow");
    }

    /** What is small is read from memory, twice here, and added up further. */
    private void writeMonths(Pipeline months) {
        write("months", months.groupBy("month").aggregate(sum(col("sales")).as("sales"), revenue()));
        List<Object> categories = months.valuesOf("category");
        write(
                "categories",
                months.groupBy("month").pivot("category", categories).aggregate(revenue()));
    }

    private static Pipeline best(Pipeline sales) {
        return sales.filter(col("customer_id").isNotNull())
                .groupBy("country", "customer_id")
                .aggregate(revenue())
                .groupBy("country")
                .top(10, desc("revenue"), asc("customer_id"))
                .sortBy(asc("country"))
                .window(partitionBy("country"), rowNumber().as("place"))
                .select("country", "place", "customer_id", "revenue");
    }

    private static Pipeline runningTotals(Pipeline sales) {
        return sales.groupBy("country", "day")
                .aggregate(revenue())
                .window(
                        partitionBy("country").orderBy(asc("day")).inWindowOrder(),
                        over(sum(col("revenue"))).as("total"));
    }

    private static Aggregate revenue() {
        return sum(col("revenue")).as("revenue");
    }

    private void write(String name, Pipeline rows) {
        rows.write(Csv.to(out.resolve(name + ".csv")));
    }

    private Pipeline customers() {
        return scan(
                "customers",
                Schema.builder()
                        .add("customer_id", LONG)
                        .add("changed", DATE)
                        .add("customer", STRING)
                        .add("country", STRING)
                        .add("segment", STRING));
    }

    private Pipeline products() {
        return scan(
                "products",
                Schema.builder().add("product_id", LONG).add("product", STRING).add("category", STRING));
    }

    private Pipeline orders() {
        return scan(
                "orders",
                Schema.builder()
                        .add("order_id", LONG)
                        .add("customer_id", LONG)
                        .add("day", DATE)
                        .add("status", STRING)
                        .add("discount", decimal(3, 2)));
    }

    private Pipeline items() {
        return scan(
                "items",
                Schema.builder()
                        .add("order_id", LONG)
                        .add("line", INT)
                        .add("product_id", LONG)
                        .add("quantity", INT)
                        .add("price", decimal(9, 2)));
    }

    private Pipeline scan(String table, Schema.Builder columns) {
        BadRows rejected = BadRows.rejectTo(rejects(table));
        CsvOptions options =
                CsvOptions.builder().schema(columns.build()).badRows(rejected).build();
        return Csv.scan(data.resolve(table + ".csv"), options).using(execution);
    }

    private Path rejects(String table) {
        return work.resolve(table + ".csv");
    }

    /** Those of all tables, with the names of their files alone. */
    private Pipeline rejects() {
        List<Path> files = TABLES.stream().map(this::rejects).toList();
        CsvOptions texts = CsvOptions.builder().type("record", STRING).build();
        Expression name = col("file").text().extract("[^/\\\\]*$", 0);
        return Csv.scan(files, texts).using(execution).select(name.as("file"), col("line"), col("record"));
    }
}
