package dev.peristyle.csv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.Pipeline;
import dev.peristyle.csv.CsvDetection.Decision;
import dev.peristyle.execution.Execution;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Schema;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Detection on files of random dialects, and the rows of what it found beside those that were written and those of DuckDB. */
class RandomDialectTest {
    private static final int FILES = Integer.getInteger("peristyle.test.dialects", 500);

    /** What a scan without options takes. */
    private static final double SURE = 0.75;

    @TempDir
    private Path directory;

    @Test
    void atLeast97Of100DialectsAreFoundAndTheOthersAreNotSure() throws SQLException {
        int found = 0;
        int compared = 0;
        List<String> missed = new ArrayList<>();
        List<String> wronglySure = new ArrayList<>();
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:")) {
            for (int number = 0; number < FILES; number++) {
                RandomDialectFile written = RandomDialectFile.of(Seeds.random(number));
                Path file = written.write(directory.resolve("file.csv"));
                CsvDetection detection = Csv.detect(file);
                List<List<String>> expected = written.rows;
                if (written.isUtf8() && !written.lineEnd.equals("\r")) {
                    assertThat(rowsOfDuckDb(duck, file, written))
                            .as("DuckDB on %s", written)
                            .isEqualTo(expected);
                    compared++;
                }
                for (int threads : new int[] {1, 3}) {
                    assertThat(rows(file, said(written), written, threads))
                            .as("with the options of %s", written)
                            .isEqualTo(expected);
                }
                if (isFound(written, detection, file, expected)) {
                    found++;
                } else {
                    String line = number + ": " + written + "\n" + detection;
                    missed.add(line);
                    if (leastConfidence(written, detection) >= SURE) {
                        wronglySure.add(line);
                    }
                }
            }
        }
        assertThat(compared).isGreaterThan(FILES / 5);
        assertThat(found).as("missed: %s", missed).isGreaterThanOrEqualTo((int) Math.ceil(0.97 * FILES));
        assertThat(wronglySure).isEmpty();
    }

    private static boolean isFound(
            RandomDialectFile written, CsvDetection detection, Path file, List<List<String>> expected) {
        boolean same = detection.delimiter() == written.delimiter
                && (!written.showsQuote() || detection.quote().equals(Optional.of(written.quote)))
                && (!written.showsEscape() || detection.escape().equals(Optional.of('\\')))
                && (written.showsEscape() || detection.escape().isEmpty())
                && detection.lineEnd().equals(Optional.of(written.lineEnd))
                && detection.hasHeader() == written.header
                && detection.skipLines() == 0
                && (!written.showsCharset() || detection.charset().equals(written.charset));
        return same && rows(file, options(detection), written, 1).equals(expected);
    }

    /** Of the decisions that show in the file: where nothing is in quotes, any quote is right. */
    private static double leastConfidence(RandomDialectFile written, CsvDetection detection) {
        double least = written.showsQuote() ? detection.confidence(Decision.QUOTE) : 1;
        for (Decision decision : new Decision[] {
            Decision.ENCODING, Decision.DELIMITER, Decision.LINE_END, Decision.HEADER, Decision.PREAMBLE
        }) {
            least = Math.min(least, detection.confidence(decision));
        }
        return least;
    }

    private static CsvOptions.Builder said(RandomDialectFile written) {
        CsvOptions.Builder builder = CsvOptions.builder()
                .delimiter(written.delimiter)
                .quote(written.quote)
                .lineEnd(written.lineEnd)
                .charset(written.charset);
        builder = written.backslash ? builder.escape('\\') : builder;
        return written.header ? builder : builder.noHeader();
    }

    private static CsvOptions.Builder options(CsvDetection detection) {
        CsvOptions.Builder builder =
                CsvOptions.builder().delimiter(detection.delimiter()).charset(detection.charset());
        detection.quote().ifPresentOrElse(builder::quote, builder::noQuote);
        detection.escape().ifPresent(builder::escape);
        detection.lineEnd().ifPresentOrElse(builder::lineEnd, builder::anyLineEnd);
        return detection.hasHeader() ? builder : builder.noHeader();
    }

    private static List<List<String>> rows(
            Path file, CsvOptions.Builder options, RandomDialectFile written, int threads) {
        Schema text = Schema.of(written.names.stream()
                .map(name -> new Field(name, DataType.STRING))
                .toList());
        Pipeline pipeline = Csv.scan(
                        file, options.schema(text).windowSize(2_000).build())
                .using(Execution.builder().threads(threads).build());
        List<List<String>> rows = new ArrayList<>();
        pipeline.forEach(row -> {
            List<String> cells = new ArrayList<>();
            for (int column = 0; column < text.size(); column++) {
                cells.add(row.isNull(column) ? "" : row.getString(column));
            }
            rows.add(cells);
        });
        return rows;
    }

    private static List<List<String>> rowsOfDuckDb(Connection duck, Path file, RandomDialectFile written)
            throws SQLException {
        String sql = "select * from read_csv('" + file + "', auto_detect = false, all_varchar = true, delim = '"
                + written.delimiter + "', quote = '"
                + String.valueOf(written.quote).replace("'", "''") + "', escape = '"
                + (written.backslash ? "\\" : String.valueOf(written.quote).replace("'", "''")) + "', header = "
                + written.header + ", columns = {" + columns(written) + "}, new_line = '"
                + (written.lineEnd.equals("\n") ? "\\n" : "\\r\\n") + "', max_line_size = 100000)";
        List<List<String>> rows = new ArrayList<>();
        try (Statement statement = duck.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                List<String> cells = new ArrayList<>();
                for (int column = 1; column <= written.names.size(); column++) {
                    String cell = result.getString(column);
                    cells.add(cell == null ? "" : cell);
                }
                rows.add(cells);
            }
        }
        return rows;
    }

    private static String columns(RandomDialectFile written) {
        List<String> columns = new ArrayList<>();
        for (int column = 0; column < written.names.size(); column++) {
            columns.add("'c" + column + "': 'VARCHAR'");
        }
        return String.join(", ", columns);
    }
}
