package dev.peristyle.internal.expression;

import static dev.peristyle.Expressions.coalesce;
import static dev.peristyle.Expressions.col;
import static dev.peristyle.Expressions.concat;
import static dev.peristyle.Expressions.greatest;
import static dev.peristyle.Expressions.least;
import static dev.peristyle.Expressions.lit;
import static dev.peristyle.Expressions.when;

import dev.peristyle.DateUnit;
import dev.peristyle.Expression;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.DataType.Kind;
import dev.peristyle.schema.Resolution;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Makes well-typed expressions over {@link RandomColumns} by chance. */
public final class RandomExpressions {

    private static final String[] PATTERNS = {
        "%", "a%", "%c", "%b%", "_b_", "a_c%", "%é%", "_", "", "%o%o%", "x_y", "ab"
    };

    private static final Kind[] NARROW = {
        Kind.BYTE, Kind.SHORT, Kind.UNSIGNED_BYTE, Kind.UNSIGNED_SHORT, Kind.UNSIGNED_INT
    };

    private final Random random;

    /** Draws from a generator. */
    public RandomExpressions(Random random) {
        this.random = random;
    }

    @SafeVarargs
    private Expression choose(Supplier<Expression>... makers) {
        return makers[random.nextInt(makers.length)].get();
    }

    /** One of any type, so many levels deep at most. */
    public Expression any(int depth) {
        return choose(
                () -> integer(depth),
                () -> number(depth),
                () -> decimal(depth),
                () -> condition(depth),
                () -> condition(depth),
                () -> text(depth),
                () -> date(depth),
                () -> timestamp(depth),
                () -> narrow(depth),
                () -> unsigned(depth),
                () -> wide(depth),
                () -> binary(depth),
                () -> time(depth),
                () -> anyTimestamp(depth),
                () -> duration(depth));
    }

    private Expression column(Kind kind) {
        List<String> names = RandomColumns.of(kind);
        return col(names.get(random.nextInt(names.size())));
    }

    private Resolution unit() {
        return List.of(Resolution.values()).get(random.nextInt(Resolution.values().length));
    }

    /** Integers of less than 32 bits, and of up to 32 without a sign. */
    private Expression narrow(int depth) {
        Kind kind = NARROW[random.nextInt(NARROW.length)];
        DataType type =
                RandomColumns.SCHEMA.field(RandomColumns.of(kind).get(0)).type();
        if (depth == 0) {
            return column(kind);
        }
        int next = depth - 1;
        return choose(
                () -> integer(next).tryCast(type),
                () -> number(next).tryCast(type),
                () -> decimal(next).tryCast(type),
                () -> wide(next).tryCast(type),
                () -> unsigned(next).tryCast(type),
                () -> condition(next).cast(type),
                () -> col("number1").tryCast(type),
                () -> when(condition(next)).then(column(kind)).otherwise(column(kind)),
                () -> column(kind).nullIf(integer(0)),
                () -> least(column(kind), integer(next).tryCast(type)),
                () -> greatest(column(kind), column(kind)),
                () -> coalesce(column(kind), column(kind)));
    }

    /** 64 bits without a sign. */
    private Expression unsigned(int depth) {
        if (depth == 0) {
            return column(Kind.UNSIGNED_LONG);
        }
        int next = depth - 1;
        DataType type = DataType.UNSIGNED_LONG;
        return choose(
                () -> integer(next).tryCast(type),
                () -> number(next).tryCast(type),
                () -> decimal(next).tryCast(type),
                () -> wide(next).tryCast(type),
                () -> condition(next).cast(type),
                () -> col("number1").tryCast(type),
                () -> when(condition(next)).then(unsigned(next)).otherwise(unsigned(next)),
                () -> least(unsigned(next), unsigned(0)),
                () -> greatest(unsigned(next), unsigned(0)),
                () -> unsigned(next).nullIf(unsigned(0)),
                () -> coalesce(unsigned(next), unsigned(next)));
    }

