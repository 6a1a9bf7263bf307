package dev.peristyle.internal.top;

import dev.peristyle.Pipeline;
import dev.peristyle.internal.join.ListedRows;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/** Random rows of a column for each type that DuckDB has too, with nulls and few different values, here and in DuckDB. */
public final class TypedRows {

    /** The types of the columns c0, c1 and so on; the column n before them numbers the rows. */
    public static final List<DataType> TYPES = List.of(
            DataType.INT,
            DataType.STRING,
            DataType.DOUBLE,
            DataType.LONG,
            DataType.BOOLEAN,
            DataType.FLOAT,
            DataType.decimal(15, 2),
            DataType.decimal(38, 4),
            DataType.DATE,
            DataType.LOCAL_TIMESTAMP,
            DataType.BYTE,
            DataType.UNSIGNED_SHORT,
            DataType.BINARY,
            DataType.float16());

    /** DuckDB has no numbers of 16 bits: they are floats there, and all values here are exact in both. */
    private static final List<String> SQL_TYPES = List.of(
            "integer",
            "varchar",
            "double",
            "bigint",
            "boolean",
            "float",
            "decimal(15,2)",
            "decimal(38,4)",
            "date",
            "timestamp",
            "tinyint",
            "usmallint",
            "blob",
            "float");

    private final Schema schema;
    private final List<Object[]> rows;

    private TypedRows(Schema schema, List<Object[]> rows) {
        this.schema = schema;
        this.rows = rows;
    }

    /**
     * Random rows.
     *
     * @param variety how many different values a column has
     */
    public static TypedRows random(Random random, int count, int variety) {
        Schema.Builder schema = Schema.builder().add("n", DataType.INT);
        for (int column = 0; column < TYPES.size(); column++) {
            schema.add("c" + column, TYPES.get(column));
        }
        List<Object[]> rows = new ArrayList<>();
        for (int row = 0; row < count; row++) {
            Object[] values = new Object[TYPES.size() + 1];
            values[0] = row;
            for (int column = 0; column < TYPES.size(); column++) {
                values[column + 1] =
                        random.nextInt(8) == 0 ? null : value(TYPES.get(column), random.nextInt(variety), random);
            }
            rows.add(values);
        }
        return new TypedRows(schema.build(), rows);
    }

    private static Object value(DataType type, int number, Random random) {
        return switch (type.kind()) {
            case INT -> number - 3;
            case LONG -> (long) (number - 3) << 33;
            case STRING -> "a common prefix of some length ".substring(0, 8 * (number % 4)) + number;
            case DOUBLE ->
                number == 0 ? (random.nextBoolean() ? 0.0 : -0.0) : number == 1 ? Double.NaN : (number - 4) / 4.0;
            case FLOAT16, FLOAT -> number == 0 ? (random.nextBoolean() ? 0.0f : -0.0f) : (number - 4) / 4.0f;
            case BOOLEAN -> number % 2 == 0;
            case DECIMAL -> BigDecimal.valueOf(number - 5L, type.scale());
            case DATE -> LocalDate.of(1995, 1, 1).plusDays(number);
            case TIMESTAMP -> LocalDateTime.of(1995, 1, 1, 0, 0).plusSeconds(number);
            case BYTE -> number % 200 - 100;
            case UNSIGNED_SHORT -> 65_535 - number;
            case BINARY -> new byte[] {(byte) number, 0, (byte) (number % 3)};
            default -> throw new IllegalStateException("no value of " + type);
        };
    }

    public Schema schema() {
        return schema;
    }

    public int size() {
        return rows.size();
    }

    /** The rows in small chunks and morsels. */
    public Pipeline pipeline(Random random) {
        return Pipeline.from(new ListedRows(schema, rows, 1 + random.nextInt(40), 1 + random.nextInt(90)));
    }

    /** Some of the rows. */
    public TypedRows part(int from, int to) {
        return new TypedRows(schema, rows.subList(from, to));
    }

    /** Makes a table of the rows. */
    public void load(Connection connection, String table) throws SQLException {
        StringBuilder create = new StringBuilder("create or replace table " + table + " (n integer");
        for (int column = 0; column < TYPES.size(); column++) {
            create.append(", c").append(column).append(' ').append(SQL_TYPES.get(column));
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(create.append(")").toString());
            if (!rows.isEmpty()) {
                StringBuilder insert = new StringBuilder("insert into " + table + " values ");
                for (Object[] row : rows) {
                    insert.append(insert.charAt(insert.length() - 1) == ')' ? ", (" : "(")
                            .append(row[0]);
                    for (int column = 0; column < TYPES.size(); column++) {
                        insert.append(", ").append(literal(row[column + 1], SQL_TYPES.get(column)));
                    }
                    insert.append(')');
                }
                statement.execute(insert.toString());
            }
        }
    }

    private static String literal(Object value, String type) {
        if (value == null) {
            return "null";
        }
        return value instanceof byte[] bytes
                ? "unhex('" + HexFormat.of().formatHex(bytes) + "')"
                : "'" + value + "'::" + type;
    }

    /** The integers of a query of one column. */
    public static List<Integer> numbers(Connection connection, String sql) throws SQLException {
        List<Integer> numbers = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                int number = result.getInt(1);
                numbers.add(result.wasNull() ? null : number);
            }
        }
        return numbers;
    }

    /** The integers of a column. */
    public static List<Integer> numbers(Pipeline pipeline, String column) {
        List<Integer> numbers = new ArrayList<>();
        pipeline.forEach(row -> numbers.add(row.isNull(column) ? null : row.getInt(column)));
        return numbers;
    }

    /** The rows of a pipeline as values that can be compared; the two zeros are one. */
    public static List<List<Object>> values(Pipeline pipeline) {
        List<List<Object>> rows = new ArrayList<>();
        pipeline.forEach(row -> {
            List<Object> values = new ArrayList<>();
            for (int column = 0; column < row.schema().size(); column++) {
                Object value = row.isNull(column) ? null : row.get(column);
                if (value instanceof Double number) {
                    value = number + 0.0;
                } else if (value instanceof Float number) {
                    value = number + 0.0f;
                }
                values.add(value instanceof byte[] bytes ? Arrays.toString(bytes) : value);
            }
            rows.add(values);
        });
        return rows;
    }
}
