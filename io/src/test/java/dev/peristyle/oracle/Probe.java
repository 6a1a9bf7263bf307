package dev.peristyle.oracle;

import dev.peristyle.Expression;
import dev.peristyle.Pipeline;
import dev.peristyle.column.ChunkIterator;
import dev.peristyle.error.ComputationException;
import dev.peristyle.internal.expression.DuckDbSql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Says of what is drawn whether a query can be made of it. Expressions that fail, or may give other values than DuckDB, are the
 * matter of {@code RandomExpressionDuckDbTest}: in a query they would fail depending on which rows come first.
 */
final class Probe {

    /** Where a double becomes a decimal of so many digits, the last ones differ: see {@code KnownDifference} of expressions. */
    private static final String MAY_DIFFER = "as decimal(21,1)";

    private static final long MAX_ROWS = 8000;

    private final Connection duckDb;
    private final Pipeline dataset;
    private int refused;

    Probe(Connection duckDb, Pipeline dataset) {
        this.duckDb = duckDb;
        this.dataset = dataset;
    }

    Pipeline dataset() {
        return dataset;
    }

    int refused() {
        return refused;
    }

    /** Whether an expression has a value for each row of the dataset, with us and with DuckDB. */
    boolean holds(Expression expression) {
        boolean holds = !expression.toString().contains(MAY_DIFFER) && hasValues(expression);
        refused += holds ? 0 : 1;
        return holds;
    }

    private boolean hasValues(Expression expression) {
        Pipeline projected;
        try {
            projected = dataset.with("probed", expression).select("probed");
        } catch (IllegalArgumentException refusedByUs) {
            return false;
        }
        String sql = RandomStep.sql(expression, RandomDataset.SCHEMA);
        String shown = DuckDbSql.shown(sql, projected.schema().field(0).type());
        try (ChunkIterator chunks = projected.chunks();
                Statement statement = duckDb.createStatement()) {
            while (chunks.next()) {
                chunks.chunk();
            }
            statement.executeQuery("SELECT sum(hash(" + shown + ")) FROM t").close();
            return true;
        } catch (ComputationException | SQLException failure) {
            return false;
        }
    }

    /** Whether DuckDB answers a query, with no more rows than all paths can be tried on. */
    boolean isSmall(String sql) {
        try (Statement statement = duckDb.createStatement();
                ResultSet result = statement.executeQuery("SELECT count(*) FROM (" + sql + ")")) {
            result.next();
            return result.getLong(1) <= MAX_ROWS;
        } catch (SQLException failure) {
            refused++;
            return false;
        }
    }
}
