package dev.peristyle.internal.expression;

import static dev.peristyle.Expressions.lit;

import dev.peristyle.Expression;
import dev.peristyle.schema.AllTypes;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Layout;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/** Values for the contract tests: raw as {@link Bound.Constant} holds them, with the edges of each type. */
final class Samples {

    static final int[] LENGTHS = {0, 1, 7, 8, 9, 63, 64, 65, 1000};

    /** One of every kind, unit and width. */
    static final List<DataType> TYPES = AllTypes.LIST;

    /** Which rows are null. */
    enum Nulls {
        NONE,
        ALL,
        MIXED,
        RARE
    }

    private Samples() {}

    static List<Object> column(DataType type, int rows, Nulls nulls, Random random) {
        List<Object> values = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            boolean isNull = switch (nulls) {
                case NONE -> false;
                case ALL -> true;
                case MIXED -> random.nextBoolean();
                case RARE -> row % 61 == 60;
            };
            values.add(isNull ? null : value(type, random));
        }
        return values;
    }

    static Object value(DataType type, Random random) {
        return switch (type.kind()) {
            case BOOLEAN -> random.nextBoolean();
            case INT -> pick(random, Integer.MIN_VALUE, Integer.MAX_VALUE, 0, 1, random.nextInt(4), random.nextInt());
            case LONG ->
                pick(random, Long.MIN_VALUE, Long.MAX_VALUE, 0L, -1L, (long) random.nextInt(4), random.nextLong());
            case FLOAT ->
                pick(
                        random,
                        Float.NaN,
                        -0.0f,
                        0.0f,
                        Float.NEGATIVE_INFINITY,
                        (float) random.nextInt(4),
                        random.nextFloat());
            case FLOAT16 ->
                pick(
                        random,
                        Float.NaN,
                        -0.0f,
                        0.0f,
                        Float.NEGATIVE_INFINITY,
                        (float) random.nextInt(4),
                        random.nextInt(2048) / 2048f,
                        0x1p-24f * random.nextInt(1024));
            case DOUBLE ->
                pick(
                        random,
                        Double.NaN,
                        -0.0,
                        0.0,
                        Double.POSITIVE_INFINITY,
                        Double.longBitsToDouble(0xFFF8_0000_0000_0001L),
                        (double) random.nextInt(4),
                        random.nextDouble());
            case BYTE -> pick(random, -128, 127, 0, -1, random.nextInt(4));
            case SHORT -> pick(random, -32_768, 32_767, 0, -1, random.nextInt(4));
            case UNSIGNED_BYTE -> pick(random, 255, 128, 127, 0, random.nextInt(4));
            case UNSIGNED_SHORT -> pick(random, 65_535, 32_768, 0, random.nextInt(4));
            case UNSIGNED_INT -> pick(random, 0xFFFF_FFFFL, 1L << 31, 0L, (long) random.nextInt(4));
            case UNSIGNED_LONG ->
                pick(
                        random,
                        BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE),
                        BigInteger.ONE.shiftLeft(63),
                        BigInteger.ZERO,
                        BigInteger.valueOf(random.nextInt(4)));
            case DECIMAL ->
                type.layout() == Layout.INT128
                        ? pick(
                                random,
                                BigInteger.TEN.pow(type.precision()).subtract(BigInteger.ONE),
                                BigInteger.ONE.subtract(BigInteger.TEN.pow(type.precision())),
                                BigInteger.ZERO,
                                BigInteger.valueOf(random.nextInt(4)),
                                BigInteger.ONE.shiftLeft(62 + random.nextInt(2)).negate())
                        : pick(
                                random,
                                999_999_999_999_999_999L,
                                -999_999_999_999_999_999L,
                                0L,
                                (long) random.nextInt(4) * 500,
                                1500L);
            case DATE -> pick(random, -1, 0, random.nextInt(4), random.nextInt(40_000) - 20_000);
            case TIME -> pick(random, 0L, type.resolution().perDay() - 1, (long) random.nextInt(4));
            case TIMESTAMP, DURATION -> pick(random, -1L, 0L, (long) random.nextInt(4), random.nextLong() >> 14);
            case BINARY -> binary((DataType.Binary) type, random);
            case STRING ->
                pick(
                        random,
                        "",
                        "a",
                        "b",
                        "ab",
                        "é",
                        "abcdefgh",
                        "abcdefgi",
                        "abcdefghi",
                        "\uFFFF",
                        "😀",
                        "x" + random.nextInt(4));
        };
    }

    private static Object binary(DataType.Binary type, Random random) {
        byte[] bytes = new byte[type.isFixed() ? type.length() : random.nextInt(12)];
        for (int position = 0; position < bytes.length; position++) {
            bytes[position] = (byte) (random.nextInt(3) - 1);
        }
        return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }

    private static Object pick(Random random, Object... values) {
        return values[random.nextInt(values.length)];
    }

    /** A raw value as a literal. */
    static Expression literal(DataType type, Object raw) {
        Object written = ValueText.written(new Bound.Constant(type, raw));
        if (written instanceof BigInteger integer) {
            return lit(new BigDecimal(integer)).cast(type);
        }
        if (written instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return lit(bytes).cast(type);
        }
        return lit(written).cast(type);
    }

    /** SQL's order: NaN is the greatest and equal to itself, both zeros are equal, text is ordered by code points. */
    static Comparator<Object> order(DataType type) {
        return switch (type.kind()) {
            case FLOAT16, FLOAT, DOUBLE ->
                (left, right) ->
                        Double.compare(((Number) left).doubleValue() + 0.0, ((Number) right).doubleValue() + 0.0);
            case STRING ->
                Comparator.comparing(value -> ((String) value).codePoints().toArray(), Arrays::compare);
            case BOOLEAN -> Comparator.comparing(Boolean.class::cast);
            case BINARY ->
                (left, right) -> Arrays.compareUnsigned(
                        TextConstant.bytes(new Bound.Constant(type, left)),
                        TextConstant.bytes(new Bound.Constant(type, right)));
            default -> Comparator.comparing(value -> new BigDecimal(value.toString()));
        };
    }
}
