package dev.peristyle.internal.top;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.Pipeline;
import dev.peristyle.SortKey;
import dev.peristyle.execution.Execution;
import dev.peristyle.random.Seeds;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The first rows of random groups in random orders over keys of every type: the rows of DuckDB, in the order that is promised, with 1,
 * 2 and 8 threads. {@code -Dperistyle.test.tops=N} tries N.
 */
@Timeout(600)
class TopOfGroupsDuckDbTest {

    private static final int TRIALS = Integer.getInteger("peristyle.test.tops", 15);

    @Test
    void theFirstRowsOfEachGroupAreThoseOfDuckDb() throws SQLException {
        Random random = Seeds.fresh();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
            for (int trial = 0; trial < TRIALS; trial++) {
                int count = random.nextInt(8) == 0 ? random.nextInt(2) : random.nextInt(400);
                TypedRows rows = TypedRows.random(random, count, 2 + random.nextInt(random.nextBoolean() ? 4 : 60));
                rows.load(connection, "t");
                tops(random, rows, connection);
                edges(random, rows, connection);
            }
        }
    }

    private static void tops(Random random, TypedRows rows, Connection connection) throws SQLException {
        List<String> keys = columns(random, 1 + random.nextInt(2));
        List<String> sql = new ArrayList<>();
        List<SortKey> order = new ArrayList<>();
        for (String column : columns(random, random.nextInt(3))) {
            boolean descending = random.nextBoolean();
            boolean nullsFirst = random.nextBoolean();
            order.add(new SortKey(column, descending, nullsFirst));
            sql.add(column + (descending ? " desc" : " asc") + (nullsFirst ? " nulls first" : " nulls last"));
        }
        sql.add("n");
        int count = random.nextInt(5) == 0 ? 60 + random.nextInt(10) : 1 + random.nextInt(4);
        String by = String.join(", ", keys);
        String query = "select n from (select n, min(n) over (partition by " + by + ") as first, row_number() over"
                + " (partition by " + by + " order by " + String.join(", ", sql) + ") as place from t) where place <= "
                + count + " order by first, place";
        compare(
                random,
                rows.pipeline(random).groupBy(keys.toArray(String[]::new)).top(count, order.toArray(SortKey[]::new)),
                connection,
                query);
    }

    private static void edges(Random random, TypedRows rows, Connection connection) throws SQLException {
        String[] keys = columns(random, 1 + random.nextInt(2)).toArray(String[]::new);
        String by = String.join(", ", keys);
        compare(
                random,
                rows.pipeline(random).distinctBy(keys),
                connection,
                "select min(n) from t group by " + by + " order by 1");
        compare(
                random,
                rows.pipeline(random).lastBy(keys),
                connection,
                "select max(n) from t group by " + by + " order by min(n)");
        String latest = columns(random, 1).get(0);
        compare(
                random,
                rows.pipeline(random).latestBy(latest, keys),
                connection,
                "select n from (select n, min(n) over (partition by " + by
                        + ") as first from t qualify row_number() over (partition by " + by + " order by " + latest
                        + " desc nulls last, n desc) = 1) order by first");
    }

    private static List<String> columns(Random random, int count) {
        List<String> columns = new ArrayList<>();
        while (columns.size() < count) {
            String column = "c" + random.nextInt(TypedRows.TYPES.size());
            if (!columns.contains(column)) {
                columns.add(column);
            }
        }
        return columns;
    }

    private static void compare(Random random, Pipeline rows, Connection connection, String sql) throws SQLException {
        List<Integer> expected = TypedRows.numbers(connection, sql);
        for (int threads : new int[] {1, 2, 8}) {
            Pipeline run = rows.using(Execution.builder().threads(threads).build());
            // with all columns, or with few of them
            Pipeline some = random.nextBoolean() ? run : run.select("n");
            assertThat(TypedRows.numbers(some, "n"))
                    .as("%s with %s threads", sql, threads)
                    .isEqualTo(expected);
        }
    }
}
