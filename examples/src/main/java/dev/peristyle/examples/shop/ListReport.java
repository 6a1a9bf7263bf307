package dev.peristyle.examples.shop;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.reducing;
import static java.util.stream.Collectors.teeing;
import static java.util.stream.Collectors.toMap;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collector;
import java.util.stream.Stream;

/**
 * The sales of a shop, in plain Java: an object for each row, in lists and maps. {@link PipelineReport} is the same job.
 *
 * <p>It is written as one would write it who wants it fast and readable: a good CSV library, records, and no list of what can be passed on.
 * The sales themselves are a list, because five results are made of them.
 */
public final class ListReport {

    private record Customer(long id, LocalDate changed, String name, String country) {}

    private record Product(long id, String name, String category) {}

    private record Order(long id, Long customerId, LocalDate day, String status, BigDecimal discount) {}

    private record Item(Long orderId, long productId, int quantity, BigDecimal price) {}

    private record Sale(
            Order order, String customer, String country, Product product, int quantity, BigDecimal revenue) {}

    private record Total(long sales, BigDecimal revenue) {

        Total plus(Total other) {
            return new Total(sales + other.sales, revenue.add(other.revenue));
        }
    }

    private final Path data;
    private final Path out;

    /** Names the directory of the tables and that of the results; nothing is read yet. */
    public ListReport(Path data, Path out) {
        this.data = data;
        this.out = out;
    }

    /** Reads the tables and writes the results. */
    public void run() throws IOException {
        List<Sale> sales;
        try (CsvWriter rejects = writer("rejects.csv", "file", "line", "record")) {
            Map<Long, Product> products = read(
                    "products", 3, ListReport::product, rejects, rows -> rows.collect(toMap(Product::id, row -> row)));
            Map<Long, Customer> customers = read(
                    "customers",
                    5,
                    ListReport::customer,
                    rejects,
                    rows -> rows.collect(toMap(Customer::id, row -> row, ListReport::latest)));
            Map<Long, Order> orders = read(
                    "orders",
                    5,
                    ListReport::order,
                    rejects,
                    rows -> rows.filter(order -> order.status.equals("SHIPPED") || order.status.equals("PAID"))
                            .collect(toMap(Order::id, row -> row)));
            sales = read(
                    "items",
                    5,
                    ListReport::item,
                    rejects,
                    rows -> rows.filter(
                                    item -> orders.containsKey(item.orderId) && products.containsKey(item.productId))
                            .map(item -> sale(item, orders.get(item.orderId), products.get(item.productId), customers))
                            .toList());
        }
        writeByCountry(sales);
        writeBest(sales);
        writeRunningTotals(sales);
        writeMonths(sales);
    }

    private static Customer latest(Customer first, Customer second) {
        return second.changed.isBefore(first.changed) ? first : second;
    }

    private static Sale sale(Item item, Order order, Product product, Map<Long, Customer> customers) {
        Customer customer = order.customerId == null ? null : customers.get(order.customerId);
        BigDecimal share = order.discount == null ? BigDecimal.ONE : BigDecimal.ONE.subtract(order.discount);
        BigDecimal revenue =
                item.price.multiply(BigDecimal.valueOf(item.quantity)).multiply(share);
        return new Sale(
                order,
                customer == null ? null : customer.name,
                customer == null || customer.country == null ? "unknown" : customer.country,
                product,
                item.quantity,
                revenue.setScale(2, RoundingMode.HALF_UP));
    }

    private void writeByCountry(List<Sale> sales) throws IOException {
        Map<String, CsvWriter> files = new HashMap<>();
        try {
            for (Sale sale : sales) {
                CsvWriter file = files.get(sale.country);
                if (file == null) {
                    String name = "sales/country=" + sale.country + "/part-0.csv";
                    file = writer(name, "order_id", "day", "customer", "product", "quantity", "revenue");
                    files.put(sale.country, file);
                }
                file.writeRecord(
                        String.valueOf(sale.order.id),
                        sale.order.day.toString(),
                        sale.customer,
                        sale.product.name,
                        String.valueOf(sale.quantity),
                        sale.revenue.toString());
            }
        } finally {
            for (CsvWriter file : files.values()) {
                file.close();
            }
        }
    }

    private void writeBest(List<Sale> sales) throws IOException {
        SortedMap<String, Map<Long, BigDecimal>> countries = sales.stream()
                .filter(sale -> sale.order.customerId != null)
                .collect(groupingBy(Sale::country, TreeMap::new, groupingBy(sale -> sale.order.customerId, revenue())));
        Comparator<Map.Entry<Long, BigDecimal>> order = Map.Entry.comparingByValue(Comparator.reverseOrder());
        try (CsvWriter file = writer("best.csv", "country", "place", "customer_id", "revenue")) {
            for (String country : countries.keySet()) {
                List<Map.Entry<Long, BigDecimal>> best = countries.get(country).entrySet().stream()
                        .sorted(order.thenComparing(Map.Entry.comparingByKey()))
                        .limit(10)
                        .toList();
                for (int place = 0; place < best.size(); place++) {
                    Map.Entry<Long, BigDecimal> customer = best.get(place);
                    file.writeRecord(
                            country,
                            String.valueOf(place + 1),
                            customer.getKey().toString(),
                            customer.getValue().toString());
                }
            }
        }
    }

