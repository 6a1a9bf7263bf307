package dev.peristyle.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sorts wide records and makes them distinct. */
class RecordsTest {

    private static final int ROWS = 20_000;

    @TempDir
    private static Path directory;

    private static Path file;

    @BeforeAll
    static void generate() {
        file = directory.resolve("records.csv");
        CommandRun run = CommandRun.of("generate", "records", "--rows", "" + ROWS, "--out", file.toString());
        assertThat(run.exitCode()).as(run.errors()).isZero();
    }

    @Test
    void recordsAreMixed() {
        String rows = "read_csv('" + file + "')";

        assertThat(DuckDb.query("select count(*), count(distinct country), count(priority) < count(*),"
                        + " count(comment) < count(*), min(amount) < 0, max(comment like '%\"%'), max(comment like '%,%'),"
                        + " min(year(created)), max(year(created)) from " + rows))
                .containsExactly(List.of("" + ROWS, "16", "true", "true", "true", "true", "true", "2015", "2024"));
        assertThat(DuckDb.query("select column_type from (describe select * from " + rows + ")").stream()
                        .map(row -> row.get(0)))
                .containsExactly(
                        "BIGINT",
                        "TIMESTAMP WITH TIME ZONE",
                        "DATE",
                        "VARCHAR",
                        "VARCHAR",
                        "VARCHAR",
                        "BOOLEAN",
                        "VARCHAR",
                        "BIGINT",
                        "DOUBLE",
                        "DOUBLE",
                        "DOUBLE",
                        "VARCHAR",
                        "VARCHAR");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2"})
    void distinctKeepsTheFirstOfEqualRows(String threads) throws IOException {
        List<String> lines = Files.readAllLines(file);
        Path out = directory.resolve("distinct-" + threads + ".csv");

        run("distinct", file.toString(), "--threads", threads, "--out", out.toString());

        // of equal values the texts are equal too, except for zeros at the end of fractions
        List<String> actual = Files.readAllLines(out);
        List<String> expected = new ArrayList<>(new LinkedHashSet<>(lines));
        assertThat(expected).hasSizeBetween(ROWS * 85 / 100, ROWS * 95 / 100);
        assertThat(actual.stream().map(RecordsTest::id)).containsExactlyElementsOf(ids(expected));
    }

    @Test
    void distinctBySomeColumnsKeepsFirstRowsWhole() throws IOException {
        Path out = directory.resolve("distinct-by.csv");

        run("distinct", file.toString(), "--by", "country,priority", "--out", out.toString());

        Map<String, String> first = new LinkedHashMap<>();
        for (String line : Files.readAllLines(file)) {
            String[] fields = line.split(",", -1);
            first.putIfAbsent(fields[3] + "," + fields[7], id(line));
        }
        List<String> actual = Files.readAllLines(out);
        assertThat(actual.get(0)).isEqualTo(Files.readAllLines(file).get(0));
        assertThat(actual.stream().map(RecordsTest::id)).containsExactlyElementsOf(first.values());
        assertThat(first).hasSize(16 * 6 + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2"})
    void sortIsStable(String threads) throws IOException {
        Path out = directory.resolve("sorted-" + threads + ".csv");

        run("sort", file.toString(), "--by", "country,quantity:desc", "--threads", threads, "--out", out.toString());

        List<String> lines = Files.readAllLines(file);
        List<String> rows = new ArrayList<>(lines.subList(1, lines.size()));
        rows.sort((left, right) -> {
            String[] leftFields = left.split(",", -1);
            String[] rightFields = right.split(",", -1);
            int order = leftFields[3].compareTo(rightFields[3]);
            return order != 0
                    ? order
                    : Integer.compare(Integer.parseInt(rightFields[8]), Integer.parseInt(leftFields[8]));
        });
        List<String> actual = Files.readAllLines(out);
        assertThat(actual.subList(1, actual.size()).stream().map(RecordsTest::id))
                .containsExactlyElementsOf(ids(rows));
    }

    @Test
    void sortGoesToStandardOutputToo() {
        CommandRun run = run("sort", file.toString(), "--by", "id:desc");

        List<String> sorted = ids(run.output().lines().skip(1).toList());
        assertThat(sorted).hasSize(ROWS);
        assertThat(sorted.stream().map(Long::valueOf).toList()).isSortedAccordingTo((a, b) -> Long.compare(b, a));
    }

    @Test
    void aColumnThatIsNotThereIsNamed() {
        CommandRun run = CommandRun.of("sort", file.toString(), "--by", "contry");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errors()).contains("contry").contains("country");
    }

    private static List<String> ids(List<String> lines) {
        return lines.stream().map(RecordsTest::id).toList();
    }

    private static String id(String line) {
        return line.substring(0, line.indexOf(','));
    }

    private static CommandRun run(String... arguments) {
        CommandRun run = CommandRun.of(arguments);
        assertThat(run.exitCode()).as(run.errors()).isZero();
        return run;
    }
}
