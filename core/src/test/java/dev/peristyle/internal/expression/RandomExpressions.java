package dev.peristyle.internal.expression;

import static dev.peristyle.Expressions.coalesce;
import static dev.peristyle.Expressions.col;
import static dev.peristyle.Expressions.concat;
import static dev.peristyle.Expressions.lit;
import static dev.peristyle.Expressions.when;

import dev.peristyle.DateUnit;
import dev.peristyle.Expression;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Makes well-typed expressions and rows by chance. */
final class RandomExpressions {

    static final Schema SCHEMA = Schema.builder()
            .add("i1", DataType.INT)
            .add("i2", DataType.INT)
            .add("l1", DataType.LONG)
            .add("l2", DataType.LONG)
            .add("f1", DataType.FLOAT)
            .add("d1", DataType.DOUBLE)
            .add("d2", DataType.DOUBLE)
            .add("p1", DataType.decimal(7, 2))
            .add("p2", DataType.decimal(9, 4))
            .add("b1", DataType.BOOLEAN)
            .add("b2", DataType.BOOLEAN)
            .add("s1", DataType.STRING)
            .add("s2", DataType.STRING)
            .add("n1", DataType.STRING)
            .add("c1", DataType.DATE)
            .add("c2", DataType.DATE)
            .add("t1", DataType.LOCAL_TIMESTAMP)
            .add("t2", DataType.LOCAL_TIMESTAMP)
            .build();

    private static final String[] WORDS = {
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
        "-"
    };
    private static final String[] PATTERNS = {
        "%", "a%", "%c", "%b%", "_b_", "a_c%", "%é%", "_", "", "%o%o%", "x_y", "ab"
    };

    private final Random random;

    RandomExpressions(Random random) {
        this.random = random;
    }

    /** A value as it lies in memory. */
    Object value(String column) {
        if (random.nextInt(5) == 0) {
            return null;
        }
        return switch (column.charAt(0)) {
            case 'i' -> pick(random.nextInt(20) - 10, random.nextInt(2000) - 1000, 0, 1);
            case 'l' -> pick((long) random.nextInt(20) - 10, random.nextLong() >> 34, 0L, 1L << 40);
            case 'f' -> pick((float) random.nextInt(10), random.nextFloat() * 100 - 50, 0f, Float.NaN);
            case 'd' ->
                pick(
                        (double) random.nextInt(10),
                        random.nextDouble() * 1000 - 500,
                        -0.0,
                        Double.NaN,
                        Double.POSITIVE_INFINITY,
                        2.5);
            case 'p' -> pick((long) random.nextInt(200) - 100, (long) random.nextInt(2_000_000) - 1_000_000, 0L, 150L);
            case 'b' -> random.nextBoolean();
            case 's' -> WORDS[random.nextInt(WORDS.length)];
            case 'n' -> NUMBERS[random.nextInt(NUMBERS.length)];
            case 'c' -> pick(random.nextInt(40_000) - 10_000, 0, -1, 59, random.nextInt(10));
            default ->
                pick(random.nextLong() >> 14, 0L, -1L, random.nextInt(10) * 86_400_000_000L, 1_583_020_799_999_999L);
        };
    }

    private Object pick(Object... values) {
        return values[random.nextInt(values.length)];
    }

    @SafeVarargs
    private Expression choose(Supplier<Expression>... makers) {
        return makers[random.nextInt(makers.length)].get();
    }

    Expression any(int depth) {
        return choose(
                () -> integer(depth),
                () -> number(depth),
                () -> decimal(depth),
                () -> condition(depth),
                () -> condition(depth),
                () -> text(depth),
                () -> date(depth),
                () -> timestamp(depth));
    }

