package dev.peristyle.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The job of the shop: both ways of it write the same bytes, and DuckDB has the same results. */
class ShopReportTest {

    private static final int ROWS = 20_000;

    private static final Path SOURCES = Path.of("src/main/java/dev/peristyle/examples/shop");

    @TempDir
    private static Path directory;

    private static Path plain;

    @BeforeAll
    static void generate() {
        run(
                "generate",
                "shop",
                "--rows",
                "" + ROWS,
                "--out",
                directory.resolve("data").toString());
        plain = directory.resolve("plain");
        report(directory.resolve("data"), plain, "--plain");
    }

    @ParameterizedTest
    @CsvSource({"1, 8m", "3, 64m"})
    void bothWaysWriteTheSame(String threads, String limit, @TempDir Path work) throws IOException {
        Path out = directory.resolve("pipelines-" + threads + "-" + limit);

        report(
                directory.resolve("data"),
                out,
                "--threads",
                threads,
                "--memory-limit",
                limit,
                "--temp-dir",
                work.toString());

        assertEqualFiles(out, plain);
        assertThat(work).isEmptyDirectory();
    }

    @Test
    void bothWaysWriteTheSameOfAFewRowsThatAreOdd(@TempDir Path work) throws IOException {
        Path data = Files.createDirectory(work.resolve("data"));
        Files.writeString(data.resolve("products.csv"), "product_id,product,category\n1,,\"a, b\"\n2,,c\nx,y,z\n");
        // the later one of two of a day, and one without a name that is the latest
        Files.writeString(data.resolve("customers.csv"), """
                customer_id,changed,customer,country,segment
                1,2024-01-02,first,NL,
                2,2024-01-02,"a ""second"" 2",DE,
                1,2024-01-02,"last, of 1",BE,
                2,2024-01-03,,,
                2,2023-12-31,,DE,
                3,2024-01-01
                """);
        Files.writeString(data.resolve("orders.csv"), """
                order_id,customer_id,day,status,discount
                1,1,2024-02-29,SHIPPED,
                2,2,2023-02-29,SHIPPED,
                3,,2024-12-31,PAID,0.05
                4,2,2024-02-29,PAID,1.00
                5,2,2024-03-01,,0.05
                6,9,2024-03-01,PAID,0.333
                7,9,2024-03-01,PAID,0.33
                """);
        Files.writeString(data.resolve("items.csv"), """
                order_id,line,product_id,quantity,price
                1,1,1,1,0.10
                1,2,2,,9999999.99
                2,1,1,1,1.00
                3,1,1,1,0.10
                3,2,1,3,0.10
                3,3,9,3,0.10
                4,1,2,3,0.10
                7,1,2,-3,0.01
                7,1,2,2147483648,0.01
                7,1,2
                """);

        report(data, work.resolve("plain"), "--plain");
        report(data, work.resolve("pipelines"));

        assertEqualFiles(work.resolve("pipelines"), work.resolve("plain"));
        assertThat(Files.readString(work.resolve("pipelines/sales/country=unknown/part-0.csv")))
                .isEqualTo("""
                order_id,day,customer,product,quantity,revenue
                3,2024-12-31,,,1,0.10
                3,2024-12-31,,,3,0.29
                4,2024-02-29,,,3,0.00
                7,2024-03-01,,,-3,-0.02
                """);
        assertThat(Files.readString(work.resolve("pipelines/rejects.csv"))).isEqualTo("""
                file,line,record
                products.csv,4,"x,y,z"
                customers.csv,7,"3,2024-01-01"
                orders.csv,3,"2,2,2023-02-29,SHIPPED,"
                orders.csv,7,"6,9,2024-03-01,PAID,0.333"
                items.csv,10,"7,1,2,2147483648,0.01"
                items.csv,11,"7,1,2"
                """);
    }

    @Test
    void anotherEngineHasTheSameResults() throws IOException {
        assertThat(rows("months.csv"))
                .isEqualTo(DuckDb.query(
                        sql("select strftime(day, '%Y-%m'), count(*), sum(revenue) from sales group by 1 order by 1")));
        assertThat(rows("best.csv")).isEqualTo(DuckDb.query(sql("""
                        select country, place, customer_id, revenue from (
                            select country, customer_id, sum(revenue) as revenue,
                                row_number() over (partition by country order by sum(revenue) desc, customer_id) as place
                            from sales where customer_id is not null group by country, customer_id)
                        where place <= 10 order by country, place""")));
        assertThat(rows("days.csv")).isEqualTo(DuckDb.query(sql("""
                        select country, day, sum(revenue), sum(sum(revenue)) over (partition by country order by day)
                        from sales group by country, day order by country, day""")));
        String categories = DuckDb.query(sql("select distinct category from products order by 1")).stream()
                .map(row -> ", sum(revenue) filter (where category = '" + row.get(0) + "')")
                .collect(Collectors.joining());
        assertThat(rows("categories.csv"))
                .isEqualTo(DuckDb.query(
                        sql("select strftime(day, '%Y-%m')" + categories + " from sales group by 1 order by 1")));
        assertThat(DuckDb.query("select country, count(*), sum(revenue::decimal(18, 2)) from read_csv('"
                        + plain.resolve("sales/*/part-0.csv")
                        + "', hive_partitioning = true) group by 1 order by 1"))
                .hasSize(17)
                .isEqualTo(
                        DuckDb.query(sql("select country, count(*), sum(revenue) from sales group by 1 order by 1")));
    }

