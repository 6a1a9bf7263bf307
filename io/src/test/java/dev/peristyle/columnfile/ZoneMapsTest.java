package dev.peristyle.columnfile;

import static dev.peristyle.Aggregates.count;
import static dev.peristyle.Aggregates.max;
import static dev.peristyle.Aggregates.min;
import static dev.peristyle.Expressions.col;
import static dev.peristyle.SortKey.asc;
import static dev.peristyle.SortKey.desc;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.Expression;
import dev.peristyle.Pipeline;
import dev.peristyle.SortKey;
import dev.peristyle.column.BoxedRows;
import dev.peristyle.column.Table;
import dev.peristyle.error.MalformedDataException;
import dev.peristyle.execution.Execution;
import dev.peristyle.execution.RunReport;
import dev.peristyle.file.WindowMode;
import dev.peristyle.internal.columnfile.ColumnFileSource;
import dev.peristyle.internal.file.Resources;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.Morsel;
import dev.peristyle.spi.Scan;
import dev.peristyle.spi.ScanRequest;
import dev.peristyle.spi.TestContext;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What zone maps leave out is what no filter lets through. */
class ZoneMapsTest {
    private final Random random = Seeds.fresh();

    @TempDir
    private Path directory;

    @AfterEach
    void nothingIsOpen() {
        assertThat(Resources.of(directory)).isEmpty();
    }

    /** The oracle is the same filter over a table, which knows nothing of its values. */
    @Test
    void filtersLetTheSameRowsThroughAsWithoutThem() {
        Schema schema = Schema.of(BoxedRows.everyType().fields().stream()
                .filter(field -> field.type().kind() != DataType.Kind.BINARY)
                .toList());
        List<Object[]> rows = BoxedRows.random(schema, 600, 0.1, random);
        int string = schema.indexOf("string");
        for (Object[] row : rows) {
            if (random.nextInt(3) == 0) {
                row[string] = text();
            }
        }
        // so that there are batches of few values, and of nulls only
        rows.sort((first, second) -> Boolean.compare(first[string] == null, second[string] == null));
        Path file = directory.resolve("rows.arrow");
        ColumnFiles.write(file, schema, rows, 200_000, 8, random);
        int skipping = 0;
        try (Table table = ColumnFile.scan(file).collect()) {
            for (int attempt = 0; attempt < 300; attempt++) {
                Expression condition = condition(schema, rows);
                if (random.nextInt(3) == 0) {
                    Expression other = condition(schema, rows);
                    condition = random.nextBoolean() ? condition.and(other) : condition.or(other);
                }
                condition = random.nextInt(4) == 0 ? condition.not() : condition;
                Pipeline filtered = ColumnFile.scan(file).filter(condition);
                try (Table expected = Pipeline.from(table).filter(condition).collect();
                        Table actual = filtered.collect()) {
                    ColumnFiles.assertSame(BoxedRows.of(actual), BoxedRows.of(expected));
                }
                String plan = filtered.explain();
                assertThat(plan).contains("zone maps: ");
                skipping += plan.contains("zone maps: 0 of") ? 0 : 1;
            }
        }
        assertThat(skipping).isGreaterThan(20);
    }

