package dev.peristyle.column;

import dev.peristyle.schema.AllTypes;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Rows as plain objects, the oracle for everything that holds rows off the heap; null means no value. */
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

    /** A column of every type, named by it: those of {@link #basicTypes()} first. */
    public static Schema everyType() {
        Schema basic = basicTypes();
        Schema.Builder builder = Schema.builder();
        basic.fields().forEach(field -> builder.add(field.name(), field.type()));
        AllTypes.LIST.stream()
                .filter(type ->
                        basic.fields().stream().noneMatch(field -> field.type().equals(type)))
                .forEach(type -> builder.add(type.toString(), type));
        return builder.build();
    }

    /** The types that every part of the library handles already. */
    public static Schema basicTypes() {
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
            case FLOAT16 ->
                rare
                        ? pick(random, Float.NaN, -0.0f, 0.0f, Float.NEGATIVE_INFINITY, 65_504f, 0x1p-24f)
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
                type.precision() > DataType.MAX_LONG_PRECISION
                        ? wideDecimal(type, rare, random)
                        : BigDecimal.valueOf(
                                rare ? random.nextLong() % 1_000_000_000_000_000_000L : random.nextInt(20) - 10,
                                type.scale());
            case DATE -> LocalDate.ofEpochDay(rare ? random.nextInt(1_000_000) - 500_000 : random.nextInt(20));
            case TIMESTAMP -> timestamp(type, rare, random);
            case TIME ->
                LocalTime.ofNanoOfDay(units(rare, type.resolution().perDay(), random)
                        * type.resolution().nanos());
            case DURATION -> {
                long perSecond = type.resolution().perSecond();
                long amount = rare
                        ? (Long) pick(random, Long.MIN_VALUE, Long.MAX_VALUE, -1L, 0L, random.nextLong())
                        : random.nextInt(20) - 10L;
                yield Duration.ofSeconds(
                        Math.floorDiv(amount, perSecond),
                        Math.floorMod(amount, perSecond) * type.resolution().nanos());
            }
            case BYTE -> (byte) integer(rare, Byte.MIN_VALUE, Byte.MAX_VALUE, random);
            case SHORT -> (short) integer(rare, Short.MIN_VALUE, Short.MAX_VALUE, random);
            case UNSIGNED_BYTE -> (int) integer(rare, 0, 0xFF, random);
            case UNSIGNED_SHORT -> (int) integer(rare, 0, 0xFFFF, random);
            case UNSIGNED_INT -> integer(rare, 0, 0xFFFF_FFFFL, random);
            case UNSIGNED_LONG ->
                rare
                        ? pick(
                                random,
                                new BigInteger("18446744073709551615"),
                                BigInteger.ONE.shiftLeft(63),
                                BigInteger.valueOf(Long.MAX_VALUE),
                                new BigInteger(64, random))
                        : (Object) BigInteger.valueOf(random.nextInt(20));
            case BINARY -> bytes((DataType.Binary) type, rare, random);
            case STRING -> rare ? "x".repeat(random.nextInt(100)) + random.nextInt() : pick(random, (Object[]) TEXTS);
        };
    }

    private static long integer(boolean rare, long min, long max, Random random) {
        return rare
                ? (Long) pick(random, min, max, min + 1, max - 1, min + Math.floorMod(random.nextLong(), max - min + 1))
                : min + Math.min(max - min, Math.max(0, random.nextInt(20) - 10 - min));
    }

    private static long units(boolean rare, long count, Random random) {
        return rare
                ? (Long) pick(random, 0L, count - 1, Math.floorMod(random.nextLong(), count))
                : Math.floorMod(random.nextLong(), Math.min(20, count));
    }

    private static Object timestamp(DataType type, boolean rare, Random random) {
        long perSecond = type.resolution().perSecond();
        long units = rare ? random.nextLong() >> 8 : random.nextInt(20) - 10;
        if (rare && random.nextBoolean()) {
            // the first and the last that java.time has, or that 64 bits hold
            long least = perSecond == 1 ? LocalDateTime.MIN.toEpochSecond(ZoneOffset.UTC) : Long.MIN_VALUE;
            long greatest = perSecond == 1 ? LocalDateTime.MAX.toEpochSecond(ZoneOffset.UTC) : Long.MAX_VALUE;
            units = random.nextBoolean() ? least : greatest;
        } else if (perSecond == 1) {
            units %= 30_000_000_000_000_000L;
        }
        Instant instant = Instant.ofEpochSecond(
                Math.floorDiv(units, perSecond),
                Math.floorMod(units, perSecond) * type.resolution().nanos());
        return type.isUtc() ? instant : (Object) LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }

    private static BigDecimal wideDecimal(DataType type, boolean rare, Random random) {
        BigInteger greatest = BigInteger.TEN.pow(type.precision()).subtract(BigInteger.ONE);
        BigInteger unscaled = rare
                ? (BigInteger) pick(
                        random,
                        greatest,
                        greatest.negate(),
                        BigInteger.valueOf(Long.MAX_VALUE),
                        BigInteger.valueOf(Long.MIN_VALUE),
                        BigInteger.ONE.shiftLeft(63),
                        new BigInteger(120, random)
                                .mod(greatest)
                                .multiply(BigInteger.valueOf(random.nextBoolean() ? 1 : -1)))
                : BigInteger.valueOf(random.nextInt(20) - 10);
        return new BigDecimal(unscaled, type.scale());
    }

    private static byte[] bytes(DataType.Binary type, boolean rare, Random random) {
        byte[] bytes = new byte[type.isFixed() ? type.length() : random.nextInt(rare ? 100 : 4)];
        if (rare) {
            random.nextBytes(bytes);
        } else if (bytes.length > 0) {
            bytes[random.nextInt(bytes.length)] = (byte) (random.nextInt(5) - 2);
        }
        return bytes;
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
        } else if (column instanceof IntegerColumn integers) {
            return integer(integers, row);
        } else if (column instanceof TimeColumn times) {
            return times.get(row);
        } else if (column instanceof DurationColumn durations) {
            return durations.get(row);
        } else if (column instanceof BinaryColumn binaries) {
            return binaries.get(row);
        }
        return ((StringColumn) column).get(row);
    }

    private static Object integer(IntegerColumn column, int row) {
        DataType type = column.type();
        if (type.equals(DataType.BYTE)) {
            return (byte) column.get(row);
        } else if (type.equals(DataType.SHORT)) {
            return (short) column.get(row);
        } else if (type.equals(DataType.UNSIGNED_LONG)) {
            return column.getBigInteger(row);
        }
        return type.equals(DataType.UNSIGNED_INT) ? column.get(row) : (Object) (int) column.get(row);
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
