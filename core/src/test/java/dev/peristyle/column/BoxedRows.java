package dev.peristyle.column;

import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Rows as plain objects, the oracle for everything that holds rows off the heap; null stands for no value. */
public final class BoxedRows {

    private static final String[] TEXTS = {
        "",
        "a",
        "ab",
        "abc\0",
        "abc",
        "Zürich",
        "日本語",
        "\uD83D\uDE00",
        "seven77",
        "eight888",
        "nine 9999",
        "a common prefix of some length: 1",
        "a common prefix of some length: 2",
        "a common prefix of some length"
    };

    private BoxedRows() {}

    /** A column of every type, named by it. */
    public static Schema everyType() {
        return Schema.builder()
                .add("boolean", DataType.BOOLEAN)
                .add("int", DataType.INT)
                .add("long", DataType.LONG)
                .add("float", DataType.FLOAT)
                .add("double", DataType.DOUBLE)
                .add("decimal", DataType.decimal(18, 4))
                .add("date", DataType.DATE)
                .add("timestamp", DataType.TIMESTAMP)
                .add("local", DataType.LOCAL_TIMESTAMP)
                .add("string", DataType.STRING)
                .build();
    }

    /** Rows of random values, edge cases and repeated values often among them. */
    public static List<Object[]> random(Schema schema, int rows, double nullShare, Random random) {
        List<Object[]> result = new ArrayList<>(rows);
        for (int row = 0; row < rows; row++) {
            Object[] values = new Object[schema.size()];
            for (int column = 0; column < values.length; column++) {
                values[column] = random.nextDouble() < nullShare
                        ? null
                        : value(schema.field(column).type(), random);
            }
            result.add(values);
        }
        return result;
    }

    private static Object value(DataType type, Random random) {
        boolean rare = random.nextInt(4) == 0;
        return switch (type.kind()) {
            case BOOLEAN -> random.nextBoolean();
            case INT ->
                rare
                        ? pick(random, Integer.MIN_VALUE, Integer.MAX_VALUE, 0, -1, random.nextInt())
                        : (Object) (random.nextInt(20) - 10);
            case LONG ->
                rare
                        ? pick(random, Long.MIN_VALUE, Long.MAX_VALUE, 0L, -1L, random.nextLong())
                        : (Object) (random.nextInt(20) - 10L);
            case FLOAT ->
                rare
                        ? pick(
                                random,
                                Float.NaN,
                                -0.0f,
                                0.0f,
                                Float.NEGATIVE_INFINITY,
                                Float.MAX_VALUE,
                                Float.MIN_VALUE)
                        : (Object) (random.nextInt(20) / 4f - 2);
            case DOUBLE ->
                rare
                        ? pick(
                                random,
                                Double.NaN,
                                -0.0,
                                0.0,
                                Double.POSITIVE_INFINITY,
                                -Double.MAX_VALUE,
                                Double.MIN_VALUE)
                        : (Object) (random.nextInt(20) / 4.0 - 2);
            case DECIMAL ->
                BigDecimal.valueOf(
                        rare ? random.nextLong() % 1_000_000_000_000_000_000L : random.nextInt(20) - 10, type.scale());
            case DATE -> LocalDate.ofEpochDay(rare ? random.nextInt(1_000_000) - 500_000 : random.nextInt(20));
            case TIMESTAMP -> {
                long micros = rare ? random.nextLong() >> 8 : random.nextInt(20) - 10;
                Instant instant = Instant.ofEpochSecond(
                        Math.floorDiv(micros, 1_000_000), Math.floorMod(micros, 1_000_000) * 1000L);
                yield type.isUtc() ? instant : (Object) LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
            }
            case STRING -> rare ? "x".repeat(random.nextInt(100)) + random.nextInt() : pick(random, (Object[]) TEXTS);
        };
    }

    private static Object pick(Random random, Object... values) {
        return values[random.nextInt(values.length)];
    }

    /** The rows of a chunk as objects. */
    public static List<Object[]> of(Chunk chunk) {
        List<Object[]> rows = new ArrayList<>();
        for (int row = 0; row < chunk.rowCount(); row++) {
            Object[] values = new Object[chunk.schema().size()];
            for (int column = 0; column < values.length; column++) {
                values[column] = get(chunk.column(column), row);
            }
            rows.add(values);
        }
        return rows;
    }

    /** The value of a column as an object, through the accessors of its own class. */
    public static Object get(Column column, int row) {
        if (column.isNull(row)) {
            return null;
        }
        if (column instanceof BooleanColumn booleans) {
            return booleans.get(row);
        } else if (column instanceof IntColumn ints) {
            return ints.get(row);
        } else if (column instanceof LongColumn longs) {
            return longs.get(row);
        } else if (column instanceof FloatColumn floats) {
            return floats.get(row);
        } else if (column instanceof DoubleColumn doubles) {
            return doubles.get(row);
        } else if (column instanceof DecimalColumn decimals) {
            return decimals.get(row);
        } else if (column instanceof DateColumn dates) {
            return dates.get(row);
        } else if (column instanceof TimestampColumn timestamps) {
            return column.type().isUtc() ? timestamps.getInstant(row) : (Object) timestamps.getLocal(row);
        }
        return ((StringColumn) column).get(row);
    }

    /** The rows of a table as objects. */
    public static List<Object[]> of(Table table) {
        List<Object[]> rows = new ArrayList<>();
        for (RowView row : table) {
            rows.add(of(row));
        }
        return rows;
    }

    /** A row as objects. */
    public static Object[] of(RowView row) {
        Object[] values = new Object[row.schema().size()];
        for (int column = 0; column < values.length; column++) {
            values[column] = row.get(column);
        }
        return values;
    }

    /** The rows of an iteration as objects; does not close it. */
    public static List<Object[]> of(ChunkIterator chunks) {
        List<Object[]> rows = new ArrayList<>();
        while (chunks.next()) {
            rows.addAll(of(chunks.chunk()));
        }
        return rows;
    }
}
