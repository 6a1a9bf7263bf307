package dev.peristyle.internal.csv;

import static java.util.Arrays.asList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.column.Chunk;
import dev.peristyle.column.IntColumn;
import dev.peristyle.column.StringColumn;
import dev.peristyle.error.RecordFault;
import dev.peristyle.file.WindowMode;
import dev.peristyle.internal.file.Decoding;
import dev.peristyle.internal.file.InputFile;
import dev.peristyle.internal.file.PassedText;
import dev.peristyle.internal.file.Resources;
import dev.peristyle.internal.file.StreamInput;
import dev.peristyle.internal.window.WindowLayout;
import dev.peristyle.internal.window.WindowReader;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.GuessingReader;
import dev.peristyle.spi.Predicate;
import dev.peristyle.spi.ScanRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.agrona.UnsafeApi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class CsvScanTest {
    @TempDir
    Path directory;

    static Stream<ScanPath> paths() {
        return ScanPath.all().stream();
    }

    @AfterEach
    void everythingIsGivenBack() {
        assertThat(Resources.of(directory)).isEmpty();
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content);
    }

    private static List<List<String>> rows(ScanPath path, Path file) {
        return path.rows(List.of(file), ScanPath.defaults(), null, List.of());
    }

    @ParameterizedTest
    @MethodSource("paths")
    void plainRows(ScanPath path) throws IOException {
        Path file = file("a.csv", "id,name\n1,a\n2,b\n3,c\n");
        assertThat(rows(path, file)).containsExactly(asList("1", "a"), asList("2", "b"), asList("3", "c"));
    }

    @ParameterizedTest
    @MethodSource("paths")
    void quotesHoldDelimitersLineEndsAndQuotes(ScanPath path) throws IOException {
        Path file = file(
                "a.csv",
                "id,text\r\n1,\"a,b\"\r\n2,\"line\nbreak\"\r\n3,\"crlf\r\nbreak\"\r\n4,\"say \"\"hi\"\"\"\r\n5,\"\"\r\n6,\r\n\"7\",x\r\n");
        assertThat(rows(path, file))
                .containsExactly(
                        asList("1", "a,b"),
                        asList("2", "line\nbreak"),
                        asList("3", "crlf\r\nbreak"),
                        asList("4", "say \"hi\""),
                        asList("5", ""),
                        asList("6", null),
                        asList("7", "x"));
    }

    @ParameterizedTest
    @MethodSource("paths")
    void theLastLineNeedsNoEnd(ScanPath path) throws IOException {
        assertThat(rows(path, file("a.csv", "a,b\n1,x\n2,y"))).containsExactly(asList("1", "x"), asList("2", "y"));
        assertThat(rows(path, file("b.csv", "a,b\n1,x\n2,"))).containsExactly(asList("1", "x"), asList("2", null));
        assertThat(rows(path, file("c.csv", "a,b\n1,x\n2,\"y\"\r\n\n\n")))
                .containsExactly(asList("1", "x"), asList("2", "y"));
        assertThat(rows(path, file("d.csv", "\n\r\na,b\n\n1,x\n\r\n2,\"y\"")))
                .containsExactly(asList("1", "x"), asList("2", "y"));
    }

    @ParameterizedTest
    @MethodSource("paths")
    void aByteOrderMarkIsNoText(ScanPath path) throws IOException {
        Path file = file("a.csv", "\uFEFFid,n\u00e4me\n1,\u20ac\n");
        assertThat(CsvSource.describe(List.of(file), ScanPath.defaults())
                        .schema()
                        .names())
                .containsExactly("id", "n\u00e4me");
        assertThat(rows(path, file)).containsExactly(asList("1", "\u20ac"));
    }

    @ParameterizedTest
    @MethodSource("paths")
    void aSingleColumnKeepsBlankLinesAsNulls(ScanPath path) throws IOException {
        assertThat(rows(path, file("a.csv", "a\n1\n\n3\n")))
                .containsExactly(asList("1"), asList((String) null), asList("3"));
    }

    @ParameterizedTest
    @MethodSource("paths")
    void severalFilesAreOneDatasetWithColumnsByName(ScanPath path) throws IOException {
        Path first = file("a.csv", "id,name\n1,a\n2,b\n");
        Path second = file("b.csv", "name,id\nc,3");
        Path third = file("c.csv", "\uFEFFname,id\r\n\"d\",4\r\n");
        Path none = file("d.csv", "id,name\n");
        assertThat(path.rows(List.of(first, none, second, third, first), ScanPath.defaults(), null, List.of()))
                .containsExactly(
                        asList("1", "a"),
                        asList("2", "b"),
                        asList("3", "c"),
                        asList("4", "d"),
                        asList("1", "a"),
                        asList("2", "b"));
    }

    @ParameterizedTest
    @MethodSource("paths")
    void everyTypeIsReadAsInferred(ScanPath path) throws IOException {
        Path file = file(
                "a.csv",
                "i,l,d,b,day,local,utc,s\n"
                        + "1,3000000000,1.5,true,2024-02-29,2024-02-29T12:00:00,2024-02-29T12:00:00Z,007\n"
                        + ",,,,,,,\n"
                        + "-2,1,-2e3,False,1969-12-31,2024-02-29 12:00:01.5,2024-02-29T12:00:00+02:00,x\n");
        Schema schema = CsvSource.describe(List.of(file), ScanPath.defaults()).schema();
        assertThat(schema.fields().stream().map(field -> field.type()))
                .containsExactly(
                        DataType.LONG,
                        DataType.LONG,
                        DataType.DOUBLE,
                        DataType.BOOLEAN,
                        DataType.DATE,
                        DataType.LOCAL_TIMESTAMP,
                        DataType.TIMESTAMP,
                        DataType.STRING);
        assertThat(rows(path, file))
                .containsExactly(
                        asList(
                                "1",
                                "3000000000",
                                "1.5",
                                "true",
                                "2024-02-29",
                                "2024-02-29T12:00",
                                "2024-02-29T12:00:00Z",
                                "007"),
                        asList(null, null, null, null, null, null, null, null),
                        asList(
                                "-2",
                                "1",
                                "-2000.0",
                                "false",
                                "1969-12-31",
                                "2024-02-29T12:00:01.500",
                                "2024-02-29T10:00:00Z",
                                "x"));
    }

    @ParameterizedTest
    @MethodSource("paths")
    void onlyWantedColumnsInWantedOrder(ScanPath path) throws IOException {
        Path file = file("a.csv", "a,b,c\n1,x,2\n3,y,4\n");
        assertThat(path.rows(List.of(file), ScanPath.defaults(), List.of("c", "a"), List.of()))
                .containsExactly(asList("2", "1"), asList("4", "3"));
        assertThat(path.rows(List.of(file), ScanPath.defaults(), List.of(), List.of()))
                .containsExactly(List.of(), List.of());
    }

    @ParameterizedTest
    @MethodSource("paths")
    void filtersNarrowTheRowsThatAreParsed(ScanPath path) throws IOException {
        StringBuilder content = new StringBuilder("id,name,other\n");
        List<List<String>> expected = new ArrayList<>();
        for (int row = 0; row < 120; row++) {
            String name = row % 5 == 0 ? "\"say \"\"" + row + "\"\"\"" : "n" + row;
            boolean kept = row % 3 != 0 && row % 5 == 0;
            // what is not delivered is never parsed
            content.append(row)
                    .append(',')
                    .append(name)
                    .append(',')
                    .append(kept ? row * 2 : "junk")
                    .append('\n');
            if (kept) {
                expected.add(asList("" + row * 2, "say \"" + row + "\"", "" + row));
            }
        }
        ReadSettings settings = withTypes(Schema.builder()
                .add("id", DataType.INT)
                .add("name", DataType.STRING)
                .add("other", DataType.LONG)
                .build());
        Predicate byNumber = filter("id", chunk -> row -> ((IntColumn) chunk.column(0)).get(row) % 3 != 0);
        Predicate byText = filter(
                "name",
                chunk -> row -> ((StringColumn) chunk.column(0)).get(row).startsWith("say"));
        Predicate everything = filter("id", chunk -> row -> true);
        Predicate nothing = filter("name", chunk -> row -> false);
        List<Path> files = List.of(file("a.csv", content.toString()));
        List<String> columns = List.of("other", "name", "id");
        assertThat(path.rows(files, settings, columns, List.of(byNumber, byText)))
                .isEqualTo(expected);
        assertThat(path.rows(files, settings, columns, List.of(everything, byText, byNumber)))
                .isEqualTo(expected);
        assertThat(path.rows(files, settings, List.of(), List.of(byText, everything, byNumber)))
                .hasSize(expected.size());
        assertThat(path.rows(files, settings, columns, List.of(byText, nothing)))
                .isEmpty();
        // a column that only filters read, with another filter in between
        Predicate odd = filter("id", chunk -> row -> ((IntColumn) chunk.column(0)).get(row) % 2 != 0);
        assertThat(path.rows(files, settings, List.of("name"), List.of(byNumber, byText, odd)))
                .isEqualTo(expected.stream()
                        .filter(row -> Integer.parseInt(row.get(2)) % 2 != 0)
                        .map(row -> List.of(row.get(1)))
                        .toList());
    }

    private static ReadSettings withTypes(Schema schema) {
        return TestSettings.defaults()
                .schema(schema)
                .sampleRows(100)
                .chunkRows(100)
                .build();
    }

    private static Predicate filter(String column, Function<Chunk, IntPredicate> condition) {
        return new Predicate() {
            @Override
            public List<String> columns() {
                return List.of(column);
            }

            @Override
            public String describe() {
                return "test";
            }

            @Override
            public Evaluator open(MemoryPool pool) {
                return new Evaluator() {
                    @Override
                    public int evaluate(Chunk chunk, long bitmap) {
                        IntPredicate test = condition.apply(chunk);
                        int set = 0;
                        for (int word = 0; word < (chunk.rowCount() + 63) / 64; word++) {
                            long bits = 0;
                            for (int bit = 0; bit < 64 && word * 64 + bit < chunk.rowCount(); bit++) {
                                bits |= test.test(word * 64 + bit) ? 1L << bit : 0;
                            }
                            UnsafeApi.putLong(bitmap + 8L * word, bits);
                            set += Long.bitCount(bits);
                        }
                        return set;
                    }

                    @Override
                    public void close() {}
                };
            }
        };
    }

    @Test
    void randomFilesAreReadAsThePlainReaderReadsThem() throws IOException {
        for (int round = 0; round < 60; round++) {
            check(Seeds.fresh());
        }
    }

    private void check(Random random) throws IOException {
        int columns = 1 + random.nextInt(4);
        String lineEnd = random.nextBoolean() ? "\n" : "\r\n";
        double quoting = random.nextInt(3) / 2.0;
        Schema.Builder schema = Schema.builder();
        IntStream.range(0, columns).forEach(column -> schema.add("c" + column, DataType.STRING));
        StringBuilder content =
                new StringBuilder(String.join(",", schema.build().names())).append(lineEnd);
        int rows = random.nextInt(200);
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                content.append(column > 0 ? "," : "").append(field(random, quoting));
            }
            boolean last = row == rows - 1;
            content.append(last && random.nextBoolean() ? "" : random.nextInt(20) == 0 ? "\n" : lineEnd);
            if (random.nextInt(20) == 0 && !last && columns > 1) {
                content.append(lineEnd);
            }
        }
        Path file = file("random.csv", content.toString());
        byte[] bytes = content.toString().getBytes(StandardCharsets.UTF_8);
        List<List<String>> expected = SlowReader.read(bytes, ',', '"', columns == 1).stream()
                .skip(1)
                .map(record -> record.stream()
                        .map(field -> field.text().isEmpty() && !field.quoted() ? null : field.text())
                        .toList())
                .map(list -> (List<String>) new ArrayList<>(list))
                .toList();
        ReadSettings settings = withTypes(schema.build());
        List<ScanPath> all = ScanPath.all();
        for (int choice = 0; choice < 6; choice++) {
            ScanPath path = all.get(random.nextInt(all.size()));
            assertThat(path.rows(List.of(file), settings, null, List.of()))
                    .as("%s %s", path, content)
                    .isEqualTo(expected);
        }
    }

    private static String field(Random random, double quoting) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(random.nextInt(10) == 0 ? 90 : 8);
        boolean quoted = random.nextDouble() < quoting;
        String letters = quoted ? "ab,\n\"\r 1\u00e9" : "abcd 1\u00e9";
        for (int letter = 0; letter < length; letter++) {
            char current = letters.charAt(random.nextInt(letters.length()));
            text.append(current == '"' ? "\"\"" : String.valueOf(current));
        }
        return quoted ? "\"" + text + "\"" : text.toString();
    }

    @Test
    void inferenceDoesNotBetray() throws IOException {
        assertType("a\n007\n1\n", DataType.STRING);
        assertType("a\n+49\n1\n", DataType.STRING);
        assertType("a\n99999999999999999999\n1\n", DataType.STRING);
        assertType("a\n9223372036854775807\n", DataType.LONG);
        assertType("a\n0\n-0\n10\n", DataType.LONG);
        assertType("a\n1\n2.5\n", DataType.DOUBLE);
        assertType("a\n1\n1e5\n", DataType.DOUBLE);
        assertType("a\nNaN\n", DataType.STRING);
        assertType("a\nt\nf\n", DataType.STRING);
        assertType("a\ntrue\nFALSE\n", DataType.BOOLEAN);
        assertType("a\n2024-01-01\n2024-13-01\n", DataType.STRING);
        assertType("a\n2024-01-01T00:00Z\n2024-01-01T00:00\n", DataType.STRING);
        assertType("a\n\n\n", DataType.STRING);
        assertType("a\n\"12\"\n\"13\"\n", DataType.LONG);
        assertType("a\n1\nx\n", DataType.STRING);
    }

    private void assertType(String content, DataType expected) throws IOException {
        Path file = file("infer.csv", content);
        assertThat(CsvSource.describe(List.of(file), ScanPath.defaults())
                        .schema()
                        .field(0)
                        .type())
                .as(content)
                .isEqualTo(expected);
    }

    @Test
    void headersOfAnyLengthAreRead() throws IOException {
        int columns = 12_000;
        String header = IntStream.range(0, columns)
                .mapToObj(column -> "column number " + column)
                .collect(Collectors.joining(","));
        Path file = file("wide.csv", header + "\n" + ",".repeat(columns - 1) + "7\n" + ",".repeat(columns - 1) + "8\n");
        ReadSettings settings =
                TestSettings.like(withTypes(null)).maximumRecordSize(1 << 20).build();
        for (int window : new int[] {1000, 1 << 20}) {
            ScanPath path = new ScanPath(null, window, 100, false);
            assertThat(path.rows(List.of(file), settings, List.of("column number 11999"), List.of()))
                    .containsExactly(asList("7"), asList("8"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void rowsPastFourGigabytesAreRead(WindowMode mode) throws IOException {
        Path file = file("sparse.csv", "id,name\n1,a\n");
        long place = (4L << 30) + 12_345;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap("\n2,b\n3,\"c\nd\"\n".getBytes(StandardCharsets.UTF_8)), place);
        }
        CsvSource source = CsvSource.describe(
                List.of(file),
                new ScanPath(mode, 1 << 20, 100, false)
                        .apply(withTypes(Schema.builder()
                                .add("id", DataType.INT)
                                .add("name", DataType.STRING)
                                .build())));
        try (TestRun run = new TestRun();
                CsvScan scan = source.open(new ScanRequest(List.of("name", "id"), List.of()), run);
                GuessingReader reader = scan.reader(run.memory())) {
            for (long start : new long[] {GuessingReader.UNKNOWN, place + 1}) {
                reader.begin(new CsvSplit(scan.splitCount() - 1), start);
                assertThat(reader.start()).isEqualTo(place + 1);
                assertThat(reader.next()).isTrue();
                assertThat(reader.chunk().rowCount()).isEqualTo(2);
                assertThat(reader.chunk().strings("name").get(1)).isEqualTo("c\nd");
                assertThat(reader.chunk().ints("id").get(1)).isEqualTo(3);
                assertThat(reader.next()).isFalse();
                assertThat(reader.end()).isEqualTo(scan.totalBytes()).isEqualTo(Files.size(file));
            }
        }
    }

    @Test
    void rejectsAreGivenUpAlsoWhereAFileCannotBeClosed() throws IOException {
        Path rejects = directory.resolve("rejects.csv");
        BadRowPolicy policy =
                new BadRowPolicy(Map.of(RecordFault.TOO_FEW_FIELDS, BadRowAction.REJECT), rejects, Long.MAX_VALUE, 1);
        WindowLayout layout = new WindowLayout(1 << 10, 1 << 10);
        Schema schema = Schema.builder().add("id", DataType.INT).build();
        try (TestRun run = new TestRun()) {
            InputFile input = InputFile.of("brittle", new Brittle());
            Decoding decoding = Decoding.ofStream(new byte[0], null);
            WindowReader windows = WindowReader.open(WindowMode.READ, input, decoding, layout, run.memory());
            CsvFile file = new CsvFile(input, decoding, 0, new int[1], 0, 0, windows);
            CsvScan scan = new CsvScan(
                    TestSettings.defaults().badRows(policy).build(),
                    schema,
                    schema,
                    new ScanRequest(List.of("id"), List.of()),
                    run,
                    layout,
                    List.of(file),
                    1,
                    -1,
                    false);
            assertThat(directory).isNotEmptyDirectory();
            assertThatThrownBy(scan::close).hasStackTraceContaining("cannot be closed");
            assertThat(directory).isEmptyDirectory();
        }
    }

    /** A stream that fails when it is closed. */
    private static final class Brittle implements StreamInput.Access {

        @Override
        public InputStream open() {
            return new InputStream() {
                @Override
                public int read() {
                    return -1;
                }

                @Override
                public void close() throws IOException {
                    throw new IOException("cannot be closed");
                }
            };
        }

        @Override
        public PassedText passed() {
            return null;
        }
    }
}
