package dev.peristyle.internal.join;

import static dev.peristyle.Aggregates.count;
import static dev.peristyle.Aggregates.sum;
import static dev.peristyle.Expressions.col;
import static dev.peristyle.SortKey.asc;
import static dev.peristyle.SortKey.desc;
import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.JoinKind;
import dev.peristyle.JoinOn;
import dev.peristyle.Pipeline;
import dev.peristyle.SortKey;
import dev.peristyle.csv.Csv;
import dev.peristyle.csv.CsvOptions;
import dev.peristyle.execution.Execution;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random trees of joins against DuckDB: all kinds, one to three keys that are columns or expressions, nulls that match or do not,
 * further conditions, either side held or both sorted and merged, one table on several places, conditions on tables, empty sides and keys of which most are one, with groups or a
 * sort after them; over files and over tiny chunks, in limits that need the disk and in large ones, with 1, 2 and 8 threads.
 * {@code -Dperistyle.test.join.queries=2000} tries as many.
 */
@Timeout(3600)
class JoinQueriesDuckDbTest {

    private static final int QUERIES = Integer.getInteger("peristyle.test.join.queries", 60);
    private static final int TABLES = 3;
    private static final long LARGE = 1L << 30;

    @TempDir
    private static Path directory;

    /** A pipeline and the same in SQL. */
    private record Query(Pipeline rows, String sql, Set<String> columns, List<String> order) {}

    /** The rows of a table: n, k, s, v, w. */
    private record Table(List<Object[]> rows, int chunkRows, int morselRows, Path file) {}

    private final Random random = Seeds.fresh();
    private final List<Table> tables = new ArrayList<>();
    private int prefixes;

    private static Schema schema() {
        return Schema.builder()
                .add("n", DataType.INT)
                .add("k", DataType.INT)
                .add("s", DataType.STRING)
                .add("v", DataType.LONG)
                .add("w", DataType.STRING)
                .build();
    }

    private void makeTables(Connection connection) throws SQLException, IOException {
        tables.clear();
        for (int number = 0; number < TABLES; number++) {
            int count = random.nextInt(8) == 0 ? 0 : random.nextInt(250);
            int variety = 1 + random.nextInt(random.nextBoolean() ? 10 : 200);
            boolean isSkewed = random.nextInt(4) == 0;
            int width = random.nextInt(6) == 0 ? 4000 : 3;
            List<Object[]> rows = new ArrayList<>();
            for (int row = 0; row < count; row++) {
                int key = isSkewed && random.nextInt(10) > 0 ? 0 : random.nextInt(variety);
                rows.add(new Object[] {
                    row,
                    random.nextInt(9) == 0 ? null : key,
                    random.nextInt(9) == 0 ? null : "s" + random.nextInt(variety),
                    random.nextInt(9) == 0 ? null : (long) random.nextInt(variety),
                    "w".repeat(1 + random.nextInt(width))
                });
            }
            load(connection, "t" + number, rows);
            tables.add(new Table(rows, 1 + random.nextInt(40), 1 + random.nextInt(90), write(number, rows)));
        }
    }

