package dev.peristyle.internal.join;

import static dev.peristyle.Expressions.col;
import static dev.peristyle.JoinOn.on;
import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.JoinKind;
import dev.peristyle.JoinOn;
import dev.peristyle.Pipeline;
import dev.peristyle.column.RowCursor;
import dev.peristyle.execution.Execution;
import dev.peristyle.execution.RunReport;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Merge joins of all kinds against those of DuckDB, which also says in which order values are: keys of which the right has more rows than
 * fit, rows without a key anywhere, chunks of few rows, limits and threads. {@code -Dperistyle.test.joins=N} tries N.
 */
@Timeout(300)
class MergeJoinDuckDbTest {

    private static final int JOINS = Integer.getInteger("peristyle.test.joins", 8);

    /** A key: its type on both sides, here and there, and values as DuckDB has them. */
    private record Key(DataType left, String leftSql, DataType right, String rightSql, List<Object> values) {

        /** As the fixtures of chunks have it. */
        Object shown(Object value, DataType type) {
            if (value instanceof BigDecimal decimal) {
                return decimal.movePointRight(type.scale()).longValueExact();
            }
            return value instanceof Integer number && type.equals(DataType.LONG) ? (Object) (long) number : value;
        }
    }

    private static final List<Key> KEYS = List.of(
            new Key(
                    DataType.DOUBLE,
                    "double",
                    DataType.DOUBLE,
                    "double",
                    List.of(
                            Double.NEGATIVE_INFINITY,
                            -1e300,
                            -1.5,
                            0.0,
                            4e-324,
                            2.5,
                            Double.POSITIVE_INFINITY,
                            Double.NaN)),
            new Key(
                    DataType.decimal(12, 2),
                    "decimal(12, 2)",
                    DataType.decimal(18, 4),
                    "decimal(18, 4)",
                    List.of(new BigDecimal("-12345678.90"), BigDecimal.ZERO, new BigDecimal("0.01"), BigDecimal.TEN)),
            new Key(
                    DataType.INT,
                    "integer",
                    DataType.LONG,
                    "bigint",
                    List.of(Integer.MIN_VALUE, -1, 0, 1, 77, Integer.MAX_VALUE)),
            new Key(
                    DataType.STRING,
                    "varchar",
                    DataType.STRING,
                    "varchar",
                    List.of(
                            "",
                            "a",
                            "abcdefg",
                            "abcdefgh",
                            "abcdefghi",
                            "abcdefgz",
                            "é",
                            "\uFFFD",
                            "\uD83D\uDE00",
                            "x".repeat(900),
                            "x".repeat(901))));

    @TempDir
    private Path directory;

    /** A row: its key or null, and its place among the rows of its side. */
    private record Row(Object key, int place) {}

