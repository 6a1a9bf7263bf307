package dev.peristyle.internal.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random rows, keys and aggregates against DuckDB. */
class GroupAggregatorDuckDbTest {

    private static final List<DataType> TYPES = List.of(
            DataType.BOOLEAN,
            DataType.INT,
            DataType.LONG,
            DataType.FLOAT,
            DataType.DOUBLE,
            DataType.decimal(15, 2),
            DataType.DATE,
            DataType.LOCAL_TIMESTAMP,
            DataType.STRING);
    private static final double RELATIVE_ERROR = 1e-9;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void randomGroupingsAgree(long seed) throws SQLException {
        Random random = new Random(seed);
        int keys = random.nextInt(4);
        DataType[] types = new DataType[keys + 3];
        for (int column = 0; column < types.length; column++) {
            types[column] = TYPES.get(random.nextInt(TYPES.size()));
        }
        List<BoundAggregate> aggregates = new ArrayList<>();
        aggregates.add(AggregateBinder.bind(AggregateKind.COUNT, null, "rows"));
        List<Integer> arguments = new ArrayList<>(List.of(-1));
        for (int column = keys; column < types.length; column++) {
            for (AggregateKind kind : AggregateKind.values()) {
                if (RandomValues.isDefined(kind, types[column])) {
                    aggregates.add(AggregateBinder.bind(kind, types[column], kind.method() + column)
                            .withArgumentNumber(column));
                    arguments.add(column);
                }
            }
        }
        Schema schema = BoxedChunk.schema(types);
        List<List<Object>> rows = rows(types, keys, random);
        int[] positions = arguments.stream().mapToInt(Integer::intValue).toArray();
        GroupingRun run = new GroupingRun(schema, keys, aggregates, positions);
        List<List<Object>> expected = query(schema, keys, aggregates, positions, rows);
        check(run.inOneGo(rows), expected, seed);
        check(run.merged(rows, 3, random), expected, seed);
    }

    private static List<List<Object>> rows(DataType[] types, int keys, Random random) {
        int variety = 1 + random.nextInt(9);
        List<List<Object>> rows = new ArrayList<>();
        for (int row = 0; row < 1500; row++) {
            List<Object> values = new ArrayList<>();
            for (int column = 0; column < types.length; column++) {
                Random source = column < keys ? new Random(random.nextInt(variety)) : random;
                Object value = random.nextInt(8) == 0 ? null : RandomValues.of(types[column], source);
                values.add(carried(value, types[column]));
            }
            rows.add(values);
        }
        return rows;
    }

    /** Keeps a value within what JDBC carries and plain sums can add. */
    private static Object carried(Object value, DataType type) {
        if (value instanceof String text) {
            return text.replace('\0', '0');
        }
        if (value instanceof Double number && Math.abs(number) > 1e12) {
            // where such values cancel out, plain sums differ in every digit
            return number / 1e9;
        }
        return value != null && type.kind() == DataType.Kind.DATE ? (Object) ((int) value % 500_000) : value;
    }

