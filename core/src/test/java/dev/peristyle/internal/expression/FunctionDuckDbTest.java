package dev.peristyle.internal.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.ExpressionFixture;
import dev.peristyle.error.ComputationException;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each of {@link DuckDbFunctions} gives what DuckDB gives, over random rows with nulls and extremes.
 *
 * <p>{@code -Dperistyle.test.functionRows=100000} tries more rows than the build has time for.
 */
class FunctionDuckDbTest {

    private static final int ROWS = Integer.getInteger("peristyle.test.functionRows", 2_000);
    private static final int ROWS_OF_A_STATEMENT = 100;
    private static final int SHOWN = 3;

    @ParameterizedTest
    @ValueSource(strings = {"math", "choice", "time", "text"})
    void agreesWithDuckDb(String group) throws SQLException {
        List<List<Object>> columns = new FunctionColumns(Seeds.fresh()).columns(ROWS);
        List<String> differences = new ArrayList<>();
        List<DuckDbFunctions.Case> cases = DuckDbFunctions.of(group);
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                ChunkFixture fixture = new ChunkFixture(FunctionColumns.SCHEMA, columns)) {
            load(connection, columns);
            for (DuckDbFunctions.Case each : cases) {
                compare(connection, fixture, columns, each, differences);
            }
        }
        assertThat(cases).isNotEmpty();
        assertThat(differences).isEmpty();
    }

    private static void compare(
            Connection connection,
            ChunkFixture fixture,
            List<List<Object>> columns,
            DuckDbFunctions.Case each,
            List<String> differences) {
        Node node = ExpressionFixture.node(each.ours());
        String name = node.describe() + "\n" + each.sql();
        List<Object> actual;
        List<Object> wanted;
        try {
            DataType type = Binder.bind(node, FunctionColumns.SCHEMA).type();
            actual = fixture.evaluate(node);
            wanted = query(connection, each.sql(), type);
            int shown = 0;
            for (int row = 0; row < ROWS && shown < SHOWN; row++) {
                if (!DuckDbValues.same(actual.get(row), wanted.get(row), type)) {
                    shown++;
                    differences.add(name + "\nrow " + row + ": " + actual.get(row) + ", but DuckDB has "
                            + wanted.get(row) + describe(columns, row, node));
                }
            }
        } catch (SQLException | IllegalArgumentException | ComputationException failure) {
            differences.add(name + "\n" + failure);
        }
    }

    private static String describe(List<List<Object>> columns, int row, Node node) {
        StringJoiner text = new StringJoiner(", ", " for ", "");
        for (String column : Binder.bind(node, FunctionColumns.SCHEMA).columns()) {
            text.add(column + " = "
                    + columns.get(FunctionColumns.SCHEMA.indexOf(column)).get(row));
        }
        return text.toString();
    }

    private static void load(Connection connection, List<List<Object>> columns) throws SQLException {
        Schema schema = FunctionColumns.SCHEMA;
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET TimeZone='UTC'");
            statement.execute("SET threads=1");
            StringJoiner types = new StringJoiner(", ", "CREATE TABLE t (id INTEGER, ", ")");
            schema.fields().forEach(field -> types.add(field.name() + " " + DuckDbSql.type(field.type())));
            statement.execute(types.toString());
            for (int from = 0; from < ROWS; from += ROWS_OF_A_STATEMENT) {
                StringJoiner rows = new StringJoiner(", ", "INSERT INTO t VALUES ", "");
                for (int row = from; row < Math.min(ROWS, from + ROWS_OF_A_STATEMENT); row++) {
                    StringJoiner values = new StringJoiner(", ", "(" + row + ", ", ")");
                    for (int column = 0; column < columns.size(); column++) {
                        values.add(DuckDbSql.literal(
                                columns.get(column).get(row),
                                schema.field(column).type()));
                    }
                    rows.add(values.toString());
                }
                statement.execute(rows.toString());
            }
        }
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