    private Expression integer(int depth) {
        if (depth == 0) {
            return choose(
                    () -> col("i1"),
                    () -> col("i2"),
                    () -> col("l1"),
                    () -> col("l2"),
                    () -> lit(random.nextInt(10) - 3),
                    () -> lit((long) random.nextInt(5)));
        }
        int next = depth - 1;
        return choose(
                () -> integer(next).plus(integer(next)),
                () -> integer(next).minus(integer(next)),
                () -> integer(next).times(integer(0)),
                () -> integer(next).modulo(integer(next)),
                () -> integer(next).negate(),
                () -> integer(next).abs(),
                () -> text(next).length(),
                () -> date(next).year(),
                () -> timestamp(next).month(),
                () -> date(next).day(),
                () -> timestamp(next).hour(),
                () -> timestamp(next).minute(),
                () -> timestamp(next).second(),
                () -> date(next).dayOfWeek(),
                () -> date(next).minus(date(next)).cast(DataType.INT),
                () -> number(next).tryCast(DataType.INT),
                () -> number(next).tryCast(DataType.LONG),
                () -> decimal(next).cast(DataType.LONG),
                () -> condition(next).cast(DataType.INT),
                () -> col("n1").tryCast(DataType.INT),
                () -> col("n1").tryCast(DataType.LONG),
                () -> when(condition(next)).then(integer(next)).otherwise(integer(next)),
                () -> coalesce(integer(next), integer(next)));
    }

    private Expression number(int depth) {
        if (depth == 0) {
            return choose(
                    () -> col("d1"), () -> col("d2"), () -> col("f1"), () -> lit(1.5), () -> lit(0.0), () -> lit(-2.0));
        }
        int next = depth - 1;
        return choose(
                () -> number(next).plus(number(next)),
                () -> number(next).minus(integer(next)),
                () -> decimal(next).times(number(next)),
                () -> number(next).dividedBy(number(next)),
                () -> integer(next).dividedBy(integer(next)),
                () -> number(next).modulo(number(next)),
                () -> number(next).negate(),
                () -> number(next).abs(),
                () -> number(next).round(),
                () -> number(next).floor(),
                () -> number(next).ceil(),
                () -> decimal(next).cast(DataType.DOUBLE),
                () -> integer(next).cast(DataType.FLOAT),
                () -> col("n1").tryCast(DataType.DOUBLE),
                () -> when(condition(next)).then(number(next)).otherwise(integer(next)),
                () -> coalesce(number(next), number(next)));
    }

    private Expression decimal(int depth) {
        if (depth == 0) {
            return choose(
                    () -> col("p1"),
                    () -> col("p2"),
                    () -> lit(new BigDecimal("1.5")),
                    () -> lit(new BigDecimal("-1.125")),
                    () -> lit(BigDecimal.valueOf(3)));
        }
        int next = depth - 1;
        return choose(
                () -> decimal(next).plus(decimal(0)),
                () -> decimal(next).minus(decimal(0)),
                () -> lit(1).minus(decimal(next)),
                () -> decimal(0).times(decimal(0)),
                () -> decimal(0).times(col("i1")),
                () -> decimal(next).plus(col("i2")),
                () -> decimal(0).modulo(decimal(0)),
                () -> decimal(next).negate(),
                () -> decimal(next).abs(),
                () -> decimal(next).round(),
                () -> decimal(next).floor(),
                () -> decimal(next).ceil(),
                () -> decimal(next).tryCast(DataType.decimal(6, 1)),
                () -> number(next).tryCast(DataType.decimal(9, 2)),
                () -> integer(0).tryCast(DataType.decimal(8, 3)),
                () -> col("n1").tryCast(DataType.decimal(7, 2)),
                () -> when(condition(next)).then(decimal(0)).otherwise(decimal(0)),
                () -> coalesce(decimal(0), decimal(0)));
    }

