package dev.peristyle.internal.top;

import static dev.peristyle.Aggregates.count;
import static dev.peristyle.Aggregates.max;
import static dev.peristyle.Aggregates.sum;
import static dev.peristyle.Expressions.coalesce;
import static dev.peristyle.Expressions.col;
import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.Pipeline;
import dev.peristyle.SortKey;
import dev.peristyle.execution.Execution;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.DataType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Unions, differences, pivots, merges and upserts of random rows of every type, nulls among them: the rows of DuckDB, in the order
 * that is promised, with 1, 2 and 8 threads. {@code -Dperistyle.test.shapes=N} tries N of each.
 */
@Timeout(600)
class ShapesDuckDbTest {

    private static final int TRIALS = Integer.getInteger("peristyle.test.shapes", 8);

    private final Random random = Seeds.fresh();

    /** What is tried with the tables l and r. */
    private interface Trial {
        void run(TypedRows left, TypedRows right, Connection connection) throws SQLException;
    }

    private void tryAll(Trial trial) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
            for (int number = 0; number < TRIALS; number++) {
                int variety = 2 + random.nextInt(random.nextBoolean() ? 3 : 30);
                TypedRows left = TypedRows.random(random, size(), variety);
                TypedRows right = TypedRows.random(random, size(), variety);
                left.load(connection, "l");
                right.load(connection, "r");
                trial.run(left, right, connection);
            }
        }
    }

    private int size() {
        return random.nextInt(6) == 0 ? random.nextInt(2) : random.nextInt(250);
    }

    private static Execution threads(int threads) {
        return Execution.builder().threads(threads).build();
    }

    private String[] columns(int count) {
        List<String> columns = new ArrayList<>();
        while (columns.size() < count) {
            String column = "c" + random.nextInt(TypedRows.TYPES.size());
            if (!columns.contains(column)) {
                columns.add(column);
            }
        }
        return columns.toArray(String[]::new);
    }

    @Test
    void differencesAndIntersectionsHaveTheRowsOfDuckDb() throws SQLException {
        tryAll((left, right, connection) -> {
            String[] columns = columns(1 + random.nextInt(3));
            String list = String.join(", ", columns);
            for (String operator : new String[] {"except", "intersect"}) {
                // in the order of first appearance, which DuckDB does not promise
                String same = IntStream.range(0, columns.length)
                        .mapToObj(column -> "s." + columns[column] + " is not distinct from l." + columns[column])
                        .reduce((one, other) -> one + " and " + other)
                        .orElseThrow();
                String sql = "select min(l.n) from (select " + list + " from l " + operator + " select " + list
                        + " from r) s join l on " + same + " group by " + prefixed("l.", columns) + " order by 1";
                List<Integer> expected = TypedRows.numbers(connection, sql);
                List<List<Object>> all = TypedRows.values(left.pipeline(random).select(columns));
                List<List<Object>> rows = expected.stream().map(all::get).toList();
                for (int threads : new int[] {1, 2, 8}) {
                    Pipeline one = left.pipeline(random).select(columns).using(threads(threads));
                    Pipeline other = right.pipeline(random).select(columns);
                    Pipeline result = operator.equals("except") ? one.except(other) : one.intersect(other);
                    assertThat(TypedRows.values(result)).as(sql).isEqualTo(rows);
                }
            }
        });
    }

    @Test
    void multisetsHaveTheRowsOfDuckDb() throws SQLException {
        tryAll((left, right, connection) -> {
            String[] columns = columns(1 + random.nextInt(2));
            String list = String.join(", ", columns);
            for (boolean has : new boolean[] {false, true}) {
                String same = IntStream.range(0, columns.length)
                        .mapToObj(column -> "r." + columns[column] + " is not distinct from l." + columns[column])
                        .reduce((one, other) -> one + " and " + other)
                        .orElseThrow();
                // which of equal rows stay, and their order
                String numbers = "select n from (select *, row_number() over (partition by " + list
                        + " order by n) as k from l) l where k " + (has ? "<=" : ">")
                        + " (select count(*) from r where "
                        + same + ") order by n";
                List<Integer> expected = TypedRows.numbers(connection, numbers);
                String all = "select " + list + " from l " + (has ? "intersect" : "except") + " all select " + list
                        + " from r";
                String found = "select " + list + " from l where n in (" + numbers + ")";
                // they are as many of each as the operator of DuckDB has
                for (String difference : List.of(
                        "(" + all + ") except all (" + found + ")", "(" + found + ") except all (" + all + ")")) {
                    assertThat(row(connection, "select count(*) from (" + difference + ")"))
                            .as(difference)
                            .hasToString("[0]");
                }
                List<List<Object>> rows = TypedRows.values(left.pipeline(random).select(columns));
                List<List<Object>> kept = expected.stream().map(rows::get).toList();
                for (int threads : new int[] {1, 2, 8}) {
                    Pipeline one = left.pipeline(random).select(columns).using(threads(threads));
                    Pipeline other = right.pipeline(random).select(columns);
                    assertThat(TypedRows.values(has ? one.intersectAll(other) : one.exceptAll(other)))
                            .as(numbers)
                            .isEqualTo(kept);
                }
            }
        });
    }

    private static String prefixed(String prefix, String... columns) {
        return prefix + String.join(", " + prefix, columns);
    }

    @Test
    void aUnionByNameHasTheRowsOfDuckDb() throws SQLException {
        tryAll((left, right, connection) -> {
            String sql =
                    "select sum(n)::bigint, count(c1), count(c2), sum(coalesce(c0, 0) * coalesce(c3, 0)), count(c6)"
                            + " from (select n, c0, c1, c6 from l union all by name select n::bigint as n, c2, c0::double as c0,"
                            + " c1, c3 from r)";
            List<Object> expected = row(connection, sql);
            for (int threads : new int[] {1, 2, 8}) {
                Pipeline union = Pipeline.unionByName(
                                left.pipeline(random).select("n", "c0", "c1", "c6"),
                                right.pipeline(random)
                                        .select("n", "c2", "c0", "c1", "c3")
                                        .with("n", col("n").cast(DataType.LONG))
                                        .with("c0", col("c0").cast(DataType.DOUBLE)))
                        .using(threads(threads));
                assertThat(union.schema().names()).containsExactly("n", "c0", "c1", "c6", "c2", "c3");
                List<List<Object>> rows = TypedRows.values(union);
                assertThat(rows).hasSize(left.size() + right.size());
                for (int row = 0; row < rows.size(); row++) {
                    boolean ofLeft = row < left.size();
                    assertThat(rows.get(row).get(0)).isEqualTo((long) (ofLeft ? row : row - left.size()));
                    assertThat(rows.get(row).get(ofLeft ? 4 : 3)).isNull();
                }
                List<Object> found = TypedRows.values(union.aggregate(
                                sum(col("n")).as("a"),
                                count(col("c1")).as("b"),
                                count(col("c2")).as("c"),
                                sum(coalesce(col("c0"), 0.0)
                                                .times(coalesce(col("c3"), 0L).cast(DataType.DOUBLE)))
                                        .as("d"),
                                count(col("c6")).as("e")))
                        .get(0);
                assertThat(found).as(sql).isEqualTo(expected);
            }
        });
    }

    private static List<Object> row(Connection connection, String sql) throws SQLException {
        List<List<Object>> rows = rows(connection, sql);
        assertThat(rows).hasSize(1);
        return rows.get(0);
    }

    private static List<List<Object>> rows(Connection connection, String sql) throws SQLException {
        List<List<Object>> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                List<Object> row = new ArrayList<>();
                for (int column = 1; column <= columns; column++) {
                    Object value = result.getObject(column);
                    row.add(value instanceof BigInteger integer ? (Object) integer.longValueExact() : value);
                }
                rows.add(row);
            }
        }
        return rows;
    }

    @Test
    void aPivotHasTheColumnsOfDuckDb() throws SQLException {
        tryAll((left, right, connection) -> {
            String key = columns(1)[0];
            String spread = "c" + List.of(0, 3, 10, 11).get(random.nextInt(4));
            List<Object> values = left.pipeline(random).valuesOf(spread);
            assertThat(values)
                    .hasSize(TypedRows.numbers(
                                    connection,
                                    "select distinct " + spread + " from l where " + spread + " is not null")
                            .size());
            if (values.isEmpty() || key.equals(spread)) {
                return;
            }
            List<String> terms = new ArrayList<>();
            for (Object value : values) {
                String matches = " filter (where " + spread + " is not distinct from " + value + ")";
                terms.add("count(*)" + matches + ", sum(n)" + matches + "::bigint, max(c3)" + matches);
            }
            String sql = "select " + String.join(", ", terms) + " from l group by " + key + " order by min(n)";
            List<List<Object>> expected = rows(connection, sql);
            for (int threads : new int[] {1, 2, 8}) {
                Pipeline pivot = left.pipeline(random)
                        .using(threads(threads))
                        .groupBy(key)
                        .pivot(spread, values)
                        .aggregate(
                                count(), sum(col("n")).as("sum"), max(col("c3")).as("max"));
                assertThat(pivot.schema().names().get(1)).isEqualTo(values.get(0) + "_count");
                assertThat(TypedRows.values(pivot.drop(key))).as(sql).isEqualTo(expected);
            }
        });
    }

    @Test
    void anUnpivotHasTheRowsOfDuckDb() throws SQLException {
        tryAll((left, right, connection) -> {
            for (String columns : new String[] {"c0, c10, c11", "c2, c5, c0", "c1", "c4", "c7, c6", "c8"}) {
                List<String> list = List.of(columns.split(", ", -1));
                List<String> selects = new ArrayList<>();
                for (int column = 0; column < list.size(); column++) {
                    selects.add("select n, " + column + " as lane, '" + list.get(column) + "' as name, "
                            + list.get(column) + " as value from l");
                }
                String sql = "select n, name, value::varchar from (" + String.join(" union all ", selects)
                        + ") order by n, lane";
                List<List<Object>> expected = normal(rows(connection, sql));
                for (int threads : new int[] {1, 2, 8}) {
                    Pipeline unpivot =
                            left.pipeline(random).using(threads(threads)).unpivot(list, "name", "value");
                    assertThat(unpivot.schema().size()).isEqualTo(TypedRows.TYPES.size() + 3 - list.size());
                    assertThat(normal(TypedRows.values(unpivot.select("n", "name", "value"))))
                            .as(sql)
                            .isEqualTo(expected);
                    assertThat(unpivot.filter(col("n").lt(5)).count())
                            .isEqualTo((long) list.size() * Math.min(5, left.size()));
                }
            }
        });
    }

    /** Numbers in one form, as values of one kind are written differently. */
    private static List<List<Object>> normal(List<List<Object>> rows) {
        List<List<Object>> normal = new ArrayList<>();
        for (List<Object> row : rows) {
            List<Object> values = new ArrayList<>(row);
            Object value = row.get(2);
            String text = value == null ? null : value.toString();
            if (text != null && text.matches("-?[0-9.]+")) {
                text = new BigDecimal(text).stripTrailingZeros().toPlainString();
                text = text.equals("-0") ? "0" : text;
            }
            values.set(2, text == null ? null : text.toLowerCase(Locale.ROOT));
            normal.add(values);
        }
        return normal;
    }

    @Test
    void aMergeHasTheOrderOfAStableSort() throws SQLException {
        tryAll((left, right, connection) -> {
            List<SortKey> keys = new ArrayList<>();
            List<String> sql = new ArrayList<>();
            for (String column : columns(1 + random.nextInt(2))) {
                boolean descending = random.nextBoolean();
                boolean nullsFirst = random.nextBoolean();
                keys.add(new SortKey(column, descending, nullsFirst));
                sql.add(column + (descending ? " desc" : " asc") + (nullsFirst ? " nulls first" : " nulls last"));
            }
            String query =
                    "select n from (select *, 1 as side from l union all select *, 2 as side from r union all select *,"
                            + " 3 as side from l) order by " + String.join(", ", sql) + ", side, n";
            List<Integer> expected = TypedRows.numbers(connection, query);
            SortKey[] order = keys.toArray(SortKey[]::new);
            Function<TypedRows, Pipeline> sorted = rows -> rows.pipeline(random).sortBy(order);
            for (int threads : new int[] {1, 2, 8}) {
                Pipeline merged = Pipeline.merge(keys, sorted.apply(left), sorted.apply(right), sorted.apply(left))
                        .using(threads(threads));
                assertThat(TypedRows.numbers(random.nextBoolean() ? merged : merged.select("n"), "n"))
                        .as(query)
                        .isEqualTo(expected);
                assertThat(TypedRows.values(merged))
                        .isEqualTo(TypedRows.values(
                                Pipeline.concat(left.pipeline(random), right.pipeline(random), left.pipeline(random))
                                        .sortBy(order)));
            }
        });
    }

    @Test
    void anUpsertReplacesInPlaceAndAppendsWhatIsNew() throws SQLException {
        tryAll((left, right, connection) -> {
            String[] keys = columns(1 + random.nextInt(2));
            String by = String.join(", ", keys);
            String same = IntStream.range(0, keys.length)
                    .mapToObj(key -> "l." + keys[key] + " is not distinct from c." + keys[key])
                    .reduce((one, other) -> one + " and " + other)
                    .orElseThrow();
            String changes = "(select " + by + ", max(n) as last, min(n) as first from r group by " + by + ") c";
            String sql =
                    "select case when last is null then n else 1000000 + last end from (select l.n, c.last, 0 as side,"
                            + " l.n as place from l left join " + changes + " on " + same
                            + " union all select null, c.last, 1, c.first from " + changes
                            + " where not exists (select 1 from l where " + same + ")) order by side, place";
            List<Integer> expected = TypedRows.numbers(connection, sql);
            for (int threads : new int[] {1, 2, 8}) {
                Pipeline upserted = left.pipeline(random)
                        .upsert(right.pipeline(random).with("n", col("n").plus(1_000_000)), keys)
                        .using(threads(threads));
                assertThat(upserted.schema()).isEqualTo(left.schema());
                assertThat(TypedRows.numbers(upserted, "n")).as(sql).isEqualTo(expected);
            }
            List<List<Object>> old = TypedRows.values(left.pipeline(random));
            List<List<Object>> latest = TypedRows.values(right.pipeline(random));
            for (List<Object> row : TypedRows.values(
                    left.pipeline(random).upsert(right.pipeline(random).with("n", col("n").plus(1_000_000)), keys))) {
                int n = (int) row.get(0);
                List<Object> whole = new ArrayList<>(n < 1_000_000 ? old.get(n) : latest.get(n - 1_000_000));
                whole.set(0, n);
                assertThat(row).isEqualTo(whole);
            }
        });
    }
}