    private static List<List<Object>> query(
            Schema schema, int keys, List<BoundAggregate> aggregates, int[] arguments, List<List<Object>> rows)
            throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
            load(connection, schema, rows);
            List<String> columns = new ArrayList<>();
            List<DataType> types = new ArrayList<>();
            for (int key = 0; key < keys; key++) {
                columns.add("c" + key);
                types.add(schema.field(key).type());
            }
            String groupBy = keys == 0 ? "" : " group by " + String.join(", ", columns);
            for (int position = 0; position < arguments.length; position++) {
                columns.add(call(aggregates.get(position).kind(), arguments[position]));
                types.add(aggregates.get(position).outputType());
            }
            String sql = "select " + String.join(", ", columns) + " from t" + groupBy + " order by min(ord)";
            List<List<Object>> result = new ArrayList<>();
            try (Statement statement = connection.createStatement();
                    ResultSet answer = statement.executeQuery(sql)) {
                while (answer.next()) {
                    List<Object> values = new ArrayList<>();
                    for (int column = 0; column < types.size(); column++) {
                        values.add(boxed(answer.getObject(column + 1), types.get(column)));
                    }
                    result.add(values);
                }
            }
            return result;
        }
    }

    private static void load(Connection connection, Schema schema, List<List<Object>> rows) throws SQLException {
        StringBuilder create = new StringBuilder("create table t (ord bigint");
        StringBuilder insert = new StringBuilder("insert into t values (?");
        for (int column = 0; column < schema.size(); column++) {
            create.append(", c")
                    .append(column)
                    .append(' ')
                    .append(sqlType(schema.field(column).type()));
            insert.append(", ?");
        }
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute(create.append(')').toString());
        }
        try (PreparedStatement statement =
                connection.prepareStatement(insert.append(')').toString())) {
            for (int row = 0; row < rows.size(); row++) {
                statement.setLong(1, row);
                for (int column = 0; column < schema.size(); column++) {
                    statement.setObject(
                            column + 2,
                            sqlValue(
                                    rows.get(row).get(column),
                                    schema.field(column).type()));
                }
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private static String sqlType(DataType type) {
        return switch (type.kind()) {
            case BOOLEAN -> "boolean";
            case INT -> "integer";
            case LONG -> "bigint";
            case FLOAT -> "float";
            case DOUBLE -> "double";
            case DECIMAL -> "decimal(" + type.precision() + "," + type.scale() + ")";
            case DATE -> "date";
            case TIMESTAMP -> "timestamp";
            case STRING -> "varchar";
        };
    }

    private static Object sqlValue(Object value, DataType type) {
        if (value == null) {
            return null;
        }
        return switch (type.kind()) {
            case DECIMAL -> BigDecimal.valueOf((long) value, type.scale());
            case DATE -> LocalDate.ofEpochDay((int) value);
            case TIMESTAMP -> LocalDateTime.ofInstant(instant((long) value), ZoneOffset.UTC);
            default -> value;
        };
    }

    private static Instant instant(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1000);
    }

    private static Object boxed(Object value, DataType type) {
        if (value == null) {
            return null;
        }
        return switch (type.kind()) {
            case LONG -> new BigDecimal(value.toString()).longValueExact();
            case DECIMAL ->
                ((BigDecimal) value).setScale(type.scale()).unscaledValue().longValueExact();
            case DATE -> (int) ((LocalDate) value).toEpochDay();
            case TIMESTAMP -> micros(value);
            default -> value;
        };
    }

    private static long micros(Object value) {
        LocalDateTime time = value instanceof LocalDateTime local ? local : ((Timestamp) value).toLocalDateTime();
        return time.toEpochSecond(ZoneOffset.UTC) * 1_000_000L + time.getNano() / 1000;
    }

    private static String call(AggregateKind kind, int argument) {
        String column = "c" + argument;
        return switch (kind) {
            case COUNT -> argument < 0 ? "count(*)" : "count(" + column + ")";
            case SUM -> "sum(" + column + ")";
            case MEAN -> "avg(" + column + ")";
            case MIN -> "min(" + column + ")";
            case MAX -> "max(" + column + ")";
            case COUNT_DISTINCT -> "count(distinct " + column + ")";
            case VARIANCE -> "var_samp(" + column + ")";
            case STDDEV -> "stddev_samp(" + column + ")";
            case FIRST -> "first(" + column + " order by ord)";
            case LAST -> "last(" + column + " order by ord)";
        };
    }

    private static void check(List<List<Object>> actual, List<List<Object>> expected, long seed) {
        assertThat(actual).as("seed %s", seed).hasSameSizeAs(expected);
        for (int row = 0; row < expected.size(); row++) {
            for (int column = 0; column < expected.get(row).size(); column++) {
                Object wanted = expected.get(row).get(column);
                Object got = actual.get(row).get(column);
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
