package dev.peristyle.internal.expression;

import static dev.peristyle.ExpressionFixture.node;
import static dev.peristyle.Expressions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.Expression;
import dev.peristyle.error.ComputationException;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Resolution;
import dev.peristyle.schema.Schema;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Casts whose rounding is said, against {@link BigDecimal}; and those of text, which lose nothing. */
class RoundedCastTest {

    private static final int SEED = 20_261;
    private static final int VALUES = 20_000;

    private static List<Object> evaluate(DataType type, Expression expression, List<?> values) {
        try (ChunkFixture fixture =
                new ChunkFixture(Schema.builder().add("x", type).build(), List.of(new ArrayList<Object>(values)))) {
            return fixture.evaluate(node(expression));
        }
    }

    /** The unscaled value, or null where it does not fit or must not be rounded. */
    private static BigInteger expected(BigDecimal value, DataType target, RoundingMode rounding) {
        BigDecimal scaled = value.movePointRight(target.scale());
        BigDecimal whole = scaled.setScale(0, rounding == RoundingMode.UNNECESSARY ? RoundingMode.DOWN : rounding);
        boolean lost = rounding == RoundingMode.UNNECESSARY && whole.compareTo(scaled) != 0;
        BigInteger result = whole.toBigInteger();
        boolean fits;
        if (target instanceof DataType.Int integer) {
            BigInteger size = BigInteger.TWO.pow(integer.bits() - (integer.signed() ? 1 : 0));
            fits = result.compareTo(size) < 0
                    && result.compareTo(integer.signed() ? size.negate() : BigInteger.ZERO) >= 0;
        } else {
            fits = result.abs().compareTo(BigInteger.TEN.pow(target.precision())) < 0;
        }
        return fits && !lost ? result : null;
    }

    private static <T> void check(
            DataType source, List<T> values, Function<T, BigDecimal> exact, DataType target, RoundingMode rounding) {
        List<Object> outcomes = evaluate(source, col("x").tryCast(target, rounding), values);
        for (int row = 0; row < values.size(); row++) {
            BigInteger expected = expected(exact.apply(values.get(row)), target, rounding);
            Object outcome = outcomes.get(row);
            assertThat(outcome == null ? null : new BigInteger(outcome.toString()))
                    .as("%s %s to %s, %s", source, values.get(row), target, rounding)
                    .isEqualTo(expected);
        }
    }

    private static BigInteger number(Random random, int maxDigits) {
        BigInteger digits =
                new BigInteger(random.nextInt(BigInteger.TEN.pow(maxDigits).bitLength()), random);
        return random.nextBoolean() ? digits : digits.negate();
    }

    @ParameterizedTest
    @EnumSource(RoundingMode.class)
    void decimals(RoundingMode rounding) {
        Random random = Seeds.random(SEED);
        List<Long> narrow = new ArrayList<>(
                List.of(0L, 5L, -5L, 50L, -50L, 150L, 250L, -250L, 49L, 51L, -51L, 999_999_999_999_999_950L));
        List<BigInteger> wide = new ArrayList<>();
        while (narrow.size() < VALUES) {
            narrow.add(number(random, 17).longValue() * (random.nextBoolean() ? 10 : 1));
            wide.add(number(random, 37).multiply(random.nextBoolean() ? BigInteger.TEN : BigInteger.ONE));
        }
        DataType source = DataType.decimal(18, 3);
        Function<Long, BigDecimal> exact = value -> BigDecimal.valueOf(value, 3);
        check(source, narrow, exact, DataType.decimal(18, 1), rounding);
        check(source, narrow, exact, DataType.decimal(15, 0), rounding);
        check(source, narrow, exact, DataType.decimal(38, 2), rounding);
        check(source, narrow, exact, DataType.LONG, rounding);
        check(source, narrow, exact, DataType.INT, rounding);
        check(source, narrow, exact, DataType.BYTE, rounding);
        check(source, narrow, exact, DataType.UNSIGNED_LONG, rounding);
        DataType wideSource = DataType.decimal(38, 20);
        Function<BigInteger, BigDecimal> wideExact = value -> new BigDecimal(value, 20);
        check(wideSource, wide, wideExact, DataType.decimal(38, 10), rounding);
        check(wideSource, wide, wideExact, DataType.decimal(18, 2), rounding);
        check(wideSource, wide, wideExact, DataType.LONG, rounding);
        check(wideSource, wide, wideExact, DataType.INT, rounding);
    }

