package dev.peristyle.internal.expression;

import dev.peristyle.schema.DataType;
import dev.peristyle.schema.DataType.Kind;
import dev.peristyle.schema.Resolution;
import dev.peristyle.schema.Schema;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Columns of every type with values by chance; texts of three kinds: words, numbers and dates, bytes and times. */
public final class RandomColumns {

    /** 38 digits. */
    public static final DataType WIDE = DataType.decimal(38, 10);

    static final DataType LESS_WIDE = DataType.decimal(25, 3);

    /** The columns; their names are part of what {@link RandomExpressions} makes. */
    public static final Schema SCHEMA = Schema.builder()
            .add("i1", DataType.INT)
            .add("i2", DataType.INT)
            .add("l1", DataType.LONG)
            .add("l2", DataType.LONG)
            .add("byte1", DataType.BYTE)
            .add("short1", DataType.SHORT)
            .add("ubyte1", DataType.UNSIGNED_BYTE)
            .add("ushort1", DataType.UNSIGNED_SHORT)
            .add("uint1", DataType.UNSIGNED_INT)
            .add("ulong1", DataType.UNSIGNED_LONG)
            .add("ulong2", DataType.UNSIGNED_LONG)
            .add("f1", DataType.FLOAT)
            .add("d1", DataType.DOUBLE)
            .add("d2", DataType.DOUBLE)
            .add("p1", DataType.decimal(7, 2))
            .add("p2", DataType.decimal(9, 4))
            .add("w1", WIDE)
            .add("w2", LESS_WIDE)
            .add("b1", DataType.BOOLEAN)
            .add("b2", DataType.BOOLEAN)
            .add("s1", DataType.STRING)
            .add("s2", DataType.STRING)
            .add("number1", DataType.STRING)
            .add("hex1", DataType.STRING)
            .add("time1", DataType.STRING)
            .add("bin1", DataType.BINARY)
            .add("bin2", DataType.BINARY)
            .add("fixed1", DataType.fixedBinary(3))
            .add("c1", DataType.DATE)
            .add("c2", DataType.DATE)
            .add("ots", DataType.time(Resolution.SECONDS))
            .add("otm", DataType.time(Resolution.MILLIS))
            .add("otu", DataType.time(Resolution.MICROS))
            .add("otn", DataType.time(Resolution.NANOS))
            .add("lts", DataType.localTimestamp(Resolution.SECONDS))
            .add("ltm", DataType.localTimestamp(Resolution.MILLIS))
            .add("ltu", DataType.LOCAL_TIMESTAMP)
            .add("ltu2", DataType.LOCAL_TIMESTAMP)
            .add("ltn", DataType.localTimestamp(Resolution.NANOS))
            .add("uts", DataType.timestamp(Resolution.SECONDS))
            .add("utm", DataType.timestamp(Resolution.MILLIS))
            .add("utu", DataType.TIMESTAMP)
            .add("utn", DataType.timestamp(Resolution.NANOS))
            .add("gs", DataType.duration(Resolution.SECONDS))
            .add("gm", DataType.duration(Resolution.MILLIS))
            .add("gu", DataType.duration(Resolution.MICROS))
            .add("gn", DataType.duration(Resolution.NANOS))
            .build();

    static final String[] WORDS = {
        "",
        "a",
        "A",
        "ab",
        "abc",
        " b ",
        "Grüne Ö",
        "é",
        "日本語",
        "x😀y",
        "Hello World",
        "abcabcabcabc",
        "zebra crossing",
        "%_"
    };
    private static final String[] NUMBERS = {
        "1",
        "-17",
        " 42 ",
        "3.5",
        "-2.5",
        "1e2",
        "abc",
        "",
        "99999999999",
        "2020-02-29",
        "true",
        "0.125",
        "1.",
        ".5",
        "-",
        "200",
        "65535",
        "18446744073709551615",
        "-129"
    };
    private static final String[] HEX = {"0x", "0x00", "0x0aFF", "0x010203", "ff", "0x1", "0xgg", "", " 0x7f "};
    private static final String[] TIMES = {
        "10:11:12",
        "23:59:59.5",
        "00:00:00.123456",
        "2020-02-29 10:11:12.25",
        "1969-12-31T23:59:59.999999",
        "25:00:00",
        "x"
    };

    private static final long SECONDS_PER_DAY = 86_400;

    private final Random random;

    /** Draws from a generator. */
    public RandomColumns(Random random) {
        this.random = random;
    }

