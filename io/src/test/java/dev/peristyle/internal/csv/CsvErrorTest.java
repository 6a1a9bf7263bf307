package dev.peristyle.internal.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.peristyle.column.LongColumn;
import dev.peristyle.error.CancelledException;
import dev.peristyle.error.DataAccessException;
import dev.peristyle.error.MalformedDataException;
import dev.peristyle.error.MemoryLimitException;
import dev.peristyle.file.WindowMode;
import dev.peristyle.internal.file.Resources;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.GuessingReader;
import dev.peristyle.spi.ScanRequest;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class CsvErrorTest {
    @TempDir
    Path directory;

    static Stream<ScanPath> paths() {
        return ScanPath.all().stream()
                .filter(path -> path.chunkRows() > 1 && path.windowSize() != 64 && path.windowSize() != 4096);
    }

    @AfterEach
    void everythingIsGivenBack() {
        assertThat(Resources.of(directory)).isEmpty();
    }

    private Path file(String content) throws IOException {
        return Files.writeString(directory.resolve("data.csv"), content);
    }

    private static ReadSettings settings(Schema schema, int maximumRecordSize) {
        return TestSettings.defaults()
                .schema(schema)
                .sampleRows(100)
                .maximumRecordSize(maximumRecordSize)
                .chunkRows(100)
                .build();
    }

    private static MalformedDataException malformed(ScanPath path, Path file, ReadSettings settings) {
        return catchThrowableOfType(
                MalformedDataException.class, () -> path.rows(List.of(file), settings, null, List.of()));
    }

    private static final Schema SCHEMA = Schema.builder()
            .add("id", DataType.INT)
            .add("price", DataType.decimal(15, 2))
            .build();

    private static String rows(int count) {
        StringBuilder rows = new StringBuilder("id,price\n");
        for (int row = 0; row < count; row++) {
            rows.append(row).append(",1.25\n");
        }
        return rows.toString();
    }

    @ParameterizedTest
    @MethodSource("paths")
    void aValueThatDoesNotFitIsShownWithItsPlace(ScanPath path) throws IOException {
        String before = rows(50);
        Path file = file(before + "50,12.505\n51,1\n");
        MalformedDataException failure = malformed(path, file, settings(SCHEMA, 1 << 10));
        assertThat(failure)
                .hasMessageContaining(file + ", line 52, byte " + (before.length() + 3) + ", column 2 'price'")
                .hasMessageContaining("'12.505' is not a valid decimal(15,2)")
                .hasMessageContaining("record: 50,12.505\n")
                .hasMessageContaining("add(\"price\", DataType.decimal(18, 3))");
        assertThat(failure.line()).isEqualTo(52);
        assertThat(failure.byteOffset()).isEqualTo(before.length() + 3);
        assertThat(failure.column()).isEqualTo("price");
        assertThat(failure.file()).isEqualTo(file.toString());
    }

    @Test
    void theAdviceIsTheNarrowestTypeThatTakesTheValue() throws IOException {
        assertAdvice(DataType.INT, "3000000000", "add(\"id\", DataType.LONG)");
        assertAdvice(DataType.INT, "1.5", "add(\"id\", DataType.DOUBLE)");
        assertAdvice(DataType.LONG, "99999999999999999999", "add(\"id\", DataType.decimal(38, 0))");
        assertAdvice(DataType.LONG, "\"x\"", "add(\"id\", DataType.STRING)");
        assertAdvice(DataType.INT, "n/a", "nullTokens(\"n/a\")");
        assertAdvice(DataType.DATE, "2024-13-01", "add(\"id\", DataType.STRING)");
        assertAdvice(DataType.BOOLEAN, "maybe\u0007", "'maybe\\u0007' is not a valid boolean");
        assertAdvice(DataType.INT, "x".repeat(500), "x".repeat(200) + "… (500 bytes)");
    }

    private void assertAdvice(DataType type, String value, String expected) throws IOException {
        Schema schema = Schema.builder().add("id", type).build();
        Path file = file("id\n" + value + "\n");
        ScanPath path = new ScanPath(WindowMode.READ, 100, 100, false);
        assertThat(malformed(path, file, settings(schema, 1 << 10))).hasMessageContaining(expected);
    }

    @ParameterizedTest
    @MethodSource("paths")
    void aWrongNumberOfFieldsIsShownWithItsPlace(ScanPath path) throws IOException {
        Path few = file(rows(30) + "30\n31,1\n");
        assertThat(malformed(path, few, settings(SCHEMA, 1 << 10)))
                .hasMessageContaining(few + ", line 32, byte")
                .hasMessageContaining("the record has 1 field, but there are 2 columns [id, price]")
                .hasMessageContaining("record: 30\n");
        Path many = file("id,price\n0,\"1\"\n\n\"1\",2,\"3\n4\",5\n6,7\n");
        assertThat(malformed(path, many, settings(SCHEMA, 1 << 10)))
                .hasMessageContaining("line 4, byte 16")
                .hasMessageContaining("the record has 4 fields, but there are 2 columns")
                .hasMessageContaining("record: \"1\",2,\"3\\n4\",5\n");
    }

    @ParameterizedTest
    @MethodSource("paths")
    void textAfterAClosingQuoteIsShownWithItsPlace(ScanPath path) throws IOException {
        Path file = file(rows(30) + "30,\"1\"2\n31,1\n");
        assertThat(malformed(path, file, settings(SCHEMA, 1 << 10)))
                .hasMessageContaining("line 32")
                .hasMessageContaining("column 2 'price'")
                .hasMessageContaining("text follows the closing quote of field 2")
                .hasMessageContaining("noQuote()");
    }

    @ParameterizedTest
    @MethodSource("paths")
    void aQuoteThatIsNotClosedIsFoundWithinARecordsLength(ScanPath path) throws IOException {
        String before = rows(30);
        Path endless = file(before + "30,\n31,\"1\n" + "x,y\n".repeat(1000));
        assertThat(malformed(path, endless, settings(SCHEMA, 1 << 10)))
                .hasMessageContaining("line 33, byte " + (before.length() + 7))
                .hasMessageContaining("the quote that opens on line 33, field 2, is not closed within 1024 bytes")
                .hasMessageContaining("maximumRecordSize(bytes), now 1024");
        Path atEnd = file(rows(30) + "\"a\nb\",\"1\n2\n");
        Schema text = Schema.builder()
                .add("id", DataType.STRING)
                .add("price", DataType.STRING)
                .build();
        assertThat(malformed(path, atEnd, settings(text, 1 << 10)))
                .hasMessageContaining("line 32, byte")
                .hasMessageContaining(
                        "the quote that opens on line 33, field 2, is not closed before the end of the file");
    }

    @ParameterizedTest
    @MethodSource("paths")
    void aRecordThatIsTooLongIsAnErrorWhereverItStands(ScanPath path) throws IOException {
        Schema text = Schema.builder()
                .add("id", DataType.STRING)
                .add("price", DataType.STRING)
                .build();
        for (int before : new int[] {0, 1, 30, 400}) {
            Path fits = file(rows(before) + "x".repeat(125) + ",y\n0,1\n");
            assertThat(path.rows(List.of(fits), settings(text, 128), null, List.of()))
                    .hasSize(before + 2);
            Path tooLong = file(rows(before) + "x".repeat(126) + ",y\n0,1\n");
            assertThat(malformed(path, tooLong, settings(text, 128)))
                    .hasMessageContaining("line " + (before + 2) + ",")
                    .hasMessageContaining("longer than 128 bytes")
                    .hasMessageContaining("maximumRecordSize(bytes), now 128");
        }
    }

    @ParameterizedTest
    @MethodSource("paths")
    void theRowsBeforeAnErrorAreDelivered(ScanPath path) throws IOException {
        for (String wrong : List.of("x,1\n", "1\n", "1,\"2\"3\n", "1,2,3\n", "1,x\n", "1,\"2")) {
            Path file = file(rows(40) + wrong);
            CsvSource source = CsvSource.describe(List.of(file), path.apply(settings(SCHEMA, 1 << 10)));
            List<String> seen = new ArrayList<>();
            try (TestRun run = new TestRun();
                    CsvScan scan = source.open(new ScanRequest(List.of("id", "price"), List.of()), run);
                    GuessingReader reader = scan.reader(run.memory())) {
                assertThatThrownBy(() -> {
                            long start = GuessingReader.UNKNOWN;
                            for (int split = 0; split < scan.splitCount(); split++) {
                                reader.begin(new CsvSplit(split), start);
                                while (reader.next()) {
                                    for (int row = 0; row < reader.chunk().rowCount(); row++) {
                                        seen.add(ScanPath.text(reader.chunk().column(0), row));
                                    }
                                }
                                start = reader.end();
                            }
                        })
                        .isInstanceOf(MalformedDataException.class);
            }
            assertThat(seen).as(wrong).hasSize(40).endsWith("39");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aValueThreeMillionLinesDownIsFound(WindowMode mode) throws IOException {
        Path file = directory.resolve("long.csv");
        byte[] row = "1,2.50\n".getBytes(StandardCharsets.US_ASCII);
        byte[] block = new byte[row.length * 100_000];
        for (int position = 0; position < block.length; position++) {
            block[position] = row[position % row.length];
        }
        try (RandomAccessFile output = new RandomAccessFile(file.toFile(), "rw")) {
            output.write("id,price\n".getBytes(StandardCharsets.US_ASCII));
            for (int count = 0; count < 30; count++) {
                output.write(block);
            }
            output.seek(9 + 2_999_999L * row.length);
            output.write("1,2.5x\n".getBytes(StandardCharsets.US_ASCII));
        }
        ScanPath path = new ScanPath(mode, 1 << 20, 16_384, false);
        CsvSource source = CsvSource.describe(List.of(file), path.apply(settings(SCHEMA, 1 << 10)));
        try (TestRun run = new TestRun();
                CsvScan scan = source.open(new ScanRequest(List.of("price"), List.of()), run)) {
            assertThatThrownBy(() -> readAll(scan, run))
                    .isInstanceOf(MalformedDataException.class)
                    .hasMessageContaining("line 3000001, byte 21000004, column 2 'price': '2.5x'");
            assertThat(run.rows).isEqualTo(2_999_999);
        }
    }

    @Test
    void filesWithoutAHeaderAreErrorsAndThoseWithoutRowsAreText() throws IOException {
        Path empty = file("");
        assertThatThrownBy(() -> CsvSource.describe(List.of(empty), ScanPath.defaults()))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining(empty + ": the file is empty")
                .hasMessageContaining("CsvOptions.builder().schema(...)");
        Path headerOnly = file("id,price\n");
        assertThat(CsvSource.describe(List.of(headerOnly), ScanPath.defaults()).schema())
                .isEqualTo(Schema.builder()
                        .add("id", DataType.STRING)
                        .add("price", DataType.STRING)
                        .build());
        for (ScanPath path : ScanPath.all()) {
            assertThat(path.rows(List.of(headerOnly), settings(SCHEMA, 1 << 10), null, List.of()))
                    .isEmpty();
        }
    }

    @Test
    void aFirstRowThatCannotBeReadIsTheErrorAndNotThatThereAreNoRows() throws IOException {
        assertHeaderFails("a,b\n1,\"x\n2,y\n", "the quote that opens on line 2, field 2, is not closed");
        assertHeaderFails("a,b\n1," + "x".repeat(5000) + "\n", "line 2, byte 4: the record is longer than 1024 bytes");
        assertHeaderFails("a,b\n1,2,3\n", "line 2, byte 4: the record has 3 fields, but there are 2 columns [a, b]");
        assertHeaderFails("a,b\n1,\"x\"y\n", "text follows the closing quote of field 2");
    }

    @Test
    void headersThatCannotBeTrustedAreErrors() throws IOException {
        assertHeaderFails("a,b,a\n1,2,3\n", "the column name 'a' occurs twice in the header, as column 1 and 3");
        assertHeaderFails("\"a,b\n1,2\n", "is not closed before the end of the file");
        assertHeaderFails("\"a\"x,b\n1,2\n", "text follows the closing quote");
        assertHeaderFails("a".repeat(2000) + "\n1\n", "longer than 1024 bytes");
    }

    private void assertHeaderFails(String content, String expected) throws IOException {
        Path file = file(content);
        assertThatThrownBy(() -> CsvSource.describe(List.of(file), ScanPath.defaults()))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(expected);
    }

    @Test
    void filesWithOtherColumnsAreErrorsThatNameBoth() throws IOException {
        Path first = file("id,price\n1,2\n");
        Path second = Files.writeString(directory.resolve("other.csv"), "id,prize\n1,2\n");
        assertThatThrownBy(() -> CsvSource.describe(List.of(first, second), ScanPath.defaults()))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining(second + " does not have the columns of " + first)
                .hasMessageContaining("missing: [price]")
                .hasMessageContaining("not expected: [prize]");
        Schema schema = Schema.builder().add("id", DataType.INT).build();
        assertThatThrownBy(() -> CsvSource.describe(List.of(first), settings(schema, 1 << 10)))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("does not have the columns of the schema in the options; not expected: [price]");
    }

    @Test
    void filesThatCannotBeReadAreErrorsThatNameThem() {
        Path missing = directory.resolve("orders.csv");
        assertThatThrownBy(() -> CsvSource.describe(List.of(missing), ScanPath.defaults()))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining(missing.toString())
                .hasMessageContaining("no such file");
        assertThatThrownBy(() -> CsvSource.describe(List.of(directory), ScanPath.defaults()))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining(directory + ": it is a directory");
    }

    @Test
    void aFileThatChangedSinceItWasDescribedIsAnError() throws IOException {
        Path file = file("id,price\n1,2\n");
        CsvSource source = CsvSource.describe(List.of(file), ScanPath.defaults());
        file("price,id\n1,2\n");
        try (TestRun run = new TestRun()) {
            assertThatThrownBy(() -> source.open(new ScanRequest(List.of("id"), List.of()), run))
                    .isInstanceOf(DataAccessException.class)
                    .hasMessageContaining(file + " has changed since it was described");
            Files.delete(file);
            assertThatThrownBy(() -> source.open(new ScanRequest(List.of("id"), List.of()), run))
                    .isInstanceOf(DataAccessException.class)
                    .hasMessageContaining("no such file");
        }
    }

    @Test
    void anErrorInALaterFileLeavesTheFirstOneClosed() throws IOException {
        Path first = file("id,price\n1,2\n");
        Path second = Files.writeString(directory.resolve("other.csv"), "id,price\n1,2\n");
        CsvSource source = CsvSource.describe(List.of(first, second), ScanPath.defaults());
        Files.writeString(second, "price,id\n1,2\n");
        try (TestRun run = new TestRun()) {
            assertThatThrownBy(() -> source.open(new ScanRequest(List.of("id"), List.of()), run))
                    .isInstanceOf(DataAccessException.class)
                    .hasMessageContaining(second + " has changed since it was described");
            assertThat(run.memory().used()).isZero();
            assertThat(Resources.of(directory)).isEmpty();
        }
    }

    @Test
    void aScanThatNobodyReadsHoldsNothingOnceItIsClosed() throws IOException {
        CsvSource source = CsvSource.describe(List.of(file("id,price\n1,2\n")), ScanPath.defaults());
        try (TestRun run = new TestRun()) {
            source.open(new ScanRequest(List.of("id"), List.of()), run).close();
            assertThat(run.memory().used()).isZero();
            assertThat(Resources.of(directory)).isEmpty();
        }
    }

    @Test
    void rowsAreThoseOfTheFileWhoseHeaderWasChecked() throws IOException {
        Path file = file("id,price\n1,2\n");
        CsvSource source = CsvSource.describe(List.of(file), ScanPath.defaults());
        try (TestRun run = new TestRun();
                CsvScan scan = source.open(new ScanRequest(List.of("id"), List.of()), run);
                GuessingReader reader = scan.reader(run.memory())) {
            Path other = Files.writeString(directory.resolve("other.csv"), "price,id\n3,4\n");
            Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
            reader.begin(new CsvSplit(0), GuessingReader.UNKNOWN);
            assertThat(reader.next()).isTrue();
            assertThat(((LongColumn) reader.chunk().column(0)).get(0)).isEqualTo(1);
        }
    }

    @Test
    void aMemoryLimitThatIsTooSmallIsAnErrorThatNamesIt() throws IOException {
        Path file = file(rows(100_000));
        CsvSource source = CsvSource.describe(List.of(file), settings(SCHEMA, 1 << 20));
        for (long limit = 1000; limit < 4 << 20; limit *= 2) {
            try (TestRun run = new TestRun(1, limit)) {
                readOrFail(source, run);
                assertThat(run.memory().used()).isZero();
            }
        }
    }

    private static void readAll(CsvScan scan, TestRun run) {
        try (GuessingReader reader = scan.reader(run.memory())) {
            long start = GuessingReader.UNKNOWN;
            for (int split = 0; split < scan.splitCount(); split++) {
                reader.begin(new CsvSplit(split), start);
                while (reader.next()) {
                    assertThat(reader.chunk().schema()).isNotNull();
                }
                start = reader.end();
            }
        }
    }

    private static void readOrFail(CsvSource source, TestRun run) {
        try (CsvScan scan = source.open(new ScanRequest(List.of("id", "price"), List.of()), run)) {
            readAll(scan, run);
            assertThat(run.rows).isEqualTo(100_000);
        } catch (MemoryLimitException failure) {
            assertThat(failure).hasMessageContaining("Execution.memoryLimit").hasMessageContaining("holds");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFileThatIsTruncatedWhileItIsReadIsAnErrorThatNamesIt(WindowMode mode) throws IOException {
        boolean vectors = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        assumeThat(vectors && mode == WindowMode.MAP).as("not the default then").isFalse();
        Path file = file(rows(300_000));
        CsvSource source = CsvSource.describe(
                List.of(file), new ScanPath(mode, 1 << 20, 16_384, false).apply(settings(SCHEMA, 1 << 10)));
        try (TestRun run = new TestRun();
                CsvScan scan = source.open(new ScanRequest(List.of("id", "price"), List.of()), run);
                GuessingReader reader = scan.reader(run.memory())) {
            reader.begin(new CsvSplit(0), GuessingReader.UNKNOWN);
            assertThat(reader.next()).isTrue();
            try (RandomAccessFile truncated = new RandomAccessFile(file.toFile(), "rw")) {
                truncated.setLength(5000);
            }
            assertThatThrownBy(() -> {
                        while (reader.next()) {
                            assertThat(reader.chunk().rowCount()).isPositive();
                        }
                        reader.begin(new CsvSplit(1), reader.end());
                    })
                    .isInstanceOf(DataAccessException.class)
                    .hasMessageContaining(file + " was truncated while it was being read");
        }
    }

    @Test
    void cancellationEndsTheReading() throws IOException {
        Path file = file(rows(1000));
        CsvSource source = CsvSource.describe(List.of(file), ScanPath.defaults());
        try (TestRun run = new TestRun()) {
            run.failure = new CancelledException("enough");
            try (CsvScan scan = source.open(new ScanRequest(List.of("id"), List.of()), run);
                    GuessingReader reader = scan.reader(run.memory())) {
                reader.begin(new CsvSplit(0), GuessingReader.UNKNOWN);
                assertThatThrownBy(reader::next).isSameAs(run.failure);
            }
            assertThat(run.memory().used()).isZero();
        }
    }
}
