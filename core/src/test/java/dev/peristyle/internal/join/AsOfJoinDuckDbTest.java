package dev.peristyle.internal.join;

import static dev.peristyle.AsOf.asOf;
import static dev.peristyle.Expressions.col;
import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.AsOf;
import dev.peristyle.JoinKind;
import dev.peristyle.JoinOn;
import dev.peristyle.Pipeline;
import dev.peristyle.execution.Execution;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Random as-of joins against DuckDB: all directions, strict or not, with tolerances, no to two keys with nulls, values of six types
 * with nulls and many that are equal, with 1, 2 and 8 threads and tiny chunks. {@code -Dperistyle.test.joins=N} tries N.
 */
@Timeout(600)
class AsOfJoinDuckDbTest {

    private static final int JOINS = Integer.getInteger("peristyle.test.joins", 60);

    /** How values of a type are made of a small number, and what is the distance of two that are one apart. */
    private record Near(DataType type, String sql, String inSql, String distance) {

        Object value(int number) {
            return switch (sql) {
                case "integer" -> number;
                case "hugeint" -> new BigDecimal(number).movePointRight(20).setScale(0);
                case "double" -> number / 4.0;
                case "date" -> LocalDate.ofEpochDay(number);
                case "timestamp" ->
                    Instant.ofEpochSecond(number, 250_000_000)
                            .atOffset(ZoneOffset.UTC)
                            .toLocalDateTime();
                default -> (long) number << 33;
            };
        }

        AsOf within(AsOf asOf, int number) {
            return switch (sql) {
                case "integer" -> asOf.within(number);
                case "hugeint" -> asOf.within(new BigDecimal(number).movePointRight(20));
                case "double" -> asOf.within(number / 4.0);
                case "date" -> asOf.within(Duration.ofDays(number).plusHours(3));
                case "timestamp" -> asOf.within(Duration.ofSeconds(number).plusNanos(1));
                default -> asOf.within((long) number << 33);
            };
        }
    }

    private static final List<Near> NEARS = List.of(
            new Near(DataType.INT, "integer", "?", "abs(l.t - r.t)"),
            new Near(
                    DataType.decimal(38, 0), "hugeint", "cast(? as hugeint)", "abs(l.t - r.t) / 100000000000000000000"),
            new Near(DataType.DOUBLE, "double", "?", "abs(l.t - r.t) * 4"),
            new Near(DataType.DATE, "date", "?", "abs(date_diff('day', l.t, r.t))"),
            new Near(DataType.LOCAL_TIMESTAMP, "timestamp", "?", "abs(date_diff('second', l.t, r.t))"),
            new Near(DataType.LONG, "bigint", "?", "abs(l.t - r.t) / 8589934592"));

    private static Schema schema(String prefix, Near near) {
        return Schema.builder()
                .add(prefix + "n", DataType.INT)
                .add(prefix + "a", DataType.INT)
                .add(prefix + "b", DataType.STRING)
                .add(prefix + "t", near.type)
                .build();
    }

    private static List<Object[]> rows(Random random, Near near, int count, int variety) {
        List<Object[]> rows = new ArrayList<>();
        for (int row = 0; row < count; row++) {
            rows.add(new Object[] {
                row,
                random.nextInt(9) == 0 ? null : random.nextInt(4),
                random.nextInt(9) == 0 ? null : "a text of some length ".repeat(random.nextInt(2)) + random.nextInt(3),
                random.nextInt(9) == 0 ? null : near.value(random.nextInt(variety) - variety / 2)
            });
        }
        return rows;
    }