    /** Rows column by column. */
    public List<List<Object>> columns(int rows) {
        List<List<Object>> columns = new ArrayList<>();
        for (String name : SCHEMA.names()) {
            Object[] values = new Object[rows];
            for (int row = 0; row < rows; row++) {
                values[row] = random.nextInt(5) == 0 ? null : value(name);
            }
            columns.add(Arrays.asList(values));
        }
        return columns;
    }

    /** A value as it lies in memory. */
    private Object value(String column) {
        return switch (column) {
            case "number1" -> NUMBERS[random.nextInt(NUMBERS.length)];
            case "hex1" -> HEX[random.nextInt(HEX.length)];
            case "time1" -> TIMES[random.nextInt(TIMES.length)];
            default -> value(SCHEMA.field(column).type());
        };
    }

    private Object value(DataType type) {
        return switch (type.kind()) {
            case BOOLEAN -> random.nextBoolean();
            case BYTE -> pick((int) (byte) random.nextInt(), random.nextInt(10) - 5, -128, 127);
            case SHORT -> pick((int) (short) random.nextInt(), random.nextInt(10) - 5, -32768, 32767);
            case INT -> pick(random.nextInt(20) - 10, random.nextInt(2000) - 1000, 0, 1);
            case UNSIGNED_BYTE -> pick(random.nextInt(256), random.nextInt(10), 255);
            case UNSIGNED_SHORT -> pick(random.nextInt(1 << 16), random.nextInt(10), 65535);
            case UNSIGNED_INT -> pick(random.nextInt() & 0xFFFF_FFFFL, (long) random.nextInt(10), 0xFFFF_FFFFL);
            case UNSIGNED_LONG ->
                pick(new BigInteger(64, random), BigInteger.valueOf(random.nextInt(10)), BigInteger.ONE.shiftLeft(63));
            case LONG -> pick((long) random.nextInt(20) - 10, random.nextLong() >> 34, 0L, 1L << 40);
            case FLOAT16 -> throw new IllegalStateException("not in DuckDB: " + type);
            case FLOAT -> pick((float) random.nextInt(10), random.nextFloat() * 100 - 50, 0f, Float.NaN);
            case DOUBLE ->
                pick(
                        (double) random.nextInt(10),
                        random.nextDouble() * 1000 - 500,
                        -0.0,
                        Double.NaN,
                        Double.POSITIVE_INFINITY,
                        2.5);
            case DECIMAL -> decimal(type);
            case STRING -> WORDS[random.nextInt(WORDS.length)];
            case BINARY -> binary((DataType.Binary) type);
            case DATE -> pick(random.nextInt(40_000) - 10_000, 0, -1, 59, random.nextInt(10));
            case TIME ->
                pick(
                        0L,
                        random.nextLong(type.resolution().perDay()),
                        type.resolution().perDay() - 1);
            case TIMESTAMP -> timestamp(type.resolution());
            case DURATION ->
                pick(
                        0L,
                        -1L,
                        random.nextLong(5 * type.resolution().perDay()),
                        random.nextInt(100) * type.resolution().perSecond());
        };
    }

    private Object decimal(DataType type) {
        if (type.precision() <= DataType.MAX_LONG_PRECISION) {
            return pick((long) random.nextInt(200) - 100, (long) random.nextInt(2_000_000) - 1_000_000, 0L, 150L);
        }
        BigInteger wide = new BigInteger(64, random).multiply(BigInteger.valueOf(random.nextInt(2000) - 1000));
        return pick(
                wide,
                BigInteger.valueOf(random.nextInt(2000) - 1000),
                BigInteger.ZERO,
                BigInteger.TEN.pow(type.scale()).multiply(BigInteger.valueOf(random.nextInt(5))));
    }

    /** Years that every resolution reaches. */
    private Object timestamp(Resolution resolution) {
        long second = (random.nextLong() >> 31) % (200L * 365 * SECONDS_PER_DAY);
        long perSecond = resolution.perSecond();
        return pick(
                second * perSecond + random.nextLong(perSecond),
                0L,
                -1L,
                random.nextInt(10) * SECONDS_PER_DAY * perSecond,
                1_583_020_800L * perSecond - 1);
    }

    private Object binary(DataType.Binary type) {
        byte[] bytes = new byte[type.isFixed() ? type.length() : random.nextInt(5)];
        for (int position = 0; position < bytes.length; position++) {
            bytes[position] = (byte) (random.nextInt(4) - 2);
        }
        return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }

    private Object pick(Object... values) {
        return values[random.nextInt(values.length)];
    }

    /** The columns of a kind. */
    static List<String> of(Kind kind) {
        return SCHEMA.fields().stream()
                .filter(field -> field.type().kind() == kind)
                .map(field -> field.name())
                .toList();
    }
}