    private static void load(Connection connection, String table, List<Object[]> rows) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "create or replace table " + table + " (n integer, k integer, s varchar, v bigint, w varchar)");
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

    private static Path write(int number, List<Object[]> rows) throws IOException {
        List<String> lines = new ArrayList<>(List.of("n,k,s,v,w"));
        for (Object[] row : rows) {
            List<String> fields = new ArrayList<>();
            for (Object value : row) {
                fields.add(value == null ? "" : value.toString());
            }
            lines.add(String.join(",", fields));
        }
        return Files.write(directory.resolve("t" + number + ".csv"), lines);
    }

    private Query table() {
        int number = random.nextInt(TABLES);
        Table table = tables.get(number);
        Pipeline rows = random.nextBoolean()
                ? Csv.scan(table.file, CsvOptions.builder().schema(schema()).build())
                : Pipeline.from(new ListedRows(schema(), table.rows, table.chunkRows, table.morselRows));
        String prefix = "p" + prefixes++ + "_";
        List<String> shown = new ArrayList<>();
        for (String name : schema().names()) {
            rows = rows.rename(name, prefix + name);
            shown.add(name + " as " + prefix + name);
        }
        String sql = "select " + String.join(", ", shown) + " from t" + number;
        if (random.nextInt(3) == 0) {
            int bound = random.nextInt(100);
            rows = rows.filter(col(prefix + "v").lt(bound));
            sql += " where v < " + bound;
        }
        return new Query(rows, sql, Set.of(prefix), List.of(prefix + "n"));
    }

    private Query tree(int joins) {
        if (joins == 0) {
            return table();
        }
        int left = random.nextInt(joins);
        return join(tree(left), tree(joins - 1 - left));
    }

    private String any(Set<String> prefixesOfSide) {
        List<String> all = prefixesOfSide.stream().sorted().toList();
        return all.get(random.nextInt(all.size()));
    }

    /** Sorted by columns, and else as before. */
    private static Query sorted(Query query, List<String> columns) {
        List<String> order = new ArrayList<>(columns);
        order.addAll(query.order);
        SortKey[] keys = columns.stream().map(SortKey::asc).toArray(SortKey[]::new);
        return new Query(query.rows.sortBy(keys), query.sql, query.columns, order);
    }

    private Query join(Query first, Query second) {
        Query left = first;
        Query right = second;
        boolean merges = random.nextInt(4) == 0;
        List<String> leftKeys = new ArrayList<>();
        List<String> rightKeys = new ArrayList<>();
        JoinKind kind = List.of(JoinKind.values()).get(random.nextInt(JoinKind.values().length));
        boolean nullsMatch = random.nextInt(5) == 0;
        String equal = nullsMatch ? " is not distinct from " : " = ";
        JoinOn on = JoinOn.everything();
        List<String> terms = new ArrayList<>();
        int keys = 1 + random.nextInt(3);
        for (int key = 0; key < keys; key++) {
            String l = any(left.columns);
            String r = any(right.columns);
            switch (merges ? 9 : random.nextInt(5)) {
                case 0 -> {
                    on = on.and(col(l + "k").plus(1), col(r + "v"));
                    terms.add(l + "k + 1" + equal + r + "v");
                }
                case 1 -> {
                    on = on.and(col(l + "s"), col(r + "s"));
                    terms.add(l + "s" + equal + r + "s");
                }
                case 2 -> {
                    on = on.and(col(l + "v"), col(r + "k"));
                    terms.add(l + "v" + equal + r + "k");
                }
                default -> {
                    on = on.and(col(l + "k"), col(r + "k"));
                    terms.add(l + "k" + equal + r + "k");
                    leftKeys.add(l + "k");
                    rightKeys.add(r + "k");
                }
            }
        }
        if (random.nextInt(3) == 0) {
            String l = any(left.columns);
            String r = any(right.columns);
            on = on.where(col(l + "n").plus(col(r + "n")).modulo(3).ne(0));
            terms.add("(" + l + "n + " + r + "n) % 3 <> 0");
        }
        on = nullsMatch ? on.nullsMatch() : on;
        on = switch (random.nextInt(4)) {
            case 0 -> on.buildRight();
            case 1 -> merges ? on.sorted() : on.buildLeft();
            case 2 -> merges ? on : on.buildLeft();
            default -> on;
        };
        if (merges) {
            left = sorted(left, leftKeys);
            right = sorted(right, rightKeys);
        }
        boolean showsRight = kind != JoinKind.SEMI && kind != JoinKind.ANTI;
        Set<String> columns = new HashSet<>(left.columns);
        List<String> order = new ArrayList<>(left.order);
        if (showsRight) {
            columns.addAll(right.columns);
            order.addAll(right.order);
        }
        String sql = "select " + (showsRight ? "*" : "l.*") + " from (" + left.sql + ") l " + kind + " join ("
                + right.sql + ") r on " + String.join(" and ", terms);
        return new Query(left.rows.join(right.rows, kind, on), sql, columns, order);
    }

    /** Groups or sorts the rows, or takes them as they come. */
    private Query ended(Query query) {
        String prefix = any(query.columns);
        String places = String.join(
                ", ", query.order.stream().map(name -> name + " nulls last").toList());
        return switch (random.nextInt(4)) {
            case 0 ->
                new Query(
                        query.rows
                                .groupBy(prefix + "k")
                                .aggregate(
                                        count().as("rows"),
                                        sum(col(prefix + "v")).as("sum"))
                                .sortBy(asc(prefix + "k")),
                        "select " + prefix + "k, count(*), cast(sum(" + prefix + "v) as bigint) from (" + query.sql
                                + ") group by all order by 1 nulls last",
                        query.columns,
                        query.order);
            case 1 ->
                new Query(
                        query.rows.sortBy(desc(prefix + "s")),
                        "select * from (" + query.sql + ") order by " + prefix + "s desc nulls last, " + places,
                        query.columns,
                        query.order);
            default ->
                new Query(
                        query.rows, "select * from (" + query.sql + ") order by " + places, query.columns, query.order);
        };
    }

    /** DuckDB 2.0.0.1 squeezes sums into as few bytes as their arguments need before it sorts, and loses the rest. */
    private static void withoutCompression(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("set disabled_optimizers = 'compressed_materialization'");
        }
    }

    @Test
    void randomJoinsGiveTheRowsOfDuckDb() throws SQLException, IOException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
            withoutCompression(connection);
            for (int trial = 0; trial < QUERIES; trial++) {
                makeTables(connection);
                prefixes = 0;
                Query query = tree(1 + random.nextInt(3));
                if (isTooLarge(connection, query)) {
                    continue;
                }
                Query ended = ended(query);
                List<List<Object>> expected = rows(connection, ended.sql);
                for (int threads : new int[] {1, 2, 8}) {
                    long limit = random.nextInt(3) == 0 ? LARGE : (6L + random.nextInt(20)) << 20;
                    Execution execution = Execution.builder()
                            .threads(threads)
                            .memoryLimit(limit)
                            .temporaryDirectory(directory)
                            .build();
                    assertThat(NaiveJoin.rows(ended.rows.using(execution)))
                            .as("%s with %s threads, limit %s", ended.sql, threads, limit)
                            .isEqualTo(expected);
                }
            }
        }
    }

    /** Some trees multiply rows more than a test has time for. */
    private static boolean isTooLarge(Connection connection, Query query) throws SQLException {
        long rows = (long) rows(connection, "select count(*) from (" + query.sql + ")")
                .get(0)
                .get(0);
        return rows > 20_000;
    }

    private static List<List<Object>> rows(Connection connection, String sql) throws SQLException {
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