    private void writeRunningTotals(List<Sale> sales) throws IOException {
        SortedMap<String, SortedMap<LocalDate, BigDecimal>> countries = sales.stream()
                .collect(groupingBy(
                        Sale::country, TreeMap::new, groupingBy(sale -> sale.order.day, TreeMap::new, revenue())));
        try (CsvWriter file = writer("days.csv", "country", "day", "revenue", "total")) {
            for (String country : countries.keySet()) {
                BigDecimal total = BigDecimal.ZERO;
                for (Map.Entry<LocalDate, BigDecimal> day :
                        countries.get(country).entrySet()) {
                    total = total.add(day.getValue());
                    file.writeRecord(
                            country, day.getKey().toString(), day.getValue().toString(), total.toString());
                }
            }
        }
    }

    private void writeMonths(List<Sale> sales) throws IOException {
        SortedMap<YearMonth, Map<String, Total>> months = sales.stream()
                .collect(groupingBy(
                        sale -> YearMonth.from(sale.order.day),
                        TreeMap::new,
                        groupingBy(sale -> sale.product.category, teeing(counting(), revenue(), Total::new))));
        try (CsvWriter file = writer("months.csv", "month", "sales", "revenue")) {
            months.forEach((month, row) -> {
                Total total = row.values().stream().reduce(new Total(0, BigDecimal.ZERO), Total::plus);
                file.writeRecord(month.toString(), String.valueOf(total.sales), total.revenue.toString());
            });
        }
        List<String> categories = months.values().stream()
                .flatMap(row -> row.keySet().stream())
                .distinct()
                .sorted()
                .toList();
        String[] header = Stream.concat(Stream.of("month"), categories.stream()).toArray(String[]::new);
        try (CsvWriter file = writer("categories.csv", header)) {
            months.forEach((month, row) -> {
                Stream<String> sums = categories.stream()
                        .map(name ->
                                row.containsKey(name) ? row.get(name).revenue.toString() : null);
                file.writeRecord(
                        Stream.concat(Stream.of(month.toString()), sums).toList());
            });
        }
    }

    private static Collector<Sale, ?, BigDecimal> revenue() {
        return reducing(BigDecimal.ZERO, Sale::revenue, BigDecimal::add);
    }

    private static Customer customer(CsvRecord row) {
        return new Customer(
                Long.parseLong(row.getField(0)), LocalDate.parse(row.getField(1)), text(row, 2), text(row, 3));
    }

    private static Product product(CsvRecord row) {
        return new Product(Long.parseLong(row.getField(0)), text(row, 1), text(row, 2));
    }

    private static Order order(CsvRecord row) {
        return new Order(
                Long.parseLong(row.getField(0)),
                text(row, 1) == null ? null : Long.valueOf(row.getField(1)),
                LocalDate.parse(row.getField(2)),
                row.getField(3),
                text(row, 4) == null ? null : money(row.getField(4)));
    }

    private static Item item(CsvRecord row) {
        int quantity = text(row, 3) == null ? 1 : Integer.parseInt(row.getField(3));
        Long orderId = text(row, 0) == null ? null : Long.valueOf(row.getField(0));
        return new Item(orderId, Long.parseLong(row.getField(2)), quantity, money(row.getField(4)));
    }

    private static String text(CsvRecord row, int field) {
        return row.getField(field).isEmpty() ? null : row.getField(field);
    }

    private static BigDecimal money(String text) {
        return new BigDecimal(text).setScale(2, RoundingMode.UNNECESSARY);
    }

    private <T, R> R read(
            String table, int columns, Function<CsvRecord, T> parser, CsvWriter rejects, Function<Stream<T>, R> use)
            throws IOException {
        Path file = data.resolve(table + ".csv");
        try (CsvReader<CsvRecord> reader = CsvReader.builder()
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(file)) {
            return use.apply(reader.stream()
                    .skip(1)
                    .map(row -> parsed(row, columns, parser, file, rejects))
                    .filter(Objects::nonNull));
        }
    }

    private static <T> T parsed(
            CsvRecord row, int columns, Function<CsvRecord, T> parser, Path file, CsvWriter rejects) {
        try {
            if (row.getFieldCount() == columns) {
                return parser.apply(row);
            }
        } catch (NumberFormatException | ArithmeticException | DateTimeException malformed) {
            // rejected, as a row with too few fields is
        }
        rejects.writeRecord(
                file.getFileName().toString(),
                String.valueOf(row.getStartingLineNumber()),
                String.join(",", row.getFields()));
        return null;
    }

    private CsvWriter writer(String name, String... header) throws IOException {
        Path file = out.resolve(name);
        Files.createDirectories(file.getParent());
        CsvWriter writer = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(file);
        writer.writeRecord(header);
        return writer;
    }
}
