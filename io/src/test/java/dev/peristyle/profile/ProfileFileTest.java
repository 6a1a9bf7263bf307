package dev.peristyle.profile;

import static dev.peristyle.Aggregates.count;
import static dev.peristyle.Aggregates.sum;
import static dev.peristyle.Expressions.col;
import static dev.peristyle.JoinOn.on;
import static dev.peristyle.SortKey.asc;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.peristyle.Pipeline;
import dev.peristyle.csv.Csv;
import dev.peristyle.error.DataAccessException;
import dev.peristyle.execution.Execution;
import dev.peristyle.execution.OperatorReport;
import dev.peristyle.execution.RunReport;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The figures of a file are read by another program (DuckDB, and a browser where there is one) and compared with the report. */
class ProfileFileTest {

    private static final long LIMIT = Execution.megabytes(4);
    private static final int ROWS = 60_000;
    private static final String BEGIN = "<script type=\"application/json\" id=\"profile\">";

    @TempDir
    private static Path inputs;

    @TempDir
    private Path directory;

    private static RunReport report;

    @BeforeAll
    static void writeAndRun() throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(inputs.resolve("in.csv"))) {
            out.write("key,place,note\n");
            for (int row = 0; row < ROWS; row++) {
                out.write(row * 7919L % ROWS + "," + row % 1000 + ",a note that takes some room in the row " + row
                        + "\n");
            }
        }
        run(Execution.builder()
                .memoryLimit(LIMIT)
                .threads(2)
                .temporaryDirectory(inputs)
                .report(made -> report = made)
                .profile(ProfileFile.to(page()).andThen(ProfileFile.to(json())))
                .build());
    }

    private static Path page() {
        return inputs.resolve("run.html");
    }

    private static Path json() {
        return inputs.resolve("run.JSON");
    }

    /** A join, groups and a sort of more than fits. */
    private static void run(Execution execution) {
        Pipeline rows = Csv.scan(inputs.resolve("in.csv"));
        Pipeline groups = rows.groupBy("key")
                .aggregate(count().as("rows"), sum(col("place")).as("places"));
        rows.join(groups, on("key")).sortBy(asc("note")).using(execution).write(Csv.to(inputs.resolve("out.csv")));
    }

    @Test
    void theFiguresOfThePageAreThoseOfTheReport() throws IOException, SQLException {
        assertThat(report.spilledBytes()).isPositive();
        String html = Files.readString(page());
        assertThat(html).doesNotContain("http-equiv", "src=", "@import").contains("<noscript>", "sort by");
        assertThat(Pattern.compile("https?://(?!www\\.w3\\.org/2000/svg)")
                        .matcher(html)
                        .find())
                .isFalse();
        int begin = html.indexOf(BEGIN) + BEGIN.length();
        check(html.substring(begin, html.indexOf("</script>", begin)));
    }

    @Test
    void theFiguresOfTheJsonAreThoseOfTheReport() throws IOException, SQLException {
        check(Files.readString(json()));
    }

    private static void check(String json) throws SQLException {
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement()) {
            statement.execute("create table profile as select '" + json.replace("'", "''") + "'::json as j");
            assertThat(list(statement, "j->>'$.runs[0].rowsRead'")).isEqualTo(String.valueOf(report.rowsRead()));
            assertThat(list(statement, "j->>'$.runs[0].spilledBytes'"))
                    .isEqualTo(String.valueOf(report.spilledBytes()));
            assertThat(list(statement, "j->>'$.runs[0].peakMemory'")).isEqualTo(String.valueOf(report.peakMemory()));
            assertThat(list(statement, "j->>'$.runs[0].memoryLimit'")).isEqualTo(String.valueOf(LIMIT));
            for (OperatorReport operator : report.operators()) {
                String place = "$.runs[0].operators[" + (operator.number() - 1) + "].";
                assertThat(list(
                                statement,
                                "concat_ws(' ', j->>'" + place + "number', j->>'" + place + "name', j->>'"
                                        + place + "rowsIn', j->>'" + place + "rowsOut', j->>'" + place + "bytes', j->>'"
                                        + place + "peakMemory', j->>'" + place + "spilledBytes', j->>'" + place
                                        + "time')"))
                        .isEqualTo(operator.number() + " " + operator.name() + " " + operator.rowsIn() + " "
                                + operator.rowsOut() + " " + operator.bytes() + " " + operator.peakMemory() + " "
                                + operator.spilledBytes() + " "
                                + operator.time().toNanos());
            }
            String samples = "(j->'$.runs[0].samples.";
            // the last sample is taken when all was done
            assertThat(list(statement, samples + "rowsRead')->>-1")).isEqualTo(String.valueOf(report.rowsRead()));
            assertThat(list(statement, samples + "spilledBytes')->>-1"))
                    .isEqualTo(String.valueOf(report.spilledBytes()));
            assertThat(Long.parseLong(list(statement, "list_max(" + samples + "used')::bigint[])")))
                    .isBetween(1L, LIMIT);
            if (Files.isReadable(Path.of("/proc/self/status"))) {
                assertThat(Long.parseLong(list(statement, "list_min(" + samples + "resident')::bigint[])")))
                        .isGreaterThan(10_000_000);
            }
            // owners add up to what is used, sample by sample
            assertThat(list(
                            statement,
                            "list_max(" + samples + "used')::bigint[]) = (select max(total) from (select sum(h.held) as"
                                    + " total from (select unnest((o->'$.held')::bigint[]) as held,"
                                    + " generate_subscripts((o->'$.held')::bigint[], 1) as at from (select"
                                    + " unnest((j->'$.runs[0].owners')::json[]) as o from profile)) h group by h.at))"))
                    .isEqualTo("true");
        }
    }

    private static String list(Statement statement, String expression) throws SQLException {
        try (ResultSet result = statement.executeQuery("select " + expression + " from profile")) {
            result.next();
            return result.getString(1);
        }
    }

    @Test
    void aBrowserShowsTheFiguresOfTheReport() throws IOException, InterruptedException {
        boolean promised = Boolean.getBoolean("peristyle.promisedBrowser");
        Path browser = Path.of("/usr/bin/chromium");
        assumeTrue(
                promised || Files.isExecutable(browser),
                "there is no /usr/bin/chromium (apt install chromium); no lane promises it,"
                        + " -Dperistyle.promisedBrowser=true does");
        Path shown = directory.resolve("shown.html");
        Process process = new ProcessBuilder(
                        browser.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--user-data-dir=" + directory.resolve("browser"),
                        "--virtual-time-budget=2000",
                        "--dump-dom",
                        page().toUri().toString())
                .redirectOutput(shown.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        String dom = Files.readString(shown);
        // the picture of the memory has a layer for each of some owners, and lines
        assertThat(dom).contains("resident set", "memory limit", "rows of the right of a join");
        Matcher lines = Pattern.compile("<tr data-step=\"(\\d+)\" data-rows-in=\"(\\d+)\" data-rows-out=\"(\\d+)\""
                        + " data-peak=\"(\\d+)\" data-spilled=\"(\\d+)\">")
                .matcher(dom);
        List<String> figures = new ArrayList<>();
        while (lines.find()) {
            figures.add(
                    0,
                    lines.group(1) + " " + lines.group(2) + " " + lines.group(3) + " " + lines.group(4) + " "
                            + lines.group(5));
        }
        assertThat(figures)
                .containsExactlyElementsOf(report.operators().stream()
                        .map(operator -> operator.number() + " " + operator.rowsIn() + " " + operator.rowsOut() + " "
                                + operator.peakMemory() + " " + operator.spilledBytes())
                        .toList());
    }

    @Test
    void theLastSixteenRunsAreInTheFile() throws IOException {
        Path file = directory.resolve("runs.json");
        Path small = Files.writeString(directory.resolve("small.csv"), "a\n1\n");
        Pipeline rows = Csv.scan(small)
                .using(Execution.builder().profile(ProfileFile.to(file)).build());
        for (int run = 1; run <= 18; run++) {
            rows.count();
            assertThat(Files.readString(file).split("\"completed\":true", -1)).hasSize(Math.min(run, 16) + 1);
        }
    }

    @Test
    void aFileOfAnotherKindOrPlaceIsRefused() throws IOException {
        assertThatThrownBy(() -> ProfileFile.to(Path.of("run.pdf")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("name a file that ends in .html or .json, not run.pdf");
        Path small = Files.writeString(directory.resolve("small.csv"), "a\n1\n");
        Pipeline rows = Csv.scan(small)
                .using(Execution.builder()
                        .profile(ProfileFile.to(directory.resolve("absent").resolve("run.html")))
                        .build());
        assertThatThrownBy(rows::count).isInstanceOf(DataAccessException.class).hasMessageContaining("run.html");
    }
}