    @ParameterizedTest
    @EnumSource(RoundingMode.class)
    void doubles(RoundingMode rounding) {
        Random random = Seeds.random(SEED + 1);
        List<Double> values = new ArrayList<>(List.of(
                0.0,
                -0.0,
                0.5,
                -0.5,
                1.5,
                2.5,
                -2.5,
                1.1,
                0x1p52,
                0x1p53,
                -0x1p62,
                0x1p63,
                -0x1p63,
                1e300,
                -1e300,
                Double.MIN_VALUE,
                -Double.MIN_VALUE,
                2147483647.5,
                -2147483648.5,
                0x1.fffffffffffffp51));
        while (values.size() < VALUES) {
            double value = number(random, 1 + random.nextInt(19)).doubleValue();
            values.add(random.nextBoolean() ? value : value / (1L << random.nextInt(60)));
        }
        check(DataType.DOUBLE, values, BigDecimal::new, DataType.INT, rounding);
        check(DataType.DOUBLE, values, BigDecimal::new, DataType.LONG, rounding);
        check(DataType.DOUBLE, values, BigDecimal::new, DataType.SHORT, rounding);
        check(DataType.DOUBLE, values, BigDecimal::new, DataType.UNSIGNED_LONG, rounding);
        // below 2^52 the product is a double, beyond it is exact
        Function<Double, BigDecimal> cents = value ->
                Math.abs(value * 100) < 0x1p52 ? new BigDecimal(value * 100).movePointLeft(2) : new BigDecimal(value);
        check(DataType.DOUBLE, values, cents, DataType.decimal(18, 2), rounding);
        check(DataType.DOUBLE, values, cents, DataType.decimal(7, 2), rounding);
        check(DataType.DOUBLE, values, cents, DataType.decimal(38, 2), rounding);
        assertThat(evaluate(
                        DataType.DOUBLE,
                        col("x").tryCast(DataType.LONG, rounding),
                        List.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY)))
                .containsOnlyNulls();
    }

    @ParameterizedTest
    @EnumSource(RoundingMode.class)
    void texts(RoundingMode rounding) {
        Random random = Seeds.random(SEED + 2);
        List<String> values = new ArrayList<>(
                List.of("0.5", " -0.5 ", "1.25", "-1.25", "1.35", "2.5e0", "999.95", "-999.95", "1e-400", "-1e-400"));
        while (values.size() < 2_000) {
            values.add(new BigDecimal(number(random, 1 + random.nextInt(45)), random.nextInt(45)).toString());
        }
        Function<String, BigDecimal> exact = text -> new BigDecimal(text.trim());
        check(DataType.STRING, values, exact, DataType.decimal(4, 1), rounding);
        check(DataType.STRING, values, exact, DataType.decimal(38, 7), rounding);
        check(DataType.STRING, values, exact, DataType.INT, rounding);
        check(DataType.STRING, values, exact, DataType.UNSIGNED_BYTE, rounding);
        assertThat(evaluate(
                        DataType.STRING,
                        col("x").tryCast(DataType.INT, rounding),
                        List.of("", "x", "1.5x", "1e99999999999")))
                .containsOnlyNulls();
    }

    @ParameterizedTest
    @EnumSource(RoundingMode.class)
    void times(RoundingMode rounding) {
        Random random = Seeds.random(SEED + 3);
        List<Long> values = new ArrayList<>(
                List.of(0L, 500L, -500L, 1_500L, 2_500L, -1_500L, 1_499L, Long.MAX_VALUE, Long.MIN_VALUE));
        while (values.size() < VALUES) {
            values.add(random.nextLong() >> random.nextInt(60));
        }
        Function<Long, BigDecimal> thousandths = value -> BigDecimal.valueOf(value, 3);
        // the number of milliseconds, as of a long: there is room for all
        List<Object> outcomes =
                evaluate(DataType.TIMESTAMP, col("x").tryCast(DataType.timestamp(Resolution.MILLIS), rounding), values);
        for (int row = 0; row < values.size(); row++) {
            assertThat((Long) outcomes.get(row))
                    .as("%d µs, %s", values.get(row), rounding)
                    .isEqualTo(longOrNull(expected(thousandths.apply(values.get(row)), DataType.LONG, rounding)));
        }
        long day = 86_400_000_000L;
        List<Long> noons = List.of(0L, 1L, day / 2, day - 1, day, -1L, -day / 2, -day, day + day / 2);
        List<Object> days = evaluate(DataType.TIMESTAMP, col("x").tryCast(DataType.DATE, rounding), noons);
        for (int row = 0; row < noons.size(); row++) {
            BigDecimal exact =
                    BigDecimal.valueOf(noons.get(row)).divide(BigDecimal.valueOf(day), 30, RoundingMode.DOWN);
            BigInteger expected = expected(exact, DataType.INT, rounding);
            assertThat((Integer) days.get(row))
                    .as("%d µs, %s", noons.get(row), rounding)
                    .isEqualTo(expected == null ? null : (Integer) expected.intValue());
        }
    }

    private static Long longOrNull(BigInteger value) {
        return value == null ? null : (Long) value.longValueExact();
    }

    @Test
    void noTimeOfDayIsRoundedToTwentyFourHours() {
        DataType millis = DataType.time(Resolution.MILLIS);
        long last = 86_399_999_999L;
        List<Long> values = List.of(last, last - 999, 86_399_998_001L);
        assertThat(evaluate(DataType.time(Resolution.MICROS), col("x").tryCast(millis, RoundingMode.CEILING), values))
                .containsExactly(null, 86_399_999L, 86_399_999L);
        assertThat(evaluate(DataType.LOCAL_TIMESTAMP, col("x").tryCast(millis, RoundingMode.CEILING), values))
                .containsExactly(null, 86_399_999L, 86_399_999L);
        assertThat(evaluate(DataType.time(Resolution.MICROS), col("x").cast(millis), values))
                .containsExactly(86_399_999L, 86_399_999L, 86_399_998L);
    }

    @Test
    void whatMustNotBeRoundedIsAnError() {
        assertThatThrownBy(() -> evaluate(
                        DataType.DOUBLE, col("x").cast(DataType.INT, RoundingMode.UNNECESSARY), List.of(1.0, 1.5)))
                .isInstanceOf(ComputationException.class)
                .hasMessageContaining("the double 1.5 cannot be converted to int without rounding; use tryCast");
    }

    @Test
    void castAndReaderAgreeThatTextLosesNothing() {
        fails(DataType.INT, "2.5", "cannot be converted to int without rounding, which cast(type, RoundingMode) does");
        fails(DataType.decimal(18, 2), "1.255", "without rounding, which cast(type, RoundingMode) does");
        fails(DataType.decimal(38, 2), "1.255", "without rounding, which cast(type, RoundingMode) does");
        fails(DataType.TIMESTAMP, "2017-04-22T15:11:01.376605123Z", "without losing a part of it");
        fails(DataType.LOCAL_TIMESTAMP, "2017-04-22T15:11:01.376605123", "without losing a part of it");
        fails(DataType.time(Resolution.SECONDS), "15:11:01.5", "without losing a part of it");
        fails(DataType.DATE, "2017-04-22T15:11:01", "without losing a part of it");
        fails(DataType.duration(Resolution.SECONDS), "PT0.5S", "without losing a part of it");
        fails(DataType.INT, "x", "cannot be converted to int; use tryCast");
    }

    @Test
    void aLocalTimeIsReadFromNoTimeOfAZone() {
        fails(
                DataType.LOCAL_TIMESTAMP,
                "2017-04-22T15:11:58-05:00",
                "cannot be converted to local timestamp, which has no zone: cast it to timestamp first");
        for (Resolution unit : Resolution.values()) {
            List<String> texts =
                    Arrays.asList("2017-04-22T15:11:58-05:00", "2017-04-22T15:11:58Z", "2017-04-22 15:11:58", null);
            List<Object> values = evaluate(DataType.STRING, col("x").tryCast(DataType.localTimestamp(unit)), texts);
            assertThat(values.get(0)).isNull();
            assertThat(values.get(1)).isNull();
            assertThat(values.get(2)).isEqualTo(1_492_873_918L * (1_000_000_000L / unit.nanos()));
        }
        assertThatThrownBy(() -> evaluate(DataType.LOCAL_TIMESTAMP, col("x").lt("2017-04-22T15:11:58Z"), List.of(1L)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'2017-04-22T15:11:58Z' is not a local timestamp");
    }

    private static void fails(DataType type, String text, String message) {
        assertThatThrownBy(() -> evaluate(DataType.STRING, col("x").cast(type), List.of(text)))
                .isInstanceOf(ComputationException.class)
                .hasMessageContaining("the string '" + text + "' cannot be converted to ")
                .hasMessageContaining(message)
                .hasMessageContaining("tryCast");
    }

    @Test
    void aRoundingThatChangesNothingIsRefused() {
        for (DataType target : List.of(DataType.DOUBLE, DataType.BINARY, DataType.BOOLEAN, DataType.TIMESTAMP)) {
            assertThatThrownBy(() -> evaluate(DataType.STRING, col("x").cast(target, RoundingMode.DOWN), List.of("1")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("cannot be rounded to " + target);
        }
        assertThat(col("x").cast(DataType.decimal(9, 2), RoundingMode.DOWN).toString())
                .contains("cast(x as decimal(9,2), DOWN)");
    }
}