    @Test
    void givesTheRowsOfDuckDb() throws SQLException, IOException {
        Random random = Seeds.fresh();
        long spilled = 0;
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
            for (int trial = 0; trial < JOINS; trial++) {
                Key key = KEYS.get(random.nextInt(KEYS.size()));
                spilled += tryOne(random, connection, key, trial % 2 == 0);
                try (Stream<Path> files = Files.list(directory)) {
                    assertThat(files).isEmpty();
                }
            }
        }
        assertThat(spilled).isPositive();
    }

    /** The values of a key in the order of DuckDB. */
    private static List<Object> ordered(Connection connection, Key key) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("create or replace table keys (place integer, k " + key.leftSql() + ")");
        }
        try (PreparedStatement insert = connection.prepareStatement("insert into keys values (?, ?)")) {
            for (int at = 0; at < key.values().size(); at++) {
                insert.setInt(1, at);
                insert.setObject(2, key.values().get(at));
                insert.execute();
            }
        }
        List<Object> ordered = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select place from keys order by k")) {
            while (result.next()) {
                ordered.add(key.values().get(result.getInt(1)));
            }
        }
        return ordered;
    }

    /** Sorted but for rows without a key, which are anywhere or at the end. */
    private static List<Row> rows(Random random, List<Object> ordered, int count, boolean isSkewed, boolean nullsLast) {
        int most = random.nextInt(ordered.size());
        int[] places = new int[count];
        for (int row = 0; row < count; row++) {
            places[row] = isSkewed && random.nextInt(10) > 0 ? most : random.nextInt(ordered.size());
        }
        Arrays.sort(places);
        int inARow = 1 + random.nextInt(20);
        List<Object> keys = new ArrayList<>();
        for (int place : places) {
            while (!nullsLast && random.nextInt(10) == 0) {
                for (int more = random.nextInt(inARow); more >= 0; more--) {
                    keys.add(null);
                }
            }
            Object key = ordered.get(place);
            keys.add(key.equals(0.0) && random.nextBoolean() ? (Object) (-0.0) : key);
        }
        int atTheEnd = random.nextInt(1 + count / 5);
        for (int row = 0; row < atTheEnd; row++) {
            keys.add(null);
        }
        List<Row> rows = new ArrayList<>();
        for (int row = 0; row < keys.size(); row++) {
            rows.add(new Row(keys.get(row), row));
        }
        return rows;
    }

    private static void load(Connection connection, String table, String type, List<Row> rows) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("create or replace table " + table + " (n integer, k " + type + ")");
        }
        try (PreparedStatement insert = connection.prepareStatement("insert into " + table + " values (?, ?)")) {
            for (Row row : rows) {
                insert.setInt(1, row.place());
                insert.setObject(2, row.key());
                insert.addBatch();
            }
            if (!rows.isEmpty()) {
                insert.executeBatch();
            }
        }
    }

    private static Pipeline listed(Random random, String prefix, Key key, DataType type, List<Row> rows, int width) {
        Schema schema = Schema.builder()
                .add(prefix + "n", DataType.INT)
                .add(prefix + "k", type)
                .add(prefix + "text", DataType.STRING)
                .build();
        List<Object[]> all = new ArrayList<>();
        for (Row row : rows) {
            Object value = row.key() == null ? null : key.shown(row.key(), type);
            all.add(new Object[] {row.place(), value, "wide ".repeat(width) + row.place()});
        }
        return Pipeline.from(new ListedRows(schema, all, 1 + random.nextInt(30), 1 + random.nextInt(200)));
    }

    private static String sqlKind(JoinKind kind) {
        return switch (kind) {
            case INNER -> "inner join";
            case LEFT -> "left join";
            case RIGHT -> "right join";
            case FULL -> "full join";
            case SEMI -> "semi join";
            case ANTI -> "anti join";
        };
    }

    /** Returns what was spilled. */
    private long tryOne(Random random, Connection connection, Key key, boolean isLarge) throws SQLException {
        boolean nullsMatch = random.nextInt(4) == 0;
        List<Object> ordered = ordered(connection, key);
        List<Row> lefts = rows(random, ordered, random.nextInt(isLarge ? 30 : 100), random.nextBoolean(), nullsMatch);
        List<Row> rights =
                rows(random, ordered, isLarge ? 400 + random.nextInt(300) : random.nextInt(100), isLarge, nullsMatch);
        load(connection, "l", key.leftSql(), lefts);
        load(connection, "r", key.rightSql(), rights);
        JoinKind kind = List.of(JoinKind.values()).get(random.nextInt(JoinKind.values().length));
        JoinOn on = on(col("l_k"), col("r_k"));
        String term = "l.k" + (nullsMatch ? " is not distinct from " : " = ") + "r.k";
        on = nullsMatch ? on.nullsMatch() : on;
        if (random.nextInt(3) == 0) {
            on = on.where(col("l_n").plus(col("r_n")).modulo(3).ne(0));
            term += " and (l.n + r.n) % 3 <> 0";
        }
        boolean showsRight = kind != JoinKind.SEMI && kind != JoinKind.ANTI;
        String sql = "select l.n" + (showsRight ? ", r.n" : "") + " from l " + sqlKind(kind) + " r on " + term
                + " order by l.n nulls last" + (showsRight ? ", r.n" : "");
        List<List<Object>> expected = query(connection, sql, showsRight ? 2 : 1);
        AtomicReference<RunReport> report = new AtomicReference<>();
        long limit = isLarge ? 3 << 20 : 32 << 20;
        int threads = new int[] {1, 2, 8}[random.nextInt(3)];
        Execution execution = Execution.builder()
                .memoryLimit(limit)
                .threads(threads)
                .temporaryDirectory(directory)
                .report(report::set)
                .build();
        Pipeline left = listed(random, "l_", key, key.left(), lefts, 1);
        Pipeline right = listed(random, "r_", key, key.right(), rights, isLarge ? 1800 : 2);
        Pipeline joined = left.join(right, kind, on.sorted());
        // the texts have to be carried along
        Pipeline shown = showsRight ? joined.with("length", col("r_text").length()) : joined;
        List<List<Object>> found = new ArrayList<>();
        try (RowCursor row = shown.using(execution).rows()) {
            while (row.next()) {
                List<Object> values = new ArrayList<>();
                values.add(row.get("l_n"));
                if (showsRight) {
                    values.add(row.get("r_n"));
                    assertThat(row.isNull("length")).isEqualTo(row.isNull("r_n"));
                }
                found.add(values);
            }
        }
        assertThat(found)
                .as("%s, %s, %s threads, limit %s", key.leftSql(), sql, threads, limit)
                .isEqualTo(expected);
        assertThat(report.get().peakMemory()).isLessThanOrEqualTo(limit);
        return report.get().spilledBytes();
    }

    private static List<List<Object>> query(Connection connection, String sql, int columns) throws SQLException {
        List<List<Object>> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                List<Object> row = new ArrayList<>();
                for (int column = 1; column <= columns; column++) {
                    row.add(result.getObject(column));
                }
                rows.add(row);
            }
        }
        return rows;
    }
}
