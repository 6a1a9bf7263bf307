package dev.peristyle.oracle;

import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Random rows of every type, with nulls and nasty text, as a CSV file and as a table of DuckDB. */
final class RandomDataset {

    static final Schema SCHEMA = Schema.builder()
            .add("id", DataType.LONG)
            .add("i", DataType.INT)
            .add("l", DataType.LONG)
            .add("d", DataType.DOUBLE)
            .add("m", DataType.decimal(12, 2))
            .add("s", DataType.STRING)
            .add("dt", DataType.DATE)
            .add("ts", DataType.LOCAL_TIMESTAMP)
            .add("b", DataType.BOOLEAN)
            .build();

    /** Words that share prefixes of eight and sixteen bytes, need quotes, or take several bytes a character. */
    private static final List<String> WORDS = List.of(
            "",
            "a",
            "b",
            "ab",
            "A",
            "Zürich",
            "naïve",
            "日本",
            "🙂 smile",
            "comma, separated",
            "quote \" inside",
            "line\nfeed",
            "carriage\r\nreturn",
            " padded ",
            "twelve bytes",
            "sixteen bytes!!!",
            "sixteen bytes!!! and more",
            "sixteen bytes!!! and else",
            "0123456789012345678901234567890123456789",
            "%",
            "_",
            "100%",
            "a_b",
            "null");

    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);

    private final List<String[]> rows = new ArrayList<>();

    RandomDataset(Random random, int rowCount) {
        for (int row = 0; row < rowCount; row++) {
            rows.add(new String[] {
                Integer.toString(row),
                orNull(random, Integer.toString(random.nextInt(41) - 20)),
                orNull(random, Long.toString(random.nextLong() >> (20 + random.nextInt(40)))),
                orNull(random, Double.toString((random.nextInt(2_000_001) - 1_000_000) / 64.0)),
                orNull(random, String.format(Locale.ROOT, "%.2f", (random.nextInt(2_000_001) - 1_000_000) / 100.0)),
                orNull(random, WORDS.get(random.nextInt(WORDS.size()))),
                orNull(
                        random,
                        LocalDate.of(1960, 1, 1)
                                .plusDays(random.nextInt(30_000))
                                .toString()),
                orNull(
                        random,
                        LocalDateTime.of(1960, 1, 1, 0, 0)
                                .plusSeconds(random.nextInt(2_000_000_000))
                                .plusNanos(random.nextInt(1_000_000) * 1000L)
                                .format(TIMESTAMP)),
                orNull(random, Boolean.toString(random.nextBoolean()))
            });
        }
    }

    private static String orNull(Random random, String value) {
        return random.nextInt(8) == 0 ? null : value;
    }

    void writeCsv(Path path, String lineEnd) throws IOException {
        StringBuilder text = new StringBuilder(String.join(",", SCHEMA.names())).append(lineEnd);
        for (String[] row : rows) {
            for (int column = 0; column < row.length; column++) {
                text.append(column == 0 ? "" : ",").append(row[column] == null ? "" : quoted(row[column]));
            }
            text.append(lineEnd);
        }
        Files.write(path, text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String quoted(String value) {
        boolean needed = value.isEmpty() || value.chars().anyMatch(symbol -> ",\"\r\n".indexOf(symbol) >= 0);
        return needed ? '"' + value.replace("\"", "\"\"") + '"' : value;
    }

    void load(Connection duckDb) throws SQLException {
        try (Statement statement = duckDb.createStatement()) {
            statement.execute("CREATE OR REPLACE TABLE t (id BIGINT, i INTEGER, l BIGINT, d DOUBLE, m DECIMAL(12,2),"
                    + " s VARCHAR, dt DATE, ts TIMESTAMP, b BOOLEAN)");
            StringBuilder insert = new StringBuilder();
            for (int row = 0; row < rows.size(); row++) {
                insert.append(insert.isEmpty() ? "INSERT INTO t VALUES (" : ", (");
                String[] values = rows.get(row);
                for (int column = 0; column < values.length; column++) {
                    insert.append(column == 0 ? "" : ", ").append(literal(values[column], column));
                }
                insert.append(')');
                if (row % 500 == 499 || row == rows.size() - 1) {
                    statement.execute(insert.toString());
                    insert.setLength(0);
                }
            }
        }
    }

    private static String literal(String value, int column) {
        if (value == null) {
            return "NULL";
        }
        return column >= 5 && column <= 7 ? "'" + value.replace("'", "''") + "'" : value;
    }
}
