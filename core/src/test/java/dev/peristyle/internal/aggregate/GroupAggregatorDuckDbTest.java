package dev.peristyle.internal.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random rows, keys and aggregates against DuckDB. */
class GroupAggregatorDuckDbTest {

    private static final List<DataType> TYPES = DuckDbRows.TYPES;
    private static final double RELATIVE_ERROR = 1e-9;

    /** Each type as a key and as an argument, whatever the seeds above have drawn. */
    @Test
    void everyTypeAgrees() throws SQLException {
        for (DataType type : TYPES) {
            long seed = Seeds.draw();
            agrees(new DataType[] {type, DataType.INT, type}, 2, 200, Seeds.random(seed), seed);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void randomGroupingsAgree(long seed) throws SQLException {
        Random random = Seeds.random(seed);
        int keys = random.nextInt(4);
        DataType[] types = new DataType[keys + 3];
        for (int column = 0; column < types.length; column++) {
            types[column] = TYPES.get(random.nextInt(TYPES.size()));
        }
        agrees(types, keys, 1500, random, seed);
    }

    private static void agrees(DataType[] types, int keys, int count, Random random, long seed) throws SQLException {
        List<BoundAggregate> aggregates = new ArrayList<>();
        aggregates.add(AggregateRegistry.bind("count", List.of(), "rows"));
        List<Integer> arguments = new ArrayList<>(List.of(-1));
        for (int column = keys; column < types.length; column++) {
            for (String kind : AggregateRegistry.names()) {
                if (AggregateRegistry.isDefined(kind, types[column])
                        && !DuckDbAggregates.OVERFLOWING.contains(kind)
                        && !DuckDbAggregates.APPROXIMATE.contains(kind)) {
                    aggregates.add(AggregateRegistry.bind(kind, types[column], kind + column)
                            .withArgumentNumber(column));
                    arguments.add(column);
                }
            }
        }
        for (int second = keys; second < types.length - 1; second++) {
            for (String kind : PairAggregatesTest.NAMES) {
                List<DataType> pair = List.of(types[second + 1], types[second]);
                if (AggregateRegistry.named(kind).outputType(pair) != null) {
                    aggregates.add(AggregateRegistry.bind(kind, pair, kind + second)
                            .withArgumentNumbers(List.of(second + 1, second)));
                    arguments.addAll(List.of(second + 1, second));
                }
            }
        }
        Schema schema = BoxedChunk.schema(types);
        List<List<Object>> rows = rows(types, keys, count, random);
        int[] positions = arguments.stream().mapToInt(Integer::intValue).toArray();
        GroupingRun run = new GroupingRun(schema, keys, aggregates, positions);
        List<List<Object>> expected = query(schema, keys, aggregates, positions, rows);
        check(run.inOneGo(rows), expected, seed);
        check(run.merged(rows, 3, random), expected, seed);
    }

    private static List<List<Object>> rows(DataType[] types, int keys, int count, Random random) {
        int variety = 1 + random.nextInt(9);
        List<List<Object>> rows = new ArrayList<>();
        for (int row = 0; row < count; row++) {
            List<Object> values = new ArrayList<>();
            for (int column = 0; column < types.length; column++) {
                Random source = column < keys ? Seeds.fixed(random.nextInt(variety)) : random;
                Object value = random.nextInt(8) == 0 ? null : RandomValues.of(types[column], source);
                values.add(DuckDbRows.carried(value, types[column]));
            }
            rows.add(values);
        }
        return rows;
    }

    private static List<List<Object>> query(
            Schema schema, int keys, List<BoundAggregate> aggregates, int[] arguments, List<List<Object>> rows)
            throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
            DuckDbRows.load(connection, schema, rows);
            List<String> columns = new ArrayList<>();
            List<DataType> types = new ArrayList<>();
            List<String> keyNames = new ArrayList<>();
            for (int key = 0; key < keys; key++) {
                keyNames.add("c" + key);
                types.add(schema.field(key).type());
                columns.add(DuckDbRows.shown("c" + key, types.get(key)));
            }
            String groupBy = keys == 0 ? "" : " group by " + String.join(", ", keyNames);
            int place = 0;
            for (BoundAggregate aggregate : aggregates) {
                String argument = arguments[place] < 0 ? null : "c" + arguments[place];
                if (aggregate.slots() == 2) {
                    argument += ", c" + arguments[place + 1];
                }
                columns.add(DuckDbRows.shown(
                        DuckDbAggregates.call(aggregate.function(), argument, "ord"), aggregate.outputType()));
                types.add(aggregate.outputType());
                place += aggregate.slots();
            }
            String sql = "select " + String.join(", ", columns) + " from t" + groupBy + " order by min(ord)";
            List<List<Object>> result = new ArrayList<>();
            try (Statement statement = connection.createStatement();
                    ResultSet answer = statement.executeQuery(sql)) {
                while (answer.next()) {
                    List<Object> values = new ArrayList<>();
                    for (int column = 0; column < types.size(); column++) {
                        values.add(DuckDbRows.boxed(answer.getObject(column + 1), types.get(column)));
                    }
                    result.add(values);
                }
            }
            return result;
        }
    }

    private static void check(List<List<Object>> actual, List<List<Object>> expected, long seed) {
        assertThat(actual).as("seed %s", seed).hasSameSizeAs(expected);
        for (int row = 0; row < expected.size(); row++) {
            for (int column = 0; column < expected.get(row).size(); column++) {
                Object wanted = expected.get(row).get(column);
                Object got = actual.get(row).get(column);
                if (got != null && got.equals(wanted)) {
                    continue;
                }
                String place = "seed " + seed + ", row " + row + ", column " + column;
                if (wanted instanceof Double number && got instanceof Double other) {
                    assertThat(other).as(place).isCloseTo(number, within(Math.abs(number) * RELATIVE_ERROR));
                } else if (wanted instanceof Float number && got instanceof Float other) {
                    assertThat(other.floatValue() == number).as(place).isTrue();
                } else {
                    assertThat(got).as(place).isEqualTo(wanted);
                }
            }
        }
    }
}