    /**
     * As above, of rows in the order of a column, up or down, with nulls or without: batches and rows are found by binary search then. And
     * what is answered without reading is what is found by reading.
     */
    @Test
    void sortedColumnsLetTheSameRowsThrough() {
        int searching = 0;
        int answering = 0;
        for (Field field : BoxedRows.everyType().fields()) {
            Schema schema = Schema.builder()
                    .add("id", DataType.LONG)
                    .add(field.name(), field.type())
                    .build();
            List<Object[]> few = BoxedRows.random(schema, 400, random.nextInt(3) == 0 ? 0.1 : 0, random);
            List<Object[]> rows = new ArrayList<>();
            for (long row = 0; row < 2500; row++) {
                Object value = few.get(random.nextInt(few.size()))[1];
                rows.add(new Object[] {row, field.type() == DataType.STRING && value != null ? text() : value});
            }
            Path file = directory.resolve("rows.arrow");
            Path sorted = directory.resolve("sorted.arrow");
            ColumnFiles.write(file, schema, rows, 1 << 20, 1000, random);
            SortKey order = random.nextBoolean() ? asc(field.name()) : desc(field.name());
            ColumnFile.scan(file)
                    .sortBy(random.nextBoolean() ? order : order.nullsFirst())
                    .using(Execution.builder()
                            .memoryLimit(Execution.megabytes(4))
                            .build())
                    .write(ColumnFile.to(sorted));
            try (Table table = ColumnFile.scan(sorted).collect()) {
                List<Object[]> inOrder = BoxedRows.of(table);
                for (int attempt = 0; attempt < 8; attempt++) {
                    Expression condition = condition(schema, inOrder);
                    condition = random.nextInt(3) == 0 ? condition.and(condition(schema, inOrder)) : condition;
                    WindowMode mode = random.nextBoolean() ? WindowMode.READ : WindowMode.MAP;
                    Pipeline filtered =
                            ColumnFile.scan(sorted, schema.names(), mode).filter(condition);
                    try (Table expected = Pipeline.from(table).filter(condition).collect();
                            Table actual = filtered.collect()) {
                        ColumnFiles.assertSame(BoxedRows.of(actual), BoxedRows.of(expected));
                    }
                    searching += filtered.explain().contains("binary search in [" + field.name() + "]") ? 1 : 0;
                }
                Expression column = col(field.name());
                Pipeline answer = ColumnFile.scan(sorted)
                        .aggregate(
                                min(column).as("min"),
                                max(column).as("max"),
                                count(column).as("count"),
                                count().as("rows"));
                try (Table expected = Pipeline.from(table)
                                .aggregate(
                                        min(column).as("min"),
                                        max(column).as("max"),
                                        count(column).as("count"),
                                        count().as("rows"))
                                .collect();
                        Table actual = answer.collect()) {
                    ColumnFiles.assertSame(BoxedRows.of(actual), BoxedRows.of(expected));
                }
                answering += answer.explain().contains("without reading it") ? 1 : 0;
            }
        }
        assertThat(searching).isGreaterThan(40);
        assertThat(answering).isGreaterThan(12);
    }

    @Test
    void aCountAndExtremesAreAnsweredWithoutReading() throws IOException {
        Schema schema = Schema.builder()
                .add("id", DataType.INT)
                .add("name", DataType.STRING)
                .add("empty", DataType.STRING)
                .build();
        List<Object[]> rows = List.of(
                new Object[] {5, "b", null},
                new Object[] {null, "a text of more than twenty-four bytes", null},
                new Object[] {-3, null, null});
        Path file = directory.resolve("rows.arrow");
        ColumnFiles.write(file, schema, rows, 1 << 20, 3, random);
        // the batch is not what it was: nobody looks at it
        try (RandomAccessFile damaged = new RandomAccessFile(file.toFile(), "rw")) {
            // after the schema, before the footer
            damaged.seek(damaged.length() / 5);
            damaged.write(new byte[(int) damaged.length() / 4]);
        }
        Pipeline all = ColumnFile.scan(file);
        assertThat(all.count()).isEqualTo(3);
        Pipeline known = all.aggregate(
                min(col("id")).as("least"),
                max(col("id")).as("greatest"),
                count(col("id")).as("ids"),
                max(col("name")).as("name"),
                min(col("empty")).as("nothing"));
        assertThat(known.explain())
                .contains("scan what is known of column file " + file + " without reading it")
                .doesNotContain("group by");
        try (Table table = known.collect()) {
            ColumnFiles.assertSame(BoxedRows.of(table), List.<Object[]>of(new Object[] {-3, 5, 2L, "b", null}));
        }
        // of the least name the beginning is known
        assertThat(all.aggregate(min(col("name"))).explain()).contains("group by");
        assertThatThrownBy(() -> all.aggregate(min(col("name"))).collect().close())
                .isInstanceOf(MalformedDataException.class);
    }

    @Test
    void aSelectiveRangeOfASortedColumnTouchesLessThanAHundredth() {
        for (boolean isUpwards : new boolean[] {true, false}) {
            Path file = directory.resolve("rows.arrow");
            Schema schema = Schema.builder()
                    .add("id", DataType.LONG)
                    .add("name", DataType.STRING)
                    .add("price", DataType.DOUBLE)
                    .build();
            List<Object[]> rows = new ArrayList<>();
            for (long row = 0; row < 400_000; row++) {
                long id = isUpwards ? row : 400_000 - row;
                rows.add(new Object[] {id, String.format("name %08d", id), random.nextDouble()});
            }
            ColumnFiles.write(file, schema, rows, 2 << 20, 1000, random);
            for (Expression condition : List.of(
                    col("id").ge(200_000).and(col("id").lt(200_020)),
                    col("name").ge("name 00200000").and(col("name").lt("name 00200020")))) {
                AtomicReference<RunReport> report = new AtomicReference<>();
                Pipeline few = ColumnFile.scan(file)
                        .filter(condition)
                        .using(Execution.builder().report(report::set).build());
                try (Table table = few.collect()) {
                    assertThat(table.rowCount()).isEqualTo(20);
                }
                Matcher left = Pattern.compile(
                                "(\\d+) of (\\d+) bytes left; binary search in \\[(id|name)\\], which are sorted")
                        .matcher(few.explain());
                assertThat(left.find()).isTrue();
                assertThat(100 * Long.parseLong(left.group(1))).isLessThan(Long.parseLong(left.group(2)));
                // and of a batch of some thousand rows, those of the stretch
                assertThat(report.get().rowsRead()).isEqualTo(20);
            }
        }
    }

