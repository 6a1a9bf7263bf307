package dev.peristyle.csv;

import static dev.peristyle.Aggregates.count;
import static dev.peristyle.Aggregates.sum;
import static dev.peristyle.Expressions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.peristyle.Pipeline;
import dev.peristyle.SortKey;
import dev.peristyle.column.RowCursor;
import dev.peristyle.error.MalformedDataException;
import dev.peristyle.error.RecordFault;
import dev.peristyle.execution.Execution;
import dev.peristyle.execution.RunReport;
import dev.peristyle.internal.file.Resources;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad records in whole runs: every end of a pipeline, any number of threads, limits, and the file of rejects as an output. */
class BadRowsTest {
    private static final int ROWS = 20_000;
    private static final Schema SCHEMA = Schema.builder()
            .add("id", DataType.INT)
            .add("text", DataType.STRING)
            .add("price", DataType.decimal(9, 2))
            .build();

    @TempDir
    private Path directory;

    private Path file;
    private Path rejects;
    private final List<String> bad = new ArrayList<>();
    private final List<RunReport> reports = new ArrayList<>();
    private long sumOfIds;
    private int good;

    /** One record in ten is bad, each in one of six ways; one text in five has line ends in it. */
    @BeforeEach
    void writeFile() throws IOException {
        StringBuilder content = new StringBuilder("id,text,price\n");
        int line = 2;
        for (int row = 0; row < ROWS; row++) {
            String text = row % 5 == 0 ? "\"a\nb, " + row + "\"" : "text " + row;
            String record = row + "," + text + ",1.25";
            String kind = null;
            if (row % 10 == 7) {
                switch (row / 10 % 6) {
                    case 0 -> {
                        record = row + "," + text;
                        kind = "too few fields";
                    }
                    case 1 -> {
                        record += ",";
                        kind = "too many fields";
                    }
                    case 2 -> {
                        record = row + "x," + text + ",1";
                        kind = "not convertible id";
                    }
                    case 3 -> {
                        record = row + "," + text + ",1.255";
                        kind = "not convertible price";
                    }
                    case 4 -> {
                        record = row + ",\"a\"b,1";
                        kind = "malformed quotes";
                    }
                    default -> {
                        record = row + ",\"never closed,1";
                        kind = "malformed quotes";
                    }
                }
                bad.add(line + " " + content.length() + " " + kind + " " + record);
            } else {
                good++;
                sumOfIds += row;
            }
            content.append(record).append('\n');
            line += 1 + (int) record.chars().filter(c -> c == '\n').count();
        }
        file = Files.writeString(directory.resolve("data.csv"), content);
        rejects = directory.resolve("rejects.csv");
    }

    @AfterEach
    void everythingIsGivenBack() throws IOException {
        assertThat(Resources.of(directory)).isEmpty();
        try (var names = Files.list(directory)) {
            assertThat(names.map(name -> name.getFileName().toString())).allMatch(name -> name.endsWith(".csv"));
        }
    }

    private CsvOptions.Builder options(BadRows badRows, int window) {
        CsvOptions.Builder options =
                CsvOptions.builder().schema(SCHEMA).maximumRecordSize(1 << 10).badRows(badRows);
        return window == 0 ? options : options.windowSize(window);
    }

    private Pipeline scan(BadRows badRows, int window, int threads) {
        return Csv.scan(file, options(badRows, window).build())
                .using(Execution.builder().threads(threads).report(reports::add).build());
    }

    private RunReport report() {
        return reports.get(reports.size() - 1);
    }

    private List<String> rejected() {
        List<String> found = new ArrayList<>();
        try (RowCursor row = Csv.scan(rejects).rows()) {
            while (row.next()) {
                assertThat(row.getString("file")).isEqualTo(file.toString());
                found.add(row.getLong("line") + " " + row.getLong("byte_offset") + " " + row.getString("kind")
                        + (row.isNull("column") ? "" : " " + row.getString("column")) + " "
                        + row.getString("record"));
            }
        }
        return found;
    }

