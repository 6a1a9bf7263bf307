package dev.peristyle.internal.expression;

import static dev.peristyle.Expressions.lit;

import dev.peristyle.Expression;
import dev.peristyle.schema.DataType;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/** Values for the contract tests: raw as {@link Bound.Constant} holds them, with the edges of each type. */
final class Samples {

    static final int[] LENGTHS = {0, 1, 7, 8, 9, 63, 64, 65, 1000};

    static final List<DataType> TYPES = List.of(
            DataType.BOOLEAN,
            DataType.INT,
            DataType.LONG,
            DataType.FLOAT,
            DataType.DOUBLE,
            DataType.decimal(18, 3),
            DataType.DATE,
            DataType.LOCAL_TIMESTAMP,
            DataType.TIMESTAMP,
            DataType.STRING);

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
            case DECIMAL ->
                pick(
                        random,
                        999_999_999_999_999_999L,
                        -999_999_999_999_999_999L,
                        0L,
                        (long) random.nextInt(4) * 500,
                        1500L);
            case DATE -> pick(random, -1, 0, random.nextInt(4), random.nextInt(40_000) - 20_000);
            case TIMESTAMP -> pick(random, -1L, 0L, (long) random.nextInt(4), random.nextLong() >> 14);
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

    private static Object pick(Random random, Object... values) {
        return values[random.nextInt(values.length)];
    }

    /** A raw value as a literal. */
    static Expression literal(DataType type, Object raw) {
        return switch (type.kind()) {
            case DECIMAL -> lit(BigDecimal.valueOf((Long) raw, type.scale()));
            case DATE -> lit(LocalDate.ofEpochDay((Integer) raw));
            case TIMESTAMP -> {
                LocalDateTime local = LocalDateTime.ofEpochSecond(
                        Math.floorDiv((Long) raw, 1_000_000L),
                        (int) Math.floorMod((Long) raw, 1_000_000L) * 1000,
                        ZoneOffset.UTC);
                yield type.isUtc() ? lit(local.toInstant(ZoneOffset.UTC)) : lit(local);
            }
            default -> lit(raw);
        };
    }

    /** SQL's order: NaN is the greatest and equal to itself, both zeros are equal, text is ordered by code points. */
    static Comparator<Object> order(DataType type) {
        return switch (type.kind()) {
            case FLOAT, DOUBLE ->
                (left, right) ->
                        Double.compare(((Number) left).doubleValue() + 0.0, ((Number) right).doubleValue() + 0.0);
            case STRING ->
                Comparator.comparing(value -> ((String) value).codePoints().toArray(), java.util.Arrays::compare);
            case BOOLEAN -> Comparator.comparing(Boolean.class::cast);
            default -> Comparator.comparingLong(value -> ((Number) value).longValue());
        };
    }
}
