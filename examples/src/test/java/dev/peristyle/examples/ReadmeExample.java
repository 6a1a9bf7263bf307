package dev.peristyle.examples;

import static dev.peristyle.Aggregates.argMax;
import static dev.peristyle.Aggregates.correlation;
import static dev.peristyle.Aggregates.count;
import static dev.peristyle.Aggregates.mean;
import static dev.peristyle.Aggregates.sum;
import static dev.peristyle.AsOf.asOf;
import static dev.peristyle.Columns.allBut;
import static dev.peristyle.Columns.matching;
import static dev.peristyle.Columns.ofKind;
import static dev.peristyle.Expressions.col;
import static dev.peristyle.Expressions.row;
import static dev.peristyle.JoinKind.ANTI;
import static dev.peristyle.JoinKind.LEFT;
import static dev.peristyle.JoinOn.everything;
import static dev.peristyle.JoinOn.on;
import static dev.peristyle.SortKey.asc;
import static dev.peristyle.SortKey.desc;
import static dev.peristyle.Window.partitionBy;
import static dev.peristyle.WindowFunctions.lag;
import static dev.peristyle.WindowFunctions.over;
import static dev.peristyle.WindowFunctions.rank;

import dev.peristyle.CachedTable;
import dev.peristyle.Pipeline;
import dev.peristyle.Records;
import dev.peristyle.Window;
import dev.peristyle.array.DoubleArray;
import dev.peristyle.array.LongArray;
import dev.peristyle.checkpoint.Checkpoint;
import dev.peristyle.collection.OffHeapList;
import dev.peristyle.column.RowCursor;
import dev.peristyle.csv.BadRows;
import dev.peristyle.csv.Csv;
import dev.peristyle.csv.CsvOptions;
import dev.peristyle.csv.FixedWidthLayout;
import dev.peristyle.execution.Execution;
import dev.peristyle.execution.MemoryBudget;
import dev.peristyle.jdbc.Connections;
import dev.peristyle.jdbc.Jdbc;
import dev.peristyle.jdbc.JdbcReadOptions;
import dev.peristyle.jdbc.JdbcWriteOptions;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.MemoryProfile;
import dev.peristyle.profile.ProfileFile;
import dev.peristyle.record.BinaryRecords;
import dev.peristyle.record.FieldType;
import dev.peristyle.record.RecordLayout;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.DataType.Kind;
import dev.peristyle.schema.Schema;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The code that the README shows. */
final class ReadmeExample {

    private ReadmeExample() {}

    public static void main(String[] arguments) {
        Pipeline orders = Csv.scan(Path.of("orders.csv"));

        orders.filter(col("status").eq("SHIPPED").and(col("quantity").ge(10)))
                .with("revenue", col("price").times(col("quantity")))
                .groupBy("country")
                .aggregate(sum(col("revenue")).as("revenue"), mean(col("price")).as("price"), count())
                .sortBy(desc("revenue"))
                .limit(20)
                .write(Csv.to(Path.of("top.csv")));

        Execution settings = Execution.builder()
                .memoryLimit(Execution.megabytes(256))
                .threads(2)
                .report(run -> System.err.println(run.summary()))
                .build();
        orders.using(settings).count();

        Execution profiled =
                Execution.builder().profile(ProfileFile.to(Path.of("run.html"))).build();
        orders.using(profiled).count();

        MemoryProfile.record(() -> orders.filter(col("quantity").gt(5)).count())
                .requireAtMost(8 << 20)
                .requireNothingLeft();

        MemoryBudget shared = MemoryBudget.of(Execution.megabytes(256));
        Execution within = Execution.builder().memoryBudget(shared).build();
        try (CachedTable large =
                orders.filter(col("quantity").gt(5)).using(within).cache()) {
            large.pipeline().groupBy("country").aggregate(count().as("orders")).write(Csv.to(Path.of("countries.csv")));
            large.pipeline().sortBy(desc("price")).limit(10).write(Csv.to(Path.of("highest.csv")));
            System.out.println(large.statistics());
        }

        Csv.scan(Path.of("orders.csv"))
                .filter(col("quantity").gt(5))
                .write(Csv.to(Path.of("large-orders.csv")), Checkpoint.at(Path.of("orders.checkpoint")));

        try (RowCursor row = orders.rows()) {
            while (row.next()) {
                System.out.println(row.getString(1));
            }
        }
    }

    static void databases(String url) {
        Connections database = Connections.of(url);
        JdbcReadOptions inParts = JdbcReadOptions.builder().partitionBy("id", 8).build();

        Jdbc.scan(database, "select id, country, price from orders", inParts)
                .filter(col("price").ge(10))
                .groupBy("country")
                .aggregate(sum(col("price")).as("revenue"))
                .write(Jdbc.to(
                        database,
                        "revenues",
                        JdbcWriteOptions.builder()
                                .createTable()
                                .upsert("country")
                                .build()));
    }

