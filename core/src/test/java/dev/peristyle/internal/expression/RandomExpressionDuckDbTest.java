package dev.peristyle.internal.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.ExpressionFixture;
import dev.peristyle.error.ComputationException;
import dev.peristyle.internal.expression.KnownDifference.Ending;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.DataType;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random expressions over random rows give what DuckDB gives, but for {@link KnownDifference}.
 *
 * <p>{@code -Dperistyle.test.expressions=COUNT} sets how many each lane tries: with 5,000 they are 20,000, and the
 * result is printed. One lane again:
 * {@code -Dperistyle.test.seed=SEED}.
 */
class RandomExpressionDuckDbTest {

    private static final int USUAL_EXPRESSIONS = 150;
    private static final int EXPRESSIONS = Integer.getInteger("peristyle.test.expressions", USUAL_EXPRESSIONS);
    private static final int[] ROWS = {1, 7, 63, 64, 65, 200};

    /** Other rows now and then: an expression shows its edges only where values have them. */
    private static final int EXPRESSIONS_OVER_THE_SAME_ROWS = 50;

    private final Map<KnownDifference, Integer> differences = new EnumMap<>(KnownDifference.class);
    private final List<String> unexplained = new ArrayList<>();
    private int compared;
    private int failedAlike;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void agreesWithDuckDb(int lane) throws SQLException {
        Random random = Seeds.fresh();
        RandomExpressions expressions = new RandomExpressions(random);
        RandomColumns rows = new RandomColumns(random);
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
            for (int done = 0; done < EXPRESSIONS; done += EXPRESSIONS_OVER_THE_SAME_ROWS) {
                List<List<Object>> columns = rows.columns(ROWS[random.nextInt(ROWS.length)]);
                load(connection, columns);
                try (ChunkFixture fixture = new ChunkFixture(RandomColumns.SCHEMA, columns)) {
                    for (int count = 0; count < Math.min(EXPRESSIONS_OVER_THE_SAME_ROWS, EXPRESSIONS - done); count++) {
                        compare(connection, fixture, ExpressionFixture.node(expressions.any(1 + random.nextInt(3))));
                    }
                }
            }
        }
        String summary =
                compared + " gave the same values, " + failedAlike + " the same failure, differences: " + differences;
        if (EXPRESSIONS > USUAL_EXPRESSIONS) {
            System.out.println("lane " + lane + ": " + summary);
        }
        assertThat(unexplained).as(summary).isEmpty();
        assertThat(compared).as(summary).isGreaterThan(EXPRESSIONS * 9 / 10);
        differences.forEach((known, count) -> assertThat((double) count)
                .as("%s: %s", known, summary)
                .isLessThanOrEqualTo(Math.max(3, known.maxShare() * EXPRESSIONS)));
    }

    private void compare(Connection connection, ChunkFixture fixture, Node node) {
        String context = node.describe();
        BoundExpression bound;
        try {
            bound = Binder.bind(node, RandomColumns.SCHEMA);
        } catch (IllegalArgumentException refused) {
            forgive(new Ending(refused.getMessage()), Ending.WITH_VALUES, context);
            return;
        }
        String sql = new DuckDbSql(RandomColumns.SCHEMA).of(node);
        context += "\n" + sql;
        List<Object> actual = null;
        List<Object> wanted = null;
        Ending our = Ending.WITH_VALUES;
        Ending their = Ending.WITH_VALUES;
        try {
            actual = fixture.evaluate(node);
        } catch (ComputationException failure) {
            our = new Ending(failure.getMessage());
        }
        try {
            wanted = query(connection, sql, bound.type());
        } catch (SQLException failure) {
            their = new Ending(failure.getMessage());
        }
        if (our.isFailure() && their.isFailure()) {
            failedAlike++;
        } else if (our.isFailure() || their.isFailure()) {
            forgive(our, their, context);
        } else {
            compareValues(actual, wanted, bound.type(), context);
        }
    }

    private void compareValues(List<Object> actual, List<Object> wanted, DataType type, String context) {
        assertThat(actual).as(context).hasSameSizeAs(wanted);
        for (int row = 0; row < wanted.size(); row++) {
            Object our = actual.get(row);
            Object their = wanted.get(row);
            if (DuckDbValues.same(our, their, type)) {
                continue;
            }
            Optional<KnownDifference> known = Arrays.stream(KnownDifference.values())
                    .filter(difference -> difference.coversValues(context, our, their))
                    .findFirst();
            if (known.isPresent()) {
                differences.merge(known.get(), 1, Integer::sum);
            } else {
                unexplained.add(context + "\nrow " + row + ": " + our + ", but DuckDB has " + their);
            }
            return;
        }
        compared++;
    }

    private void forgive(Ending our, Ending their, String context) {
        for (KnownDifference known : KnownDifference.values()) {
            if (known.covers(our, their)) {
                differences.merge(known, 1, Integer::sum);
                return;
            }
        }
        unexplained.add(context + "\nwe: " + our + "\nDuckDB: " + their);
    }

    private static void load(Connection connection, List<List<Object>> columns) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET TimeZone='UTC'");
            statement.execute("SET threads=1");
            statement.execute("CREATE OR REPLACE TABLE t (id INTEGER, "
                    + RandomColumns.SCHEMA.fields().stream()
                            .map(field -> field.name() + " " + DuckDbSql.type(field.type()))
                            .collect(Collectors.joining(", "))
                    + ")");
            int rows = columns.get(0).size();
            statement.execute("INSERT INTO t VALUES "
                    + IntStream.range(0, rows)
                            .mapToObj(row -> "(" + row + ", " + row(columns, row) + ")")
                            .collect(Collectors.joining(", ")));
            DuckDbValues.addTextOfDoubles(statement, "d1");
        }
    }

    private static String row(List<List<Object>> columns, int row) {
        List<String> values = new ArrayList<>();
        for (int position = 0; position < columns.size(); position++) {
            DataType type = RandomColumns.SCHEMA.field(position).type();
            Object raw = columns.get(position).get(row);
            values.add(DuckDbSql.literal(raw, type));
        }
        return String.join(", ", values);
    }

    private static List<Object> query(Connection connection, String sql, DataType type) throws SQLException {
        List<Object> values = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT " + DuckDbSql.shown(sql, type) + " FROM t ORDER BY id")) {
            while (rows.next()) {
                values.add(DuckDbValues.raw(rows, 1, type));
            }
        }
        return values;
    }
}