    private static void load(Connection connection, String table, Near near, List<Object[]> rows) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "create or replace table " + table + " (n integer, a integer, b varchar, t " + near.sql + ")");
        }
        try (PreparedStatement statement =
                connection.prepareStatement("insert into " + table + " values (?, ?, ?, " + near.inSql + ")")) {
            for (Object[] row : rows) {
                for (int column = 0; column < row.length; column++) {
                    Object value = row[column];
                    statement.setObject(column + 1, value instanceof BigDecimal wide ? wide.toPlainString() : value);
                }
                statement.addBatch();
            }
            if (!rows.isEmpty()) {
                statement.executeBatch();
            }
        }
    }

    @Test
    void randomJoinsGiveTheRowsOfDuckDb() throws SQLException {
        Random random = Seeds.fresh();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
            for (int trial = 0; trial < JOINS; trial++) {
                tryOne(random, connection);
            }
        }
    }

    private static void tryOne(Random random, Connection connection) throws SQLException {
        Near near = NEARS.get(random.nextInt(NEARS.size()));
        int variety = 2 + random.nextInt(random.nextBoolean() ? 10 : 300);
        List<Object[]> leftRows = rows(random, near, random.nextInt(8) == 0 ? 0 : random.nextInt(300), variety);
        List<Object[]> rightRows = rows(random, near, random.nextInt(8) == 0 ? 0 : random.nextInt(300), variety);
        load(connection, "l", near, leftRows);
        load(connection, "r", near, rightRows);
        boolean nullsMatch = random.nextInt(4) == 0;
        JoinOn on = JoinOn.everything();
        List<String> terms = new ArrayList<>(List.of("l.t is not null", "r.t is not null"));
        for (String key : List.of("a", "b")) {
            if (random.nextInt(3) > 0) {
                on = on.and(col("l_" + key), col("r_" + key));
                terms.add("l." + key + (nullsMatch ? " is not distinct from " : " = ") + "r." + key);
            }
        }
        on = nullsMatch ? on.nullsMatch() : on;
        AsOf asOf = asOf("l_t", "r_t");
        int direction = random.nextInt(3);
        boolean isStrict = direction < 2 && random.nextInt(3) == 0;
        if (direction == 0) {
            terms.add(isStrict ? "r.t < l.t" : "r.t <= l.t");
        } else if (direction == 1) {
            asOf = asOf.after();
            terms.add(isStrict ? "r.t > l.t" : "r.t >= l.t");
        } else {
            asOf = asOf.nearest();
        }
        asOf = isStrict ? asOf.strict() : asOf;
        if (random.nextInt(3) == 0) {
            int tolerance = random.nextInt(variety);
            asOf = near.within(asOf, tolerance);
            terms.add(near.distance + " <= " + tolerance);
        }
        JoinKind kind = random.nextBoolean() ? JoinKind.LEFT : JoinKind.INNER;
        String pairs = "select l.n as ln, r.n as rn from l join r on " + String.join(" and ", terms)
                + " qualify row_number() over (partition by l.n order by " + near.distance
                + ", r.t > l.t, " + (direction == 1 ? "r.n" : "case when r.t <= l.t then -r.n else r.n end") + ") = 1";
        String join = kind == JoinKind.LEFT ? " left join " : " join ";
        String sql = "select l.n, r.n from l" + join + "(" + pairs + ") p on p.ln = l.n" + join
                + "r on r.n = p.rn order by l.n";
        List<List<Object>> expected = query(connection, sql);
        for (int threads : new int[] {1, 2, 8}) {
            Pipeline left = Pipeline.from(new ListedRows(
                            schema("l_", near), leftRows, 1 + random.nextInt(40), 1 + random.nextInt(90)))
                    .using(Execution.builder().threads(threads).build());
            Pipeline right = Pipeline.from(
                    new ListedRows(schema("r_", near), rightRows, 1 + random.nextInt(40), 1 + random.nextInt(90)));
            assertThat(NaiveJoin.rows(left.joinAsOf(right, kind, on, asOf).select("l_n", "r_n")))
                    .as("%s with %s threads", sql, threads)
                    .isEqualTo(expected);
        }
    }

    @Test
    void theLastRowBeforeIsThatOfAnAsOfJoinOfDuckDb() throws SQLException {
        Random random = Seeds.fresh();
        Near near = NEARS.get(0);
        List<Object[]> leftRows = rows(random, near, 2000, 5000);
        List<Object[]> rightRows = new ArrayList<>();
        for (int row = 0; row < 3000; row++) {
            // at different times: which of several that are equal DuckDB takes is not said
            rightRows.add(new Object[] {row, random.nextInt(4), "" + random.nextInt(3), row * 2 - 3000});
        }
        Collections.shuffle(rightRows, random);
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
            load(connection, "l", near, leftRows);
            load(connection, "r", near, rightRows);
            List<List<Object>> expected = query(
                    connection, "select l.n, r.n from l asof left join r on l.a = r.a and l.t >= r.t order by l.n");
            Pipeline left = Pipeline.from(new ListedRows(schema("l_", near), leftRows, 100, 300));
            Pipeline right = Pipeline.from(new ListedRows(schema("r_", near), rightRows, 100, 300));
            assertThat(NaiveJoin.rows(
                            left.joinAsOf(right, JoinKind.LEFT, JoinOn.on(col("l_a"), col("r_a")), asOf("l_t", "r_t"))
                                    .select("l_n", "r_n")))
                    .isEqualTo(expected);
        }
    }

    private static List<List<Object>> query(Connection connection, String sql) throws SQLException {
        List<List<Object>> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                List<Object> row = new ArrayList<>();
                row.add(result.getObject(1));
                row.add(result.getObject(2));
                rows.add(row);
            }
        }
        return rows;
    }
}
