package dev.peristyle.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.peristyle.examples.tpch.TpchTables;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The queries of TPC-H have the answers of another engine to the SQL that comes with the generator of the tables.
 * {@code -Dperistyle.test.tpch=1} asks at scale 1, {@code -Dperistyle.test.tpch.memory=256m} within another limit.
 */
class TpchTest {

    private static final String SCALE = System.getProperty("peristyle.test.tpch", "0.01");
    private static final String DECIMAL = "-?[0-9]+\\.[0-9]+";
    private static final String MEMORY = System.getProperty("peristyle.test.tpch.memory", "256m");

    @TempDir
    private static Path directory;

    private static Connection duckDb;

    @BeforeAll
    static void generate() throws SQLException {
        CommandRun run = CommandRun.of("generate", "tpch", "--scale", SCALE, "--out", directory.toString());
        assertThat(run.exitCode()).as(run.errors()).isZero();
        duckDb = DriverManager.getConnection("jdbc:duckdb:");
        try (Statement statement = duckDb.createStatement()) {
            for (String name : TpchTables.NAMES) {
                statement.execute("create table " + name + " as select * from read_csv('"
                        + directory.resolve(name + ".csv") + "'" + money(name) + ")");
            }
        }
    }

    @AfterAll
    static void close() throws SQLException {
        duckDb.close();
    }

    static IntStream queries() {
        return IntStream.rangeClosed(1, 22);
    }

    @ParameterizedTest
    @MethodSource("queries")
    void theAnswerIsThatOfAnotherEngine(int number) throws Exception {
        List<List<String>> expected = answer(sql(number));
        for (String threads : List.of("1", "2")) {
            Path out = directory.resolve(number + "-" + threads + ".out");

            CommandRun run = CommandRun.of(
                    "tpch",
                    "" + number,
                    "--data",
                    directory.toString(),
                    "--threads",
                    threads,
                    "--memory-limit",
                    MEMORY,
                    "--out",
                    out.toString());

            assertThat(run.exitCode()).as(run.errors()).isZero();
            Answers.assertEqual(
                    answer("select * from read_csv('" + out + "', all_varchar = true)"), expected, "query " + number);
        }
    }

    /** The answers that come with the generator, for scale 0.01, are rounded here and there: to the digits that they have. */
    @ParameterizedTest
    @MethodSource("queries")
    void theAnswerIsThePublishedOne(int number) throws Exception {
        assumeThat(SCALE).isEqualTo("0.01");
        Path out = directory.resolve(number + ".out");
        CommandRun.of("tpch", "" + number, "--data", directory.toString(), "--out", out.toString());

        List<List<String>> actual = answer("select * from read_csv('" + out + "', all_varchar = true)");
        List<String[]> expected = text(number, "result")
                .lines()
                .filter(line -> !line.isBlank())
                .map(line -> line.split("\\|"))
                .toList();
        assertThat(actual).hasSameSizeAs(expected);
        for (int row = 0; row < expected.size(); row++) {
            for (int column = 0; column < expected.get(row).length; column++) {
                String cell = expected.get(row)[column].strip();
                assertThat(roundedAs(cell, actual.get(row).get(column)))
                        .as("row %d, column %d", row, column)
                        .isEqualTo(cell.matches(DECIMAL) ? new BigDecimal(cell).toPlainString() : cell);
            }
        }
    }

    /** A value with as many decimals as a published one. */
    private static String roundedAs(String published, String value) {
        if (value == null) {
            return "null";
        }
        if (!published.matches(DECIMAL)) {
            // of a whole number the zeros are left out
            return published.matches("-?[0-9]+") ? value.replaceFirst("\\.0+$", "") : value.strip();
        }
        return new BigDecimal(value)
                .setScale(new BigDecimal(published).scale(), RoundingMode.HALF_UP)
                .toPlainString();
    }

    @Test
    void theInputsAreTheTablesThatAreRead() throws IOException {
        CommandRun run = CommandRun.of("tpch", "6", "--data", directory.toString());

        assertThat(run.output()).startsWith("revenue\n");
        assertThat(run.errors())
                .startsWith("read %,d bytes".formatted(Files.size(directory.resolve("lineitem.csv"))))
                .contains("spilled");
    }

    @Test
    void explainReadsNothing() {
        CommandRun run = CommandRun.of("tpch", "1", "--data", directory.toString(), "--explain");

        assertThat(run.output()).contains("lineitem.csv", "l_shipdate");
        assertThat(run.errors()).isEmpty();
    }

    @Test
    void aQueryThatIsNotThereIsNamed() {
        CommandRun run = CommandRun.of("tpch", "23", "--data", directory.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errors()).startsWith("error: queries are numbered 1 to 22, not 23");
    }

    /** The text of a query; 15 has a view before it. */
    private static String sql(int number) throws IOException {
        return text(number, "sql");
    }

    /** A file that comes with the generator, without comments. */
    private static String text(int number, String kind) throws IOException {
        try (InputStream in = TpchTest.class.getResourceAsStream("/io/trino/tpch/queries/q" + number + "." + kind)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("--"))
                    .reduce("", (left, right) -> left + "\n" + right);
        }
    }

    private static List<List<String>> answer(String sql) throws SQLException {
        try (Statement statement = duckDb.createStatement()) {
            String last = sql.strip();
            if (last.toUpperCase(Locale.ROOT).startsWith("CREATE")) {
                int end = last.indexOf(';');
                statement.execute(last.substring(0, end));
                last = last.substring(end + 1);
            }
            try (ResultSet result = statement.executeQuery(last)) {
                List<List<String>> rows = new ArrayList<>();
                int columns = result.getMetaData().getColumnCount();
                while (result.next()) {
                    List<String> row = new ArrayList<>();
                    for (int column = 1; column <= columns; column++) {
                        row.add(result.getString(column));
                    }
                    rows.add(row);
                }
                return rows;
            }
        }
    }

    private static String money(String table) {
        List<String> columns = switch (table) {
            case "lineitem" -> List.of("l_quantity", "l_extendedprice", "l_discount", "l_tax");
            case "orders" -> List.of("o_totalprice");
            case "customer" -> List.of("c_acctbal");
            case "part" -> List.of("p_retailprice");
            case "partsupp" -> List.of("ps_supplycost");
            case "supplier" -> List.of("s_acctbal");
            default -> List.of();
        };
        return columns.isEmpty()
                ? ""
                : ", types = {"
                        + String.join(
                                ", ",
                                columns.stream()
                                        .map(name -> "'" + name + "': 'decimal(15,2)'")
                                        .toList()) + "}";
    }
}