    @Test
    void whatIsMalformedIsRejected() throws IOException {
        List<List<String>> good =
                DuckDb.query(sql("select (select count(*) from orders), (select count(*) from items)"));
        long orders = (ROWS + 2) / 3 - Long.parseLong(good.get(0).get(0));
        long items = ROWS - Long.parseLong(good.get(0).get(1));

        List<String> rejects = Files.readAllLines(plain.resolve("rejects.csv"));
        assertThat(rejects.stream().filter(line -> line.startsWith("orders.csv,")))
                .hasSize((int) orders);
        assertThat(rejects.stream().filter(line -> line.startsWith("items.csv,")))
                .hasSize((int) items);
        assertThat(orders).isBetween(2L, 15L);
        assertThat(items).isBetween(5L, 40L);
    }

    @Test
    void theDataDoesNotDependOnTheThreads() throws IOException {
        Path again = directory.resolve("again");
        run("generate", "shop", "--rows", "" + ROWS, "--threads", "3", "--out", again.toString());

        assertEqualFiles(again, directory.resolve("data"));
    }

    @Test
    void pipelinesAreNoMoreLinesThanLists() throws IOException {
        assertThat(lines("PipelineReport.java")).isPositive().isLessThanOrEqualTo(lines("ListReport.java"));
    }

    @Test
    void aDirectoryWithFilesIsLeftAlone() {
        CommandRun run =
                CommandRun.of("shop-report", "--data", directory.resolve("data").toString(), "--out", plain.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errors()).contains(plain + " is not empty");
    }

    /** Of code: without imports, comments and blank lines. */
    private static long lines(String name) throws IOException {
        try (Stream<String> lines = Files.lines(SOURCES.resolve(name))) {
            return lines.map(String::strip)
                    .filter(line -> !line.isEmpty()
                            && !line.startsWith("import ")
                            && !line.startsWith("/")
                            && !line.startsWith("*"))
                    .count();
        }
    }

    private List<List<String>> rows(String name) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        for (String line : Files.readAllLines(plain.resolve(name))) {
            rows.add(List.of(line.split(",", -1)));
        }
        assertThat(rows).hasSizeGreaterThan(10);
        return rows.subList(1, rows.size());
    }

    private static void assertEqualFiles(Path actual, Path expected) throws IOException {
        Map<String, Path> files = files(actual);
        Map<String, Path> others = files(expected);
        assertThat(files.keySet()).isEqualTo(others.keySet()).hasSizeGreaterThan(3);
        for (String name : files.keySet()) {
            assertThat(Files.mismatch(files.get(name), others.get(name)))
                    .as(name)
                    .isEqualTo(-1);
        }
    }

    private static Map<String, Path> files(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .collect(Collectors.toMap(
                            file -> root.relativize(file).toString(), file -> file, (a, b) -> a, TreeMap::new));
        }
    }

    /** A query over the tables and what the job says of them; all fields are read as texts, as what is malformed differs. */
    private String sql(String query) {
        return """
                with products as (select product_id::bigint as product_id, category from read_csv('%1$s/products.csv', header = true,
                        delim = ',', quote = '"', columns = {product_id: varchar, product: varchar, category: varchar})),
                customers as (select customer_id, country from (select customer_id::bigint as customer_id, country,
                        row_number() over (partition by customer_id order by changed desc, row desc) as version
                    from (select *, row_number() over () as row from read_csv('%1$s/customers.csv', header = true, delim = ',', quote = '"',
                        parallel = false,
                        columns = {customer_id: varchar, changed: varchar, customer: varchar, country: varchar, segment: varchar})))
                    where version = 1),
                orders as (select order_id::bigint as order_id, customer_id::bigint as customer_id, day::date as day, status,
                        coalesce(discount::decimal(3, 2), 0) as discount
                    from read_csv('%1$s/orders.csv', header = true, delim = ',', ignore_errors = true,
                        columns = {order_id: varchar, customer_id: varchar, day: varchar, status: varchar, discount: varchar})
                    where try_cast(day as date) is not null),
                items as (select order_id::bigint as order_id, product_id::bigint as product_id,
                        coalesce(quantity::int, 1) as quantity, price::decimal(9, 2) as price
                    from read_csv('%1$s/items.csv', header = true, delim = ',', ignore_errors = true,
                        columns = {order_id: varchar, line: varchar, product_id: varchar, quantity: varchar, price: varchar})
                    where (quantity is null or try_cast(quantity as int) is not null)
                        and regexp_full_match(price, '[0-9]+[.][0-9][0-9]')),
                sales as (select day, customer_id, coalesce(country, 'unknown') as country, category,
                        round(price * quantity * (1 - discount), 2) as revenue
                    from items join orders using (order_id) join products using (product_id)
                        left join customers using (customer_id)
                    where status in ('SHIPPED', 'PAID'))
                """.formatted(directory.resolve("data")) + query;
    }

    private static void report(Path data, Path out, String... options) {
        List<String> arguments =
                new ArrayList<>(List.of("shop-report", "--data", data.toString(), "--out", out.toString()));
        arguments.addAll(List.of(options));
        run(arguments.toArray(String[]::new));
    }

    private static void run(String... arguments) {
        CommandRun run = CommandRun.of(arguments);
        assertThat(run.exitCode()).as(run.errors()).isZero();
    }
}