    /** Decimals of more than 18 digits. */
    private Expression wide(int depth) {
        if (depth == 0) {
            return choose(
                    () -> col("w1"),
                    () -> col("w2"),
                    () -> lit(new BigDecimal("12345678901234567890.5")),
                    () -> col("w2"));
        }
        int next = depth - 1;
        return choose(
                () -> wide(next).plus(wide(0)),
                () -> wide(0).minus(decimal(0)),
                () -> wide(0).plus(integer(0)),
                () -> col("w2").times(decimal(0)),
                () -> col("w2").times(narrow(0)),
                () -> unsigned(0).plus(integer(0)),
                () -> unsigned(0).minus(unsigned(0)),
                () -> unsigned(0).times(narrow(0)),
                () -> unsigned(0).modulo(unsigned(0)),
                () -> unsigned(next).negate(),
                () -> unsigned(next).abs(),
                () -> wide(0).modulo(wide(0)),
                () -> wide(next).negate(),
                () -> wide(next).abs(),
                () -> wide(next).round(),
                () -> wide(next).floor(),
                () -> wide(next).ceil(),
                () -> wide(next).tryCast(DataType.decimal(20, 2)),
                () -> decimal(next).cast(RandomColumns.WIDE),
                () -> integer(next).cast(RandomColumns.WIDE),
                () -> number(next).tryCast(DataType.decimal(21, 1)),
                () -> condition(next).cast(DataType.decimal(19, 3)),
                () -> col("number1").tryCast(RandomColumns.LESS_WIDE),
                () -> least(wide(0), wide(0)),
                () -> greatest(wide(0), integer(0)),
                () -> wide(next).nullIf(decimal(0)),
                () -> when(condition(next)).then(wide(0)).otherwise(wide(0)),
                () -> coalesce(wide(0), decimal(0)));
    }

    private Expression binary(int depth) {
        if (depth == 0) {
            return choose(() -> col("bin1"), () -> col("bin2"), () -> col("fixed1"), () -> lit(new byte[] {1, -1}));
        }
        int next = depth - 1;
        return choose(
                () -> binary(next).tryCast(DataType.fixedBinary(3)),
                () -> binary(next).cast(DataType.BINARY),
                () -> col("hex1").tryCast(DataType.BINARY),
                () -> col("hex1").tryCast(DataType.fixedBinary(3)),
                () -> binary(next).nullIf(binary(0)),
                () -> least(binary(next), binary(next)),
                () -> greatest(binary(next), binary(0)),
                () -> when(condition(next)).then(binary(next)).otherwise(binary(next)),
                () -> coalesce(binary(next), binary(next)));
    }

    /** Times of day. */
    private Expression time(int depth) {
        if (depth == 0) {
            return choose(() -> column(Kind.TIME), () -> column(Kind.TIME), () -> lit(LocalTime.of(10, 30, 15)));
        }
        int next = depth - 1;
        return choose(
                () -> time(next).cast(DataType.time(unit())),
                () -> anyTimestamp(next).cast(DataType.time(unit())),
                () -> col("time1").tryCast(DataType.time(unit())),
                () -> time(next)
                        .truncate(List.of(DateUnit.HOUR, DateUnit.MINUTE, DateUnit.SECOND)
                                .get(random.nextInt(3))),
                () -> time(next).nullIf(time(0)),
                () -> least(time(next), time(next)),
                () -> greatest(time(next), time(0)),
                () -> when(condition(next)).then(time(next)).otherwise(time(next)),
                () -> coalesce(time(next), time(next)));
    }

    /** Timestamps of any unit, in UTC or local. */
    private Expression anyTimestamp(int depth) {
        return anyTimestamp(depth, random.nextBoolean() ? "u" : "l");
    }