    @SuppressWarnings({"UnusedVariable", "StringSplitter"}) // each is shown, and read as anybody would write it
    static void computed(Pipeline orders) {
        // columns that are computed, all from those that there are
        Pipeline named =
                orders.select(col("id"), col("price").times(col("quantity")).as("revenue"));
        Pipeline more = orders.with(
                col("name").text().left(3).as("start"), col("price").times(2).as("double"));
        // columns by name, type or pattern
        Pipeline most = orders.select(allBut("comment").and(matching("[a-z_]+")));
        Pipeline rounded = orders.with(ofKind(Kind.DOUBLE), value -> value.round(2));
        // keys, orders and results that are computed
        Pipeline years = orders.groupBy(col("day").year().as("year"))
                .aggregate(
                        sum(col("price")).dividedBy(sum(col("quantity"))).as("mean_price"),
                        argMax(col("id"), col("price")).as("dearest"),
                        correlation(col("price"), col("quantity")).as("r"))
                .sortBy(col("mean_price").abs(), true);
        // nulls, and what is in a file
        Pipeline whole = orders.dropNulls("id", "price").fillNulls(0, "quantity");
        Pipeline summary = orders.describe();
        // functions of your own: of a text, of several values, of a row, of a row to many
        Pipeline digits = orders.with(col("name")
                .text()
                .mapToInt(text -> (int) text.chars().filter(Character::isDigit).count())
                .as("digits"));
        Pipeline rated = orders.with(row(col("country"), col("price"))
                .mapToDouble(row -> row.getText(0).length() == 2 ? row.getDouble(1) : 0)
                .as("rated"));
        Pipeline chosen = orders.filter(row -> !row.isNull("price") && row.getLong("id") % 7 == 0);
        Pipeline words =
                orders.flatMap(Schema.builder().add("word", DataType.STRING).build(), (row, out) -> {
                    for (String word : row.getString("name").split(" ")) {
                        out.setText(0, word);
                        out.add();
                    }
                });
    }

    static void badRows() {
        CsvOptions options = CsvOptions.builder()
                .badRows(BadRows.rejectTo(Path.of("bad.csv")).padding().maxShare(0.01))
                .build();
        Csv.scan(Path.of("orders.csv"), options).write(Csv.to(Path.of("clean.csv")));
    }

    static List<Map<String, Long>> fourSteps() {
        record Fill(String symbol, int quantity, double price) {}

        List<Fill> fills = new ArrayList<>();
        fills.add(new Fill("PRS", 20, 12.5));
        fills.add(new Fill("XYZ", 7, 3.0));
        fills.add(new Fill("PRS", 30, 12.25));
        Map<String, Long> plain =
                fills.stream().collect(Collectors.groupingBy(Fill::symbol, Collectors.summingLong(Fill::quantity)));

        MemoryPool pool = MemoryPool.create("fills", 1 << 30);
        OffHeapList<Fill> offHeap = OffHeapList.copyOf(Fill.class, fills, pool);
        Map<String, Long> same =
                offHeap.stream().collect(Collectors.groupingBy(Fill::symbol, Collectors.summingLong(Fill::quantity)));

        Map<String, Long> summed = new HashMap<>();
        Pipeline.from(offHeap, Fill.class)
                .groupBy("symbol")
                .aggregate(sum(col("quantity")).as("quantity"))
                .forEach(row -> summed.put(row.getString("symbol"), row.getLong("quantity")));

        Map<String, Long> streamed = new HashMap<>();
        Pipeline.from(fills.iterator(), Fill.class)
                .groupBy("symbol")
                .aggregate(sum(col("quantity")).as("quantity"))
                .forEach(row -> streamed.put(row.getString("symbol"), row.getLong("quantity")));

        offHeap.close();
        pool.close();
        return List.of(plain, same, summed, streamed);
    }

    static List<Pipeline> recordsOfJava() {
        record Trade(long id, String symbol, BigDecimal price, Instant time) {}
        List<Trade> list = List.of(new Trade(1, "PRS", new BigDecimal("12.5000"), Instant.now()));

        // a list as often as you like, an iterator or a stream once
        Pipeline trades = Pipeline.from(list, Trade.class);
        // with another type of a column
        Pipeline exact =
                Records.of(Trade.class).with("price", DataType.decimal(12, 4)).from(list);
        // and back
        List<Trade> bought =
                exact.filter(col("symbol").eq("PRS")).stream(Trade.class).toList();

        if (!bought.equals(list)) {
            throw new AssertionError(bought);
        }
        return List.of(trades, exact);
    }