    /** Long ones with common beginnings, cut within characters, and some that cannot be raised. */
    private String text() {
        String begin = new String[] {"", "abc", "é", "x\uDBFF\uDFFF", "\uD7FF", "日本"}[random.nextInt(6)];
        String unit = new String[] {"a", "é", "語", "\uD83D\uDE00", "\uDBFF\uDFFF", "\uD7FF"}[random.nextInt(6)];
        return begin + unit.repeat(random.nextInt(30)) + (random.nextBoolean() ? "" : "z");
    }

    private Expression condition(Schema schema, List<Object[]> rows) {
        while (true) {
            int position = random.nextInt(schema.size());
            Field field = schema.field(position);
            Expression column = col(field.name());
            if (random.nextInt(10) == 0) {
                return random.nextBoolean() ? column.isNull() : column.isNull().not();
            }
            Object value = rows.get(random.nextInt(rows.size()))[position];
            if (value == null || value instanceof BigInteger) {
                continue;
            }
            if (value instanceof Byte || value instanceof Short) {
                value = ((Number) value).intValue();
            }
            if (field.type().kind() == DataType.Kind.BOOLEAN) {
                return column.eq(value);
            }
            return switch (random.nextInt(7)) {
                case 0 -> column.eq(value);
                case 1 -> column.ne(value);
                case 2 -> column.lt(value);
                case 3 -> column.le(value);
                case 4 -> column.gt(value);
                case 5 -> column.ge(value);
                default -> column.in(value, value);
            };
        }
    }

    @Test
    void aRangeOfASortedColumnTouchesFewBatches() {
        Schema schema = Schema.builder()
                .add("id", DataType.LONG)
                .add("name", DataType.STRING)
                .build();
        List<Object[]> rows = new ArrayList<>();
        for (long row = 0; row < 200_000; row++) {
            rows.add(new Object[] {row, String.format("name %08d", row)});
        }
        Path file = directory.resolve("rows.arrow");
        // batches of a 32nd of the limit
        ColumnFiles.write(file, schema, rows, 2 << 20, 1000, random);
        Pipeline all = ColumnFile.scan(file);
        Pipeline few = all.filter(col("id").ge(100_000).and(col("id").lt(100_010)));
        assertThat(few.count()).isEqualTo(10);
        assertThat(few.explain()).containsPattern("zone maps: (\\d{2,}) of \\d+ batches skipped");
        int[] numbers = Pattern.compile("\\d+")
                .matcher(few.explain().substring(few.explain().indexOf("zone maps: ")))
                .results()
                .limit(2)
                .mapToInt(number -> Integer.parseInt(number.group()))
                .toArray();
        assertThat(numbers[1] - numbers[0]).isBetween(1, 2);
        assertThat(all.explain()).contains("zone maps: 0 of " + numbers[1] + " batches skipped");
        assertThat(all.filter(col("name").lt("name 00000003")).count()).isEqualTo(3);
        assertThat(all.filter(col("id").lt(0)).count()).isZero();
        assertThat(few.explainAnalyze()).contains("zone maps: " + numbers[0]);
    }

    @Test
    void statisticsAreThoseOfTheFooter() {
        Schema schema = Schema.builder().add("a", DataType.INT).build();
        Path file = directory.resolve("rows.arrow");
        List<Object[]> rows = List.of(new Object[] {5}, new Object[] {null}, new Object[] {-3});
        ColumnFiles.write(file, schema, rows, 1 << 20, 3, random);
        ColumnFileSource source = ColumnFileSource.of(file, null, WindowMode.READ);
        assertThat(source.statistics().rowCount()).hasValue(3);
        try (TestContext run = new TestContext(1);
                Scan scan = source.open(new ScanRequest(List.of("a"), List.of()), run)) {
            Morsel morsel = scan.nextMorsel();
            assertThat(morsel.statistics().rowCount()).hasValue(3);
            assertThat(morsel.statistics().column("a").min()).isEqualTo(-3L);
            assertThat(morsel.statistics().column("a").max()).isEqualTo(5L);
            assertThat(morsel.statistics().column("a").nullCount()).hasValue(1);
            assertThat(scan.nextMorsel()).isNull();
        }
    }
}