    @ParameterizedTest
    @CsvSource({"700, 1", "700, 3", "65536, 1", "65536, 3", "0, 3"})
    void everyEndHasTheSameRowsRejectsAndReport(int window, int threads) throws IOException {
        BadRows policy = BadRows.rejectTo(rejects);
        Pipeline rows = scan(policy, window, threads);
        Path copy = directory.resolve("copy.csv");
        rows.write(Csv.to(copy));
        checkRejectsAndReport();
        assertThat(Csv.scan(copy, CsvOptions.builder().schema(SCHEMA).build()).count())
                .isEqualTo(good);

        assertThat(rows.count()).isEqualTo(good);
        checkRejectsAndReport();
        assertThat(rows.select("text").count()).isEqualTo(good);
        checkRejectsAndReport();
        try (RowCursor sums =
                rows.aggregate(sum(col("id")).as("sum"), count().as("count")).rows()) {
            sums.next();
            assertThat(sums.getLong("sum")).isEqualTo(sumOfIds);
            assertThat(sums.getLong("count")).isEqualTo(good);
        }
        checkRejectsAndReport();
        assertThat(rows.sortBy(SortKey.desc("id")).limit(5).count()).isEqualTo(5);
        checkRejectsAndReport();
        // whatever a filter lets through, before or after the columns of a bad value
        assertThat(rows.filter(col("id").lt(100)).select("text").count()).isEqualTo(90);
        checkRejectsAndReport();
        assertThat(rows.filter(col("text").eq("nothing"))
                        .filter(col("price").gt(1))
                        .count())
                .isZero();
        checkRejectsAndReport();
    }

    private void checkRejectsAndReport() throws IOException {
        assertThat(rejected()).isEqualTo(bad);
        Files.delete(rejects);
        assertThat(report().counts()).isEqualTo(counts("rejected"));
        assertThat(BadRows.leftOut(report())).isEqualTo(bad.size());
        assertThat(report().toString()).contains(", rejected: too few fields ");
    }

    private Map<String, Long> counts(String done) {
        return Map.of(
                done + ": too few fields", number("too few fields"),
                done + ": too many fields", number("too many fields"),
                done + ": not convertible", number("not convertible"),
                done + ": malformed quotes", number("malformed quotes"));
    }