    static Pipeline records() {
        RecordLayout layout = RecordLayout.builder()
                .bigEndian()
                .field("account", FieldType.int32())
                .field("name", FieldType.ebcdic(20, 1047))
                .field("balance", FieldType.packedDecimal(11, 2))
                .recordLength(80)
                .build();
        Pipeline accounts = BinaryRecords.scan(Path.of("accounts.bin"), layout);

        return accounts;
    }

    static Pipeline fixedWidthText() {
        FixedWidthLayout lines = FixedWidthLayout.builder()
                .column("account", 10)
                .column("name", 20)
                .column("amount", 32, 44)
                .padding("amount", '0')
                .impliedDecimals("amount", 2)
                .footerLines(1)
                .build();
        Pipeline statement = Csv.scan(
                Path.of("statement.txt"),
                CsvOptions.builder().fixedWidth(lines).skipLines(1).build());

        return statement;
    }

    static void arrays() {
        try (MemoryPool pool = MemoryPool.create("prices", Execution.megabytes(1024));
                DoubleArray prices = DoubleArray.allocate(pool, 10_000_000);
                DoubleArray changes = prices.copy();
                LongArray order = LongArray.allocate(pool, prices.length())) {
            prices.map(price -> Math.max(price, 0.01));
            prices.addScaled(changes, 1.05);
            prices.slice(0, 1000).fill(1);
            System.out.println(prices.every(2).sum());
            prices.argSort(order);
        }
    }

    static List<Pipeline> wholeRows(
            Pipeline orders,
            Pipeline changes,
            Pipeline returns,
            Pipeline delivered,
            Pipeline january,
            Pipeline february) {
        // the first rows of each group
        Pipeline best = orders.groupBy("country").top(3, desc("price"));
        // one row of each: the first, or the latest of a log of changes
        Pipeline customers = orders.distinctBy("customer_id");
        Pipeline state = changes.latestBy("changed", "id");
        // places and samples, the same with any number of threads
        Pipeline page = orders.skip(1000).limit(100).rowNumber("place");
        Pipeline tenth = orders.sample(0.1, 42);
        // rows of several pipelines
        Pipeline all = Pipeline.unionByName(orders, returns);
        Pipeline missing = orders.except(delivered);
        Pipeline merged = Pipeline.merge(List.of(asc("day")), january, february);
        Pipeline current = orders.upsert(changes, "id");
        // values to columns, columns to rows
        Pipeline wide =
                orders.groupBy("country").pivot("year", List.of(2023, 2024)).aggregate(sum(col("price")));
        Pipeline narrow = wide.unpivot(List.of("2023", "2024"), "year", "price");
        return List.of(best, customers, state, page, tenth, all, missing, merged, current, wide, narrow);
    }

    static List<Pipeline> windows(Pipeline sales, Pipeline prices, Pipeline events) {
        // the three best of each shop
        Pipeline best = sales.window(partitionBy("shop").orderBy(desc("revenue")), rank().as("place"))
                .filter(col("place").le(3));
        // the mean of a week, and the change since the row before
        Pipeline trend = prices.window(
                partitionBy("share").orderBy(asc("day")).rows(-6, 0),
                over(mean(col("price"))).as("week"),
                lag(col("price"), 1).as("before"));
        // all within an hour of each row
        Pipeline busy = events.window(
                Window.everything().orderBy(asc("time")).range(Duration.ofMinutes(60), Duration.ZERO),
                over(count()).as("in_an_hour"));

        return List.of(best, trend, busy);
    }

    static List<Pipeline> joins(
            Pipeline orders,
            Pipeline customers,
            Pipeline parts,
            Pipeline prices,
            Pipeline blocked,
            Pipeline days,
            Pipeline countries,
            Pipeline trades,
            Pipeline quotes) {
        // the rows that have a match
        Pipeline withCustomers = orders.join(customers, on("customer_id"));
        // all orders; keys of different names, or expressions
        Pipeline withParts = orders.join(parts, LEFT, on(col("part"), col("id")));
        // a further condition
        Pipeline cheaper = prices.join(
                prices, LEFT, on("day").where(col("price").lt(col("price_2"))).suffix("_2"));
        // the rows without a match
        Pipeline allowed = orders.join(blocked, ANTI, on("customer_id").and("country"));
        // each with each
        Pipeline grid = days.join(countries, everything());
        // each with the last one before it
        Pipeline priced = trades.joinAsOf(
                quotes, LEFT, on("symbol"), asOf("time", "quote_time").within(Duration.ofSeconds(5)));

        return List.of(withCustomers, withParts, cheaper, allowed, grid, priced);
    }
}