    private Expression anyTimestamp(int depth, String zone) {
        boolean utc = zone.equals("u");
        if (depth == 0) {
            return col(zone + "t" + unit().symbol().charAt(0));
        }
        int next = depth - 1;
        DataType type = new DataType.Timestamp(unit(), utc);
        return choose(
                () -> anyTimestamp(next, zone).cast(type),
                () -> anyTimestamp(next, utc ? "l" : "u").cast(type),
                () -> date(next).cast(type),
                () -> col("time1").tryCast(DataType.localTimestamp(unit())).cast(type),
                () -> anyTimestamp(next, zone).truncate(dateUnit(8)),
                () -> anyTimestamp(next, zone).plus(duration(0)),
                () -> anyTimestamp(next, zone).minus(duration(0)),
                () -> duration(0).plus(anyTimestamp(next, zone)),
                () -> anyTimestamp(next, zone).nullIf(anyTimestamp(0, zone)),
                () -> least(anyTimestamp(next, zone), anyTimestamp(next, zone)),
                () -> greatest(anyTimestamp(next, zone), date(0)),
                () -> when(condition(next)).then(anyTimestamp(next, zone)).otherwise(anyTimestamp(next, zone)),
                () -> coalesce(anyTimestamp(next, zone), anyTimestamp(next, zone)));
    }