    private long number(String kind) {
        return bad.stream().filter(each -> each.contains(" " + kind + " ")).count();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void whatIsSkippedIsCounted(int threads) {
        assertThat(scan(BadRows.skip(), 700, threads).count()).isEqualTo(good);
        assertThat(report().counts()).isEqualTo(counts("skipped"));
        assertThat(rejects).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void paddedAndTruncatedRecordsAreRowsAndAreCounted(int threads) {
        Pipeline rows = scan(BadRows.skip().padding().truncating(), 700, threads);
        long taken = number("too few fields") + number("too many fields");
        assertThat(rows.count()).isEqualTo(good + taken);
        assertThat(report().counts())
                .containsEntry("padded: too few fields", number("too few fields"))
                .containsEntry("truncated: too many fields", number("too many fields"));
        assertThat(BadRows.leftOut(report())).isEqualTo(bad.size() - taken);
        assertThat(rows.filter(col("price").isNull()).count()).isEqualTo(number("too few fields"));
    }

    @ParameterizedTest
    @CsvSource({"700, 1", "700, 3", "65536, 3"})
    void oneRecordTooManyEndsTheRunAndLeavesTheRejectsUpToIt(int window, int threads) {
        String before = null;
        for (Pipeline rows : List.of(
                scan(BadRows.rejectTo(rejects).maxRows(100), window, threads),
                scan(BadRows.rejectTo(rejects).maxRows(100), window, threads).select("text"))) {
            MalformedDataException failure = catchThrowableOfType(MalformedDataException.class, rows::count);
            String[] last = bad.get(100).split(" ", 3);
            assertThat(failure)
                    .hasMessageStartingWith(file + ", line " + last[0] + ", byte " + last[1]
                            + ": 101 records are bad, more than the 100 that BadRows.maxRows allows")
                    .hasMessageContaining("see " + rejects);
            assertThat(failure.line()).isEqualTo(Long.parseLong(last[0]));
            assertThat(rejected()).isEqualTo(bad.subList(0, 101));
            assertThat(report().completed()).isFalse();
            assertThat(BadRows.leftOut(report())).isEqualTo(101);
            assertThat(before == null ? failure.getMessage() : before).isEqualTo(failure.getMessage());
            before = failure.getMessage();
        }
        assertThat(scan(BadRows.rejectTo(rejects).maxRows(bad.size()), window, threads)
                        .count())
                .isEqualTo(good);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void aShareTooLargeEndsTheRunAfterTenThousandRecordsOrAtTheEnd(int threads) throws IOException {
        Pipeline rows = scan(BadRows.rejectTo(rejects).maxShare(0.05), 700, threads);
        MalformedDataException failure = catchThrowableOfType(MalformedDataException.class, rows::count);
        assertThat(failure).hasMessageContaining("1001 records are bad, of 10008, a larger share than the 0.05");
        assertThat(rejected()).hasSize(1001);

        file = Files.writeString(directory.resolve("short.csv"), "id,text,price\n1,a,\n2\n3,c,\n");
        assertThatThrownBy(
                        () -> scan(BadRows.skip().maxShare(0.3), 700, threads).count())
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining(
                        "1 record is bad, of 3, a larger share than the 0.3 that BadRows.maxShare allows");
        assertThat(scan(BadRows.skip().maxShare(0.34), 700, threads).count()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void aKindThatFailsEndsTheRunAndTheRejectsStayWhatTheyWere(int threads) throws IOException {
        Files.writeString(rejects, "of the run before\n");
        Pipeline rows = scan(BadRows.rejectTo(rejects).failing(RecordFault.NOT_CONVERTIBLE), 700, threads);
        String[] first = bad.get(2).split(" ", 3);
        assertThatThrownBy(() -> rows.filter(col("id").ge(0)).count())
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining(file + ", line " + first[0] + ", byte " + first[1] + ", column 1 'id'");
        assertThat(report().counts())
                .isEqualTo(Map.of("rejected: too few fields", 1L, "rejected: too many fields", 1L));
        assertThat(rejects).hasContent("of the run before\n");
    }

    @Test
    void aRunThatDoesNotReadToTheEndLeavesNoRejects() {
        assertThat(scan(BadRows.rejectTo(rejects), 700, 1).limit(10).count()).isEqualTo(10);
        assertThat(rejects).doesNotExist();
    }

    @Test
    void noRejectsAreAFileWithAHeader() throws IOException {
        file = Files.writeString(directory.resolve("good.csv"), "id,text,price\n1,a,\n");
        Files.writeString(rejects, "of the run before\n");
        assertThat(scan(BadRows.rejectTo(rejects), 0, 1).count()).isEqualTo(1);
        assertThat(rejects).hasContent("file,line,byte_offset,column,kind,message,record\n");
        assertThat(report().counts()).isEmpty();
    }

    @Test
    void theRejectsMustNotReplaceWhatIsReadOrWritten() {
        assertThatThrownBy(() -> scan(BadRows.rejectTo(file), 0, 1).count())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("reads csv " + file)
                .hasMessageContaining("Reject to another file");
        Pipeline rows = scan(BadRows.rejectTo(rejects), 0, 1);
        assertThatThrownBy(() -> rows.write(Csv.to(rejects)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("writes its rejected records there");
        assertThatThrownBy(() -> Pipeline.unionByName(rows, rows).count())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two scans of the pipeline write their rejected records to the same file");
        assertThat(file).isNotEmptyFile();
    }

    @Test
    void typesAreInferredFromTheGoodRecordsOfTheSample() throws IOException {
        file = Files.writeString(directory.resolve("mixed.csv"), "id,day\n1\nx,\"y\"z\n2,2024-01-01\n3,2024-01-02,\n");
        Pipeline rows =
                Csv.scan(file, CsvOptions.builder().badRows(BadRows.skip()).build());
        assertThat(rows.schema().field("day").type()).isEqualTo(DataType.DATE);
        assertThat(rows.count()).isEqualTo(1);
        assertThatThrownBy(() -> Csv.scan(file)).isInstanceOf(MalformedDataException.class);
    }

    @Test
    void aRecordLongerThanManyWindowsIsPassedOver() throws IOException {
        String before = "id,text,price\n1,a,\n";
        file = Files.writeString(
                directory.resolve("long.csv"),
                before + "2," + "x".repeat(500_000) + ",\n3,c,\n4,\"" + "y\n".repeat(1000));
        for (int threads = 1; threads <= 3; threads += 2) {
            for (int window : new int[] {100, 5000, 0}) {
                assertThat(scan(BadRows.rejectTo(rejects).skipping(RecordFault.TOO_FEW_FIELDS), window, threads)
                                .count())
                        .isEqualTo(2);
                List<String> found = rejected();
                assertThat(found).hasSize(2);
                assertThat(found.get(0)).isEqualTo("3 " + before.length() + " too long 2," + "x".repeat((1 << 10) - 2));
                assertThat(found.get(1)).isEqualTo("5 500028 malformed quotes 4,\"y");
                assertThat(report().counts()).containsEntry("skipped: too few fields", 999L);
            }
        }
    }

    @Test
    void optionsThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> BadRows.skip().maxRows(-1)).hasMessage("maxRows must be at least 0 rows, but is -1");
        assertThatThrownBy(() -> BadRows.skip().maxShare(1.5)).hasMessage("maxShare must be from 0 to 1, but is 1.5");
        assertThatThrownBy(() -> BadRows.skip().maxShare(Double.NaN))
                .hasMessage("maxShare must be from 0 to 1, but is NaN");
    }
}
