package dev.peristyle.internal.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.ExpressionFixture;
import dev.peristyle.error.ComputationException;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.DataType.Kind;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random expressions over random rows give what DuckDB gives. Run one seed again with
 * {@code -Dperistyle.test.seed=SEED}; more expressions with {@code -Dperistyle.test.expressions=COUNT}.
 */
class RandomExpressionDuckDbTest {

    private static final int EXPRESSIONS = Integer.getInteger("peristyle.test.expressions", 150);
    private static final int[] ROWS = {1, 7, 63, 64, 65, 200};

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void agreesWithDuckDb(int lane) throws SQLException {
        long seed = Long.getLong("peristyle.test.seed", System.nanoTime() + lane);
        Random random = new Random(seed);
        RandomExpressions expressions = new RandomExpressions(random);
        List<List<Object>> columns = expressions.columns(ROWS[random.nextInt(ROWS.length)]);
        int compared = 0;
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                ChunkFixture fixture = new ChunkFixture(RandomExpressions.SCHEMA, columns)) {
            load(connection, columns);
            for (int count = 0; count < EXPRESSIONS; count++) {
                Node node = ExpressionFixture.node(expressions.any(1 + random.nextInt(3)));
                String context = "seed " + seed + ": " + node.describe();
                compared += compare(connection, fixture, node, context) ? 1 : 0;
            }
        }
        assertThat(compared).as("seed %d: expressions compared", seed).isGreaterThan(EXPRESSIONS / 2);
    }

    private static boolean compare(Connection connection, ChunkFixture fixture, Node node, String context) {
        BoundExpression bound;
        try {
            bound = Binder.bind(node, RandomExpressions.SCHEMA);
        } catch (IllegalArgumentException tooLarge) {
            assertThat(tooLarge).as(context).hasMessageContaining("fraction digits");
            return false;
        }
        List<Object> actual = null;
        ComputationException failure = null;
        try {
            actual = fixture.evaluate(node);
        } catch (ComputationException expected) {
            failure = expected;
        }
        String sql = new DuckDbSql(RandomExpressions.SCHEMA).of(node);
        List<Object> wanted;
        try {
            wanted = query(connection, sql, bound.type());
        } catch (SQLException error) {
            boolean reachesFewerRows = sql.contains("CASE")
                    || sql.contains("and")
                    || sql.contains(" or ")
                    || sql.contains("coalesce")
                    || sql.contains("DECIMAL")
                    || sql.contains("p1")
                    || sql.contains("p2");
            assertThat(failure != null || reachesFewerRows)
                    .as("%s%n%s%nDuckDB: %s", context, sql, error.getMessage())
                    .isTrue();
            return false;
        }
        if (failure != null) {
            assertThat(sql.contains("DECIMAL") || sql.contains("p1") || sql.contains("p2"))
                    .as("%s%n%s%n%s", context, sql, failure)
                    .isTrue();
            return false;
        }
        assertThat(actual).as(context).hasSameSizeAs(wanted);
        for (int row = 0; row < wanted.size(); row++) {
            assertThat(same(actual.get(row), wanted.get(row), bound.type()))
                    .as("%s%n%s%nrow %d: %s, but DuckDB has %s", context, sql, row, actual.get(row), wanted.get(row))
                    .isTrue();
        }
        return true;
    }

    private static boolean same(Object actual, Object wanted, DataType type) {
        if (actual == null || wanted == null) {
            return actual == null && wanted == null;
        }
        if (type.kind() == Kind.FLOAT || type.kind() == Kind.DOUBLE) {
            double left = ((Number) actual).doubleValue();
            double right = ((Number) wanted).doubleValue();
            double tolerance = (type.kind() == Kind.FLOAT ? 1e-5 : 1e-11) * Math.max(Math.abs(left), Math.abs(right));
            return Double.compare(left, right) == 0 || Math.abs(left - right) <= tolerance || left == right;
        }
        return actual.equals(wanted);
    }

    private static void load(Connection connection, List<List<Object>> columns) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET TimeZone='UTC'");
            statement.execute("SET threads=1");
            statement.execute("CREATE TABLE t (id INTEGER, "
                    + RandomExpressions.SCHEMA.fields().stream()
                            .map(field -> field.name() + " " + DuckDbSql.type(field.type()))
                            .collect(Collectors.joining(", "))
                    + ")");
            int rows = columns.get(0).size();
            statement.execute("INSERT INTO t VALUES "
                    + IntStream.range(0, rows)
                            .mapToObj(row -> "(" + row + ", " + row(columns, row) + ")")
                            .collect(Collectors.joining(", ")));
        }
    }

    private static String row(List<List<Object>> columns, int row) {
        List<String> values = new ArrayList<>();
        for (int position = 0; position < columns.size(); position++) {
            DataType type = RandomExpressions.SCHEMA.field(position).type();
            Object raw = columns.get(position).get(row);
            values.add(DuckDbSql.literal(raw == null ? null : readable(raw, type)));
        }
        return String.join(", ", values);
    }

    private static Object readable(Object raw, DataType type) {
        return switch (type.kind()) {
            case DECIMAL -> BigDecimal.valueOf((Long) raw, type.scale());
            case DATE -> LocalDate.ofEpochDay((Integer) raw);
            case TIMESTAMP ->
                LocalDateTime.ofEpochSecond(
                        Math.floorDiv((Long) raw, 1_000_000L),
                        (int) Math.floorMod((Long) raw, 1_000_000L) * 1000,
                        ZoneOffset.UTC);
            default -> raw;
        };
    }

    private static List<Object> query(Connection connection, String sql, DataType type) throws SQLException {
        List<Object> values = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT " + sql + " FROM t ORDER BY id")) {
            while (rows.next()) {
                values.add(raw(rows, type));
            }
        }
        return values;
    }

    private static Object raw(ResultSet rows, DataType type) throws SQLException {
        Object value = rows.getObject(1);
        if (value == null) {
            return null;
        }
        return switch (type.kind()) {
            case BOOLEAN, STRING -> value;
            case INT -> ((Number) value).intValue();
            case LONG -> ((Number) value).longValue();
            case FLOAT -> ((Number) value).floatValue();
            case DOUBLE -> ((Number) value).doubleValue();
            case DECIMAL ->
                new BigDecimal(value.toString())
                        .setScale(type.scale())
                        .unscaledValue()
                        .longValueExact();
            case DATE -> (int) ((LocalDate) value).toEpochDay();
            case TIMESTAMP ->
                ChronoUnit.MICROS.between(LocalDateTime.of(1970, 1, 1, 0, 0), rows.getObject(1, LocalDateTime.class));
        };
    }
}