    private Expression duration(int depth) {
        if (depth == 0) {
            return choose(
                    () -> column(Kind.DURATION),
                    () -> column(Kind.DURATION),
                    () -> lit(Duration.ofMillis(random.nextInt(100_000) - 50_000)));
        }
        int next = depth - 1;
        return choose(
                () -> duration(next).plus(duration(next)),
                () -> duration(next).minus(duration(next)),
                () -> duration(next).negate(),
                () -> anyTimestamp(next, "l").minus(anyTimestamp(next, "l")),
                () -> anyTimestamp(0, "u").minus(anyTimestamp(next, "u")),
                () -> time(next).minus(time(next)),
                () -> duration(next).cast(DataType.duration(unit())),
                () -> duration(next).nullIf(duration(0)),
                () -> least(duration(next), duration(next)),
                () -> greatest(duration(next), duration(0)),
                () -> when(condition(next)).then(duration(next)).otherwise(duration(next)),
                () -> coalesce(duration(next), duration(next)));
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
                () -> col("number1").tryCast(DataType.INT),
                () -> col("number1").tryCast(DataType.LONG),
                () -> narrow(next).plus(narrow(next)),
                () -> narrow(next).minus(integer(0)),
                () -> narrow(next).times(narrow(next)),
                () -> narrow(next).modulo(narrow(next)),
                () -> narrow(next).negate(),
                () -> narrow(next).abs(),
                () -> narrow(next).round(),
                () -> unsigned(next).tryCast(DataType.LONG),
                () -> wide(next).tryCast(DataType.LONG),
                () -> wide(next).tryCast(DataType.INT),
                () -> binary(next).length(),
                () -> time(next).hour(),
                () -> time(next).minute(),
                () -> time(next).second(),
                () -> anyTimestamp(next).year(),
                () -> anyTimestamp(next).month(),
                () -> anyTimestamp(next).day(),
                () -> anyTimestamp(next).hour(),
                () -> anyTimestamp(next).second(),
                () -> anyTimestamp(next).dayOfWeek(),
                () -> integer(next).nullIf(integer(next)),
                () -> integer(next).nullIf(decimal(0)),
                () -> least(integer(next), integer(next), integer(0)),
                () -> greatest(integer(next), narrow(next)),
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
                () -> col("number1").tryCast(DataType.DOUBLE),
                () -> narrow(next).cast(DataType.DOUBLE),
                () -> unsigned(next).cast(DataType.DOUBLE),
                () -> wide(next).cast(DataType.DOUBLE),
                () -> wide(next).cast(DataType.FLOAT),
                () -> number(next).times(narrow(next)),
                () -> unsigned(next).dividedBy(narrow(next)),
                () -> wide(next).dividedBy(decimal(next)),
                () -> number(0).power(lit(2)),
                () -> integer(0).power(decimal(0)),
                () -> number(next).nullIf(number(0)),
                () -> least(number(next), number(next)),
                () -> greatest(number(next), number(next), integer(0)),
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
                () -> col("number1").tryCast(DataType.decimal(7, 2)),
                () -> wide(next).tryCast(DataType.decimal(12, 2)),
                () -> unsigned(0).tryCast(DataType.decimal(9, 1)),
                () -> decimal(0).times(narrow(0)),
                () -> decimal(next).nullIf(decimal(0)),
                () -> least(decimal(0), decimal(0)),
                () -> greatest(decimal(0), decimal(0)),
                () -> when(condition(next)).then(decimal(0)).otherwise(decimal(0)),
                () -> coalesce(decimal(0), decimal(0)));
    }

    /** One that is true, false or null. */
    public Expression condition(int depth) {
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
                () -> compare(narrow(next), narrow(next)),
                () -> compare(narrow(next), lit(random.nextInt(300) - 100)),
                () -> compare(narrow(next), number(next)),
                () -> compare(narrow(next), decimal(0)),
                () -> compare(unsigned(next), unsigned(next)),
                () -> compare(unsigned(next), integer(next)),
                () -> compare(unsigned(next), narrow(next)),
                () -> compare(wide(next), wide(next)),
                () -> compare(wide(next), decimal(next)),
                () -> compare(wide(next), integer(next)),
                () -> compare(wide(0), lit(new BigDecimal(random.nextInt(100)).movePointLeft(random.nextInt(7)))),
                () -> compare(binary(next), binary(next)),
                () -> compare(time(next), time(next)),
                () -> compare(time(next), lit(LocalTime.of(12, 0))),
                () -> compare(anyTimestamp(next, "l"), anyTimestamp(next, "l")),
                () -> compare(anyTimestamp(next, "u"), anyTimestamp(next, "u")),
                () -> compare(anyTimestamp(next), date(next)),
                () -> compare(anyTimestamp(next, "u"), lit(Instant.parse("1995-03-15T10:30:15.25Z"))),
                () -> compare(duration(next), duration(next)),
                () -> compare(duration(next), lit(Duration.ofSeconds(random.nextInt(10)))),
                () -> binary(next).isNull(),
                () -> time(next).isNotNull(),
                () -> binary(next).in(binary(0), binary(0)),
                () -> narrow(next).in(1, 2, 3, 4, 5, -6),
                () -> unsigned(next).in(unsigned(0), lit(1), lit(null)),
                () -> wide(next).in(wide(0), integer(0)),
                () -> time(next).in(time(0), time(0)),
                () -> anyTimestamp(next, "l").between(anyTimestamp(0, "l"), anyTimestamp(0, "l")),
                () -> condition(next).nullIf(condition(next)),
                () -> least(condition(next), condition(next)),
                () -> greatest(condition(next), condition(next)),
                () -> narrow(next).cast(DataType.BOOLEAN),
                () -> wide(next).cast(DataType.BOOLEAN),
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
                () -> col("number1").tryCast(DataType.BOOLEAN),
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
            return choose(
                    () -> col("s1"),
                    () -> col("s2"),
                    () -> lit(RandomColumns.WORDS[random.nextInt(RandomColumns.WORDS.length)]));
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
                () -> narrow(next).cast(DataType.STRING),
                () -> unsigned(next).cast(DataType.STRING),
                () -> wide(next).cast(DataType.STRING),
                () -> binary(next).cast(DataType.STRING),
                () -> time(next).cast(DataType.STRING),
                () -> anyTimestamp(next).cast(DataType.STRING),
                () -> text(next).nullIf(text(next)),
                () -> least(text(next), text(next)),
                () -> greatest(text(next), text(next)),
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
                () -> col("number1").tryCast(DataType.DATE),
                () -> anyTimestamp(next).cast(DataType.DATE),
                () -> date(next).nullIf(date(next)),
                () -> least(date(next), date(next)),
                () -> greatest(date(next), date(next)),
                () -> when(condition(next)).then(date(next)).otherwise(date(next)),
                () -> coalesce(date(next), date(next)));
    }

    private Expression timestamp(int depth) {
        if (depth == 0) {
            return choose(
                    () -> col("ltu"),
                    () -> col("ltu2"),
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
}
