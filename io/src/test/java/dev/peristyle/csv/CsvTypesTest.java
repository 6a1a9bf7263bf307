package dev.peristyle.csv;

import static dev.peristyle.Expressions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.Pipeline;
import dev.peristyle.column.BoxedRows;
import dev.peristyle.column.ChunkFixture;
import dev.peristyle.column.Table;
import dev.peristyle.column.TableBuilder;
import dev.peristyle.error.MalformedDataException;
import dev.peristyle.execution.Execution;
import dev.peristyle.internal.file.Resources;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.AllTypes;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Resolution;
import dev.peristyle.schema.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every type does in a file: written and read by a schema. */
class CsvTypesTest {

    private final MemoryPool pool = MemoryPool.builder("test")
            .fillWith((byte) 0x5A)
            .traceAllocations(true)
            .build();

    @TempDir
    private Path directory;

    @AfterEach
    void everythingIsGivenBack() {
        pool.close();
        assertThat(Resources.of(directory)).isEmpty();
    }

    static Stream<DataType> types() {
        return AllTypes.LIST.stream();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 9, 63, 64, 65, 1000})
    void tablesComeBackBitForBit(int rowCount) throws IOException {
        Schema schema = BoxedRows.everyType();
        for (double nullShare : new double[] {0, 0.3, 1}) {
            List<Object[]> rows = BoxedRows.random(schema, rowCount, nullShare, Seeds.fresh());
            Path file = write(schema, rows);
            for (int threads = 1; threads <= 2; threads++) {
                assertSame(read(file, schema, threads), rows);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void eachTypeAloneComesBackBitForBit(DataType type) throws IOException {
        Schema schema = Schema.builder().add("value", type).build();
        List<Object[]> rows = BoxedRows.random(schema, 3000, 0.1, Seeds.fresh());
        assertSame(read(write(schema, rows), schema, 1), rows);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void unwantedColumnsAreNotParsedAndFilteredRowsAreGathered(int threads) throws IOException {
        Schema schema = BoxedRows.everyType();
        List<Object[]> rows = BoxedRows.random(schema, 2000, 0.2, Seeds.fresh());
        Path file = write(schema, rows);
        List<Object[]> kept = rows.stream()
                .filter(row -> row[1] != null && (Integer) row[1] > 0)
                .toList();
        try (Table all = scan(file, schema, threads).filter(col("int").gt(0)).collect()) {
            assertSame(BoxedRows.of(all), kept);
        }
        int bytes = schema.indexOf("binary(16)");
        int wide = schema.indexOf("decimal(38,10)");
        int narrow = schema.indexOf("unsigned byte");
        List<Object[]> some = kept.stream()
                .map(row -> new Object[] {row[bytes], row[narrow], row[wide]})
                .toList();
        try (Table table = scan(file, schema, threads)
                .filter(col("int").gt(0))
                .select("binary(16)", "unsigned byte", "decimal(38,10)")
                .collect()) {
            assertSame(BoxedRows.of(table), some);
        }
        // what does not parse is no error where nobody asks for it
        Path broken = Files.writeString(directory.resolve("broken.csv"), "a,b\n300,1\n-1,2\n");
        Schema two = Schema.builder()
                .add("a", DataType.UNSIGNED_BYTE)
                .add("b", DataType.SHORT)
                .build();
        assertThat(scan(broken, two, threads).select("b").count()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "byte | 128 | DataType.SHORT",
                "byte | -129 | DataType.SHORT",
                "byte | 1e1 | DataType.DOUBLE",
                "short | 32768 | DataType.INT",
                "short | 1.5 | DataType.DOUBLE",
                "unsigned byte | -1 | DataType.SHORT",
                "unsigned byte | 256 | DataType.SHORT",
                "unsigned short | 65536 | DataType.INT",
                "unsigned int | 4294967296 | DataType.LONG",
                "unsigned int | -1 | DataType.LONG",
                "unsigned long | 18446744073709551616 | DataType.decimal(38, 0)",
                "unsigned long | -1 | DataType.decimal(38, 0)",
                "decimal(19,0) | 1.5 | DataType.decimal(38, 1)",
                "decimal(19,0) | 12345678901234567890 | DataType.decimal(38, 0)",
                "decimal(38,10) | 0.12345678901 | DataType.STRING",
                "decimal(38,10) | 99999999999999999999999999999 | DataType.STRING",
                "decimal(38,10) | 1e5 | DataType.STRING",
                "time(s) | 23:59:59.5 | DataType.time(Resolution.MILLIS)",
                "time(ms) | 23:59:59.0001 | DataType.time(Resolution.MICROS)",
                "time(ns) | 24:00:00 | DataType.STRING",
                "timestamp(s) | 2024-02-29T12:00:00.001Z | DataType.timestamp(Resolution.MILLIS)",
                "timestamp(ns) | 2300-01-01T00:00:00Z | DataType.STRING",
                "local timestamp(ms) | 2024-02-29T12:00:00.123456789 | DataType.localTimestamp(Resolution.NANOS)",
                "duration(s) | PT1.5S | DataType.duration(Resolution.MILLIS)",
                "duration(ns) | P1M | DataType.STRING",
                "binary | abc | DataType.STRING",
                "binary | 0x1 | DataType.STRING",
                "binary(3) | 0x0102 | DataType.BINARY",
                "binary(16) | 0x0g | DataType.STRING",
            })
    void whatDoesNotFitIsAnErrorWithPlaceTextAndAdvice(String name, String text, String advised) throws IOException {
        DataType type = AllTypes.LIST.stream()
                .filter(each -> each.toString().equals(name))
                .findFirst()
                .orElseThrow();
        Path file = Files.writeString(directory.resolve("bad.csv"), "id,value\n1,\n2," + text + "\n");
        Schema schema =
                Schema.builder().add("id", DataType.INT).add("value", type).build();
        assertThatThrownBy(() -> scan(file, schema, 1).collect().close())
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContainingAll(
                        file + ", line 3, byte 14, column 2 'value'",
                        "'" + text + "' is not a valid " + name,
                        "add(\"value\", " + advised + ")");
    }

    @Test
    void extremesHaveTheTextsOfTheDocumentation() throws IOException {
        Map<DataType, String> texts = Map.ofEntries(
                Map.entry(DataType.BYTE, "-128"),
                Map.entry(DataType.UNSIGNED_LONG, "18446744073709551615"),
                Map.entry(DataType.decimal(38, 0), "-99999999999999999999999999999999999999"),
                Map.entry(DataType.decimal(38, 38), "0.00000000000000000000000000000000000001"),
                Map.entry(DataType.time(Resolution.NANOS), "23:59:59.999999999"),
                Map.entry(DataType.time(Resolution.SECONDS), "00:00:00"),
                Map.entry(DataType.timestamp(Resolution.SECONDS), "2024-02-29T12:00:00Z"),
                Map.entry(DataType.timestamp(Resolution.NANOS), "1677-09-21T00:12:43.145224192Z"),
                Map.entry(DataType.localTimestamp(Resolution.MILLIS), "1969-12-31T23:59:59.999"),
                Map.entry(DataType.duration(Resolution.MILLIS), "PT-1.5S"),
                Map.entry(DataType.duration(Resolution.SECONDS), "PT0S"),
                Map.entry(DataType.BINARY, "0x"),
                Map.entry(DataType.fixedBinary(2), "0x00ff"));
        for (Map.Entry<DataType, String> each : texts.entrySet()) {
            Schema schema = Schema.builder().add("value", each.getKey()).build();
            String content = "value\n" + each.getValue() + "\n";
            Path from = Files.writeString(directory.resolve("from.csv"), content);
            Path to = directory.resolve("to.csv");
            scan(from, schema, 1).write(Csv.to(to));
            assertThat(Files.readString(to)).isEqualTo(content);
        }
    }

    @Test
    void nullTokensAndQuotesAreReadInEveryType() throws IOException {
        for (DataType type : AllTypes.LIST) {
            if (type.equals(DataType.STRING)) {
                continue;
            }
            Schema schema =
                    Schema.builder().add("id", DataType.INT).add("value", type).build();
            Path file = Files.writeString(directory.resolve("nulls.csv"), "id,value\n1,NULL\n2,\n3,\"NULL\"\n");
            CsvOptions options =
                    CsvOptions.builder().schema(schema).nullTokens("NULL").build();
            try (Table table = Csv.scan(file, options).collect()) {
                for (int row = 0; row < 3; row++) {
                    assertThat(table.column("value").isNull(row))
                            .as("%s, row %s", type, row)
                            .isTrue();
                }
            }
        }
    }

    private Path write(Schema schema, List<Object[]> rows) {
        Path file = directory.resolve("table.csv");
        try (ChunkFixture fixture = new ChunkFixture(pool, schema);
                TableBuilder builder = new TableBuilder(pool, "test", schema)) {
            builder.append(fixture.chunk(rows));
            try (Table table = builder.build()) {
                assertThat(Pipeline.from(table).write(Csv.to(file))).isEqualTo(rows.size());
            }
        }
        return file;
    }

    private static Pipeline scan(Path file, Schema schema, int threads) {
        CsvOptions options = CsvOptions.builder()
                .schema(schema)
                .windowSize(10_000)
                .maximumRecordSize(8192)
                .chunkSize(100)
                .build();
        return Csv.scan(file, options)
                .using(Execution.builder().threads(threads).build());
    }

    private static List<Object[]> read(Path file, Schema schema, int threads) {
        try (Table table = scan(file, schema, threads).collect()) {
            return BoxedRows.of(table);
        }
    }

    private static void assertSame(List<Object[]> actual, List<Object[]> expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int row = 0; row < expected.size(); row++) {
            if (!Arrays.deepEquals(actual.get(row), expected.get(row))) {
                assertThat(actual.get(row)).as("row %s", row).isEqualTo(expected.get(row));
            }
        }
    }
}