    private Expression condition(int depth) {
        if (depth == 0) {
            return choose(() -> col("b1"), () -> col("b2"), () -> lit(random.nextBoolean()), () -> col("b1"));
        }
        int next = depth - 1;
        return choose(
                () -> compare(integer(next), integer(next)),
                () -> compare(number(next), lit(random.nextInt(4) * 0.5)),
                () -> compare(col("d1"), col("d2")),
                () -> compare(number(next).cast(DataType.DOUBLE), decimal(next)),
                () -> compare(decimal(next), decimal(next)),
                () -> compare(decimal(next), integer(next)),
                () -> compare(integer(next), decimal(0)),
                () -> compare(decimal(0), lit(new BigDecimal(random.nextInt(100)).movePointLeft(random.nextInt(7)))),
                () -> compare(text(next), text(next)),
                () -> compare(date(next), date(next)),
                () -> compare(timestamp(next), timestamp(next)),
                () -> compare(date(next), timestamp(next)),
                () -> compare(condition(next), condition(next)),
                () -> condition(next).and(condition(next)),
                () -> condition(next).or(condition(next)),
                () -> condition(next).not(),
                () -> integer(next).isNull(),
                () -> text(next).isNotNull(),
                () -> integer(next).between(integer(0), integer(0)),
                () -> integer(next).in(integer(0), lit(1), lit(null)),
                () -> col("i1").in(1, 2, 3, 4, 5),
                () -> col("l1").in(-1, 0, 2, 4, lit(null)),
                () -> text(next).in("a", "abc", "é", "", "Hello World"),
                () -> text(next).contains(text(0)),
                () -> text(next).startsWith(text(0)),
                () -> text(next).endsWith(text(0)),
                () -> text(next).like(PATTERNS[random.nextInt(PATTERNS.length)]),
                () -> col("n1").tryCast(DataType.BOOLEAN),
                () -> number(next).cast(DataType.BOOLEAN),
                () -> when(condition(next)).then(condition(next)).otherwise(condition(next)));
    }

    private Expression compare(Expression left, Object right) {
        return switch (random.nextInt(6)) {
            case 0 -> left.eq(right);
            case 1 -> left.ne(right);
            case 2 -> left.lt(right);
            case 3 -> left.le(right);
            case 4 -> left.gt(right);
            default -> left.ge(right);
        };
    }

    private Expression text(int depth) {
        if (depth == 0) {
            return choose(() -> col("s1"), () -> col("s2"), () -> lit(WORDS[random.nextInt(WORDS.length)]));
        }
        int next = depth - 1;
        return choose(
                () -> text(next).lower(),
                () -> text(next).upper(),
                () -> text(next).trim(),
                () -> text(next).substring(random.nextInt(8) - 3, random.nextInt(5)),
                () -> concat(text(next), text(next), text(0)),
                () -> integer(next).cast(DataType.STRING),
                () -> decimal(next).cast(DataType.STRING),
                () -> date(next).cast(DataType.STRING),
                () -> timestamp(next).cast(DataType.STRING),
                () -> condition(next).cast(DataType.STRING),
                () -> col("d1").cast(DataType.STRING),
                () -> when(condition(next)).then(text(next)).otherwise(text(next)),
                () -> coalesce(text(next), text(next)));
    }

    private Expression date(int depth) {
        if (depth == 0) {
            return choose(() -> col("c1"), () -> col("c2"), () -> lit(LocalDate.of(1995, 3, 15)));
        }
        int next = depth - 1;
        return choose(
                () -> date(next).truncate(dateUnit(5)),
                () -> date(next).plus(random.nextInt(100)),
                () -> date(next).minus(col("i1")),
                () -> timestamp(next).cast(DataType.DATE),
                () -> col("n1").tryCast(DataType.DATE),
                () -> when(condition(next)).then(date(next)).otherwise(date(next)),
                () -> coalesce(date(next), date(next)));
    }

    private Expression timestamp(int depth) {
        if (depth == 0) {
            return choose(
                    () -> col("t1"),
                    () -> col("t2"),
                    () -> lit(LocalDateTime.of(1995, 3, 15, 10, 30, 15, 250_000_000)));
        }
        int next = depth - 1;
        return choose(
                () -> timestamp(next).truncate(dateUnit(8)),
                () -> date(next).cast(DataType.LOCAL_TIMESTAMP),
                () -> when(condition(next)).then(timestamp(next)).otherwise(timestamp(next)),
                () -> coalesce(timestamp(next), timestamp(next)));
    }

    private DateUnit dateUnit(int count) {
        return List.of(DateUnit.values()).get(random.nextInt(count));
    }

    /** Rows column by column. */
    List<List<Object>> columns(int rows) {
        List<List<Object>> columns = new ArrayList<>();
        for (String name : SCHEMA.names()) {
            Object[] values = new Object[rows];
            for (int row = 0; row < rows; row++) {
                values[row] = value(name);
            }
            columns.add(Arrays.asList(values));
        }
        return columns;
    }
}
