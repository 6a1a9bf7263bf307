package dev.peristyle.internal.over;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.Pipeline;
import dev.peristyle.execution.Execution;
import dev.peristyle.internal.join.ListedRows;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.DataType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Random windows over random rows with nulls and ties, all functions and kinds of frames: the values of DuckDB, in the order of
 * the input or of the window, with 1, 2 and 8 threads and chunks of few rows. {@code -Dperistyle.test.windows=N} tries N.
 */
@Timeout(1200)
class WindowDuckDbTest {

    private static final int WINDOWS = Integer.getInteger("peristyle.test.windows", 200);

    @Test
    void randomWindowsGiveTheValuesOfDuckDb() throws SQLException {
        Random random = Seeds.fresh();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
            List<Object[]> rows = List.of();
            for (int trial = 0; trial < WINDOWS; trial++) {
                if (trial % 10 == 0) {
                    int variety = 1 + random.nextInt(random.nextBoolean() ? 4 : 30);
                    rows = RandomWindow.rows(
                            random, random.nextInt(8) == 0 ? random.nextInt(3) : random.nextInt(600), variety);
                    load(connection, rows);
                }
                tryOne(random, connection, rows);
            }
        }
    }

    private static void load(Connection connection, List<Object[]> rows) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("create or replace table t (" + RandomWindow.SQL_COLUMNS + ")");
            statement.execute("create or replace table staged ("
                    + RandomWindow.SQL_COLUMNS.replaceAll("(\\w+) (\\w+)(\\([^)]*\\))?", "$1 varchar") + ")");
            try (DuckDBAppender appender =
                    connection.unwrap(DuckDBConnection.class).createAppender("staged")) {
                for (Object[] row : rows) {
                    appender.beginRow();
                    for (int column = 0; column < row.length; column++) {
                        appender.append(text(
                                row[column], RandomWindow.SCHEMA.field(column).type()));
                    }
                    appender.endRow();
                }
            }
            statement.execute("insert into t select * from staged");
        }
    }

    private static String text(Object value, DataType type) {
        if (value == null) {
            return null;
        }
        return switch (type.kind()) {
            case DECIMAL -> new BigDecimal(new BigInteger(value.toString()), type.scale()).toPlainString();
            case DATE -> LocalDate.ofEpochDay((int) value).toString();
            default -> value.toString();
        };
    }

    private static void tryOne(Random random, Connection connection, List<Object[]> rows) throws SQLException {
        RandomWindow window = new RandomWindow(random, true);
        List<List<Object>> expected = query(connection, window.sql());
        for (int threads : new int[] {1, 2, 8}) {
            ListedRows source =
                    new ListedRows(RandomWindow.SCHEMA, rows, 1 + random.nextInt(90), 1 + random.nextInt(200));
            Pipeline pipeline = Pipeline.from(source)
                    .using(Execution.builder().threads(threads).build())
                    .window(window.window(), window.functions());
            List<List<Object>> actual = rows(pipeline);
            assertThat(actual).as(window.sql()).hasSameSizeAs(expected);
            for (int row = 0; row < actual.size(); row++) {
                assertThat(actual.get(row))
                        .as("row %s with %s threads of %s\n%s", row, threads, window.sql(), pipeline)
                        .usingElementComparator(WindowDuckDbTest::compare)
                        .isEqualTo(expected.get(row));
            }
        }
    }

    /** Sums of doubles are rounded in another order there; what they are sums of is not. */
    private static int compare(Object left, Object right) {
        if (left instanceof Double one && right instanceof Double other) {
            double difference = Math.abs(one - other);
            return difference <= 1e-9 * Math.max(1, Math.abs(one)) ? 0 : 1;
        }
        return left == right || left != null && left.equals(right) ? 0 : 1;
    }

    private static List<List<Object>> rows(Pipeline pipeline) {
        List<List<Object>> rows = new ArrayList<>();
        int inputs = RandomWindow.SCHEMA.size();
        pipeline.forEach(row -> {
            List<Object> values = new ArrayList<>();
            values.add(plain(row.get(0)));
            for (int column = inputs; column < row.schema().size(); column++) {
                values.add(row.isNull(column) ? null : plain(row.get(column)));
            }
            rows.add(values);
        });
        return rows;
    }

    private static List<List<Object>> query(Connection connection, String sql) throws SQLException {
        List<List<Object>> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                List<Object> row = new ArrayList<>();
                for (int column = 1; column <= columns; column++) {
                    row.add(plain(result.getObject(column)));
                }
                rows.add(row);
            }
        }
        return rows;
    }

    /** Whole numbers of any type as one. */
    private static Object plain(Object value) {
        if (value instanceof Integer
                || value instanceof Long
                || value instanceof BigInteger
                || value instanceof BigDecimal) {
            return new BigDecimal(value.toString()).stripTrailingZeros();
        }
        return value;
    }
}
