package dev.peristyle.internal.join;

import static dev.peristyle.Expressions.col;
import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.JoinKind;
import dev.peristyle.JoinOn;
import dev.peristyle.Pipeline;
import dev.peristyle.execution.Execution;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Random joins of all kinds on one to three keys, text among them, with nulls, duplicates, empty sides and conditions: the rows of
 * DuckDB, in the order that joins promise, with 1, 2 and 8 threads. {@code -Dperistyle.test.joins=N} tries N.
 */
@Timeout(600)
class JoinDuckDbTest {

    private static final int JOINS = Integer.getInteger("peristyle.test.joins", 60);
    private static final DataType[] TYPES = {DataType.INT, DataType.STRING, DataType.LONG, DataType.DOUBLE};
    private static final String[] SQL_TYPES = {"integer", "varchar", "bigint", "double"};

    private static Schema schema(String prefix) {
        Schema.Builder builder = Schema.builder().add(prefix + "n", DataType.INT);
        for (int key = 0; key < TYPES.length; key++) {
            builder.add(prefix + "k" + key, TYPES[key]);
        }
        return builder.build();
    }

    private static List<Object[]> rows(Random random, int count, int variety) {
        List<Object[]> rows = new ArrayList<>();
        for (int row = 0; row < count; row++) {
            Object[] values = new Object[TYPES.length + 1];
            values[0] = row;
            values[1] = random.nextInt(8) == 0 ? null : random.nextInt(variety);
            values[2] = random.nextInt(8) == 0 ? null : "text ".repeat(random.nextInt(3)) + random.nextInt(variety);
            values[3] = random.nextInt(8) == 0 ? null : (long) random.nextInt(variety) << 33;
            values[4] = random.nextInt(8) == 0 ? null : random.nextInt(variety) / 4.0;
            rows.add(values);
        }
        return rows;
    }

    private static void load(Connection connection, String table, List<Object[]> rows) throws SQLException {
        StringBuilder create = new StringBuilder("create or replace table " + table + " (n integer");
        for (int key = 0; key < TYPES.length; key++) {
            create.append(", k").append(key).append(' ').append(SQL_TYPES[key]);
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(create.append(")").toString());
        }
        try (PreparedStatement statement =
                connection.prepareStatement("insert into " + table + " values (?, ?, ?, ?, ?)")) {
            for (Object[] row : rows) {
                for (int column = 0; column < row.length; column++) {
                    statement.setObject(column + 1, row[column]);
                }
                statement.addBatch();
            }
            if (!rows.isEmpty()) {
                statement.executeBatch();
            }
        }
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
        int variety = 2 + random.nextInt(random.nextBoolean() ? 10 : 300);
        List<Object[]> leftRows = rows(random, random.nextInt(6) == 0 ? 0 : random.nextInt(300), variety);
        List<Object[]> rightRows = rows(random, random.nextInt(6) == 0 ? 0 : random.nextInt(200), variety);
        load(connection, "l", leftRows);
        load(connection, "r", rightRows);
        JoinKind kind = List.of(JoinKind.values()).get(random.nextInt(JoinKind.values().length));
        boolean nullsMatch = random.nextInt(4) == 0;
        JoinOn on = JoinOn.everything();
        List<String> terms = new ArrayList<>();
        int keys = 1 + random.nextInt(3);
        int first = random.nextInt(TYPES.length);
        for (int number = 0; number < keys; number++) {
            int key = (first + number) % TYPES.length;
            on = on.and(col("l_k" + key), col("r_k" + key));
            terms.add("l.k" + key + (nullsMatch ? " is not distinct from " : " = ") + "r.k" + key);
        }
        if (random.nextInt(3) == 0) {
            on = on.where(col("l_n").plus(col("r_n")).modulo(3).ne(0));
            terms.add("(l.n + r.n) % 3 <> 0");
        }
        if (random.nextInt(3) == 0) {
            on = on.where(col("l_k0").lt(5).or(col("r_n").gt(50)));
            terms.add("(l.k0 < 5 or r.n > 50)");
        }
        on = nullsMatch ? on.nullsMatch() : on;
        boolean showsRight = kind != JoinKind.SEMI && kind != JoinKind.ANTI;
        String sql = "select l.*" + (showsRight ? ", r.*" : "") + " from l " + sqlKind(kind) + " r on "
                + String.join(" and ", terms) + " order by l.n nulls last" + (showsRight ? ", r.n" : "");
        List<List<Object>> expected = query(connection, sql);
        for (int threads : new int[] {1, 2, 8}) {
            Execution execution = Execution.builder().threads(threads).build();
            Pipeline left = Pipeline.from(
                            new ListedRows(schema("l_"), leftRows, 1 + random.nextInt(40), 1 + random.nextInt(90)))
                    .using(execution);
            Pipeline right = Pipeline.from(
                    new ListedRows(schema("r_"), rightRows, 1 + random.nextInt(40), 1 + random.nextInt(90)));
            assertThat(NaiveJoin.rows(left.join(right, kind, on)))
                    .as("%s with %s threads", sql, threads)
                    .isEqualTo(expected);
        }
    }

    private static List<List<Object>> query(Connection connection, String sql) throws SQLException {
        List<List<Object>> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            int columns = result.getMetaData().getColumnCount();
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
