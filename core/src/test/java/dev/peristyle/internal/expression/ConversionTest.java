package dev.peristyle.internal.expression;

import static dev.peristyle.ExpressionFixture.node;
import static dev.peristyle.Expressions.col;
import static dev.peristyle.Expressions.lit;
import static dev.peristyle.Expressions.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.Expression;
import dev.peristyle.error.ComputationException;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConversionTest {

    private static List<Object> convert(DataType from, DataType to, Object... values) {
        return evaluate(from, col("x").tryCast(to), values);
    }

    private static List<Object> evaluate(DataType type, Expression expression, Object... values) {
        try (ChunkFixture fixture =
                new ChunkFixture(Schema.builder().add("x", type).build(), List.of(Arrays.asList(values)))) {
            return fixture.evaluate(node(expression));
        }
    }

    @Test
    void readsIntegersFromText() {
        assertThat(convert(
                        DataType.STRING, DataType.INT, "2147483647", "2147483648", " -5 ", "2.5", "1e3", "", "x", null))
                .containsExactly(Integer.MAX_VALUE, null, -5, null, 1000, null, null, null);
        assertThat(convert(
                        DataType.STRING,
                        DataType.LONG,
                        "-9223372036854775808",
                        "9223372036854775808",
                        "0000000000000000000000001",
                        "1e999999999",
                        "1e-999999999"))
                .containsExactly(Long.MIN_VALUE, null, 1L, null, null);
    }

    @Test
    void readsDecimalsFromText() {
        assertThat(convert(
                        DataType.STRING,
                        DataType.decimal(5, 2),
                        "1.555",
                        "-1.550",
                        "999.99",
                        "999.995",
                        "7",
                        ".5",
                        "."))
                .containsExactly(null, -155L, 99_999L, null, 700L, 50L, null);
    }

    @Test
    void readsFloatingPointFromText() {
        assertThat(convert(
                        DataType.STRING,
                        DataType.DOUBLE,
                        "0.1",
                        "1e400",
                        "-0",
                        "nan",
                        "-inf",
                        "1d",
                        "123456789.123456789e-3"))
                .containsExactly(0.1, null, -0.0, Double.NaN, Double.NEGATIVE_INFINITY, null, 123456.789123456789);
        assertThat(convert(DataType.STRING, DataType.FLOAT, "0.1", "3.4e39", "16777217"))
                .containsExactly(0.1f, null, 16_777_216f);
    }

    @Test
    void readsDatesAndTimestamps() {
        int day = (int) LocalDate.of(2020, 2, 29).toEpochDay();
        assertThat(convert(
                        DataType.STRING,
                        DataType.DATE,
                        "2020-02-29",
                        " 2020-2-29 ",
                        "2020-02-29 23:59",
                        "2021-02-29",
                        "2020-13-01",
                        "20-1-1",
                        "2020-02-29x"))
                .containsExactly(day, day, null, null, null, null, null);
        long micros = LocalDateTime.of(2020, 2, 29, 23, 59, 58).toEpochSecond(ZoneOffset.UTC) * 1_000_000L;
        assertThat(convert(
                        DataType.STRING,
                        DataType.TIMESTAMP,
                        "2020-02-29T23:59:58.1234567Z",
                        "2020-02-29T23:59:58.123456000Z",
                        "2020-03-01 01:59:58+02",
                        "2020-02-29 18:29:58-05:30",
                        "2020-02-29 24:00:00",
                        "1969-12-31 23:59:59.999999"))
                .containsExactly(null, micros + 123_456, micros, micros, null, -1L);
    }

    @Test
    void halfPrecisionIsRoundedOnce() {
        DataType half = DataType.float16();
        double tie = 1 + 0x1p-11;
        assertThat(convert(DataType.DOUBLE, half, 0.1, tie, tie + 0x1p-40, 65_519.0, 65_520.0, 1e-9, Double.NaN))
                .containsExactly(0.099975586f, 1.0f, 1 + 0x1p-10f, 65_504f, null, 0.0f, Float.NaN);
        assertThat(convert(DataType.FLOAT, half, (float) tie, 1e10f, Float.NEGATIVE_INFINITY))
                .containsExactly(1.0f, null, Float.NEGATIVE_INFINITY);
        assertThat(convert(DataType.INT, half, 2049, 2051, 65_519, 65_520, -1))
                .containsExactly(2048f, 2052f, 65_504f, null, -1f);
        assertThat(convert(DataType.LONG, half, 3L, Long.MIN_VALUE)).containsExactly(3f, null);
        // a little more than halfway, which a float and a double both take for just that
        assertThat(convert(DataType.decimal(18, 17), half, 100_048_828_125_000_000L, 100_048_828_125_000_001L))
                .containsExactly(1.0f, 1 + 0x1p-10f);
        assertThat(convert(
                        DataType.decimal(38, 30),
                        half,
                        new BigInteger("1000488281250000000000000000000"),
                        new BigInteger("1000488281250000000000000000001"),
                        new BigInteger("65520000000000000000000000000000000")))
                .containsExactly(1.0f, 1 + 0x1p-10f, null);
        assertThat(convert(DataType.STRING, half, "1.00048828125", "1.0004882812500000000000000001", "65520"))
                .containsExactly(1.0f, 1 + 0x1p-10f, null);
        assertThat(convert(DataType.BOOLEAN, half, true, false)).containsExactly(1f, 0f);
    }

    @Test
    void halfPrecisionBecomesEveryNumber() {
        DataType half = DataType.float16();
        assertThat(convert(half, DataType.STRING, 0.1f, 65_504f, 0x1p-24f, Float.NaN, -0.0f))
                .containsExactly("0.1", "65500.0", "6e-8", "NaN", "-0.0");
        assertThat(convert(half, DataType.DOUBLE, 0.5f, Float.POSITIVE_INFINITY))
                .containsExactly(0.5, Double.POSITIVE_INFINITY);
        assertThat(convert(half, DataType.INT, 2.5f, 3.5f, Float.NaN)).containsExactly(2, 4, null);
        assertThat(convert(half, DataType.BYTE, 127f, 128f)).containsExactly(127, null);
        assertThat(convert(half, DataType.decimal(7, 2), 0.125f, -65_504f)).containsExactly(13L, -6_550_400L);
        assertThat(convert(half, DataType.UNSIGNED_LONG, 3f, -1f)).containsExactly(BigInteger.valueOf(3), null);
        assertThat(convert(half, DataType.BOOLEAN, 0f, -0f, 2f)).containsExactly(false, false, true);
    }

    @Test
    void halfPrecisionIsComputedAsFloats() {
        DataType half = DataType.float16();
        assertThat(evaluate(half, col("x").times(col("x")), 300f, 0.125f)).containsExactly(90_000f, 0.015625f);
        assertThat(evaluate(half, col("x").plus(lit(1)), 2048f)).containsExactly(2049f);
        assertThat(evaluate(half, col("x").lt(lit(0.1)), 0.0999f, 0.1001f)).containsExactly(true, false);
    }

    @Test
    void roundsNumbers() {
        assertThat(convert(DataType.DOUBLE, DataType.INT, 2.5, 3.5, -2.5, 2147483647.4, 2147483647.5, Double.NaN))
                .containsExactly(2, 4, -2, Integer.MAX_VALUE, null, null);
        assertThat(convert(DataType.decimal(9, 2), DataType.INT, 250L, -250L, 149L))
                .containsExactly(3, -3, 1);
        assertThat(convert(DataType.decimal(9, 3), DataType.decimal(4, 2), 2_345L, 99_994L, 99_995L))
                .containsExactly(235L, 9_999L, null);
        assertThat(convert(DataType.DOUBLE, DataType.decimal(5, 2), 0.125, -0.125, 999.994, 1000.0))
                .containsExactly(13L, -13L, 99_999L, null);
        assertThat(convert(DataType.decimal(18, 18), DataType.DOUBLE, 123_456_789_012_345_678L))
                .containsExactly(0.123456789012345678);
        assertThat(convert(DataType.DOUBLE, DataType.FLOAT, 1e300, Double.POSITIVE_INFINITY))
                .containsExactly(null, Float.POSITIVE_INFINITY);
    }

    @Test
    void writesText() {
        assertThat(convert(DataType.LONG, DataType.STRING, Long.MIN_VALUE, 0L, 42L))
                .containsExactly("-9223372036854775808", "0", "42");
        assertThat(convert(DataType.decimal(9, 3), DataType.STRING, -5L, 12_345L))
                .containsExactly("-0.005", "12.345");
        assertThat(convert(DataType.DOUBLE, DataType.STRING, 1e20, 1.2e7, 1e-7, 0.001, -0.0))
                .containsExactly("100000000000000000000.0", "12000000.0", "1e-7", "0.001", "-0.0");
        assertThat(convert(DataType.TIMESTAMP, DataType.STRING, -1L, 0L))
                .containsExactly("1969-12-31T23:59:59.999999Z", "1970-01-01T00:00:00Z");
        assertThat(convert(DataType.DATE, DataType.STRING, 0, -719_529)).containsExactly("1970-01-01", "-0001-12-31");
        assertThat(convert(DataType.BOOLEAN, DataType.STRING, true, null)).containsExactly("true", null);
    }

    @Test
    void namesTheValueThatCannotBeConverted() {
        assertThatThrownBy(() -> evaluate(DataType.STRING, col("x").cast(DataType.INT), "1", null, "x1"))
                .isInstanceOf(ComputationException.class)
                .hasMessageContaining("'x1'")
                .hasMessageContaining("int")
                .hasMessageContaining("tryCast");
    }

    @Test
    void neverFailsForRowsThatAreNotReached() {
        Expression number = col("x").cast(DataType.INT);
        assertThat(evaluate(
                        DataType.STRING, when(col("x").like("_")).then(number).otherwise(-1), "1", "xx", null))
                .containsExactly(1, -1, -1);
        assertThat(evaluate(DataType.STRING, col("x").like("_").and(number.gt(0)), "1", "xx", null))
                .containsExactly(true, false, null);
        assertThat(evaluate(DataType.STRING, col("x").ne("xx").not().or(number.gt(0)), "1", "xx", null))
                .containsExactly(true, true, null);
        Expression nested = when(col("x").like("1%"))
                .then(when(col("x").length().lt(3)).then(number).otherwise(0))
                .otherwise(number.plus(1));
        assertThat(evaluate(DataType.STRING, nested, "12", "1xx", "5", null)).containsExactly(12, 0, 6, null);
        assertThatThrownBy(() -> evaluate(DataType.STRING, nested, "12", "yy")).hasMessageContaining("'yy'");
    }

    @Test
    void sharedPartsFailWhereTheyAreReached() {
        Expression number = col("x").cast(DataType.INT);
        Expression guardedThenOpen =
                when(col("x").like("_")).then(number).otherwise(0).plus(number);
        assertThatThrownBy(() -> evaluate(DataType.STRING, guardedThenOpen, "1", "xx"))
                .isInstanceOf(ComputationException.class)
                .hasMessageContaining("'xx'");
    }

    @Test
    void readsLiteralsBesideDatesAndDecimals() {
        int day = (int) LocalDate.of(1995, 1, 1).toEpochDay();
        assertThat(evaluate(DataType.DATE, col("x").ge("1995-01-01"), day, day - 1))
                .containsExactly(true, false);
        assertThat(evaluate(DataType.DATE, lit("1995-01-01").gt(col("x")), day, day - 1))
                .containsExactly(false, true);
        assertThatThrownBy(() -> evaluate(DataType.DATE, col("x").ge("1995-02-30"), day))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'1995-02-30' is not a date");
        assertThatThrownBy(() -> evaluate(DataType.decimal(9, 2), col("x").ge("1,5"), 1L))
                .hasMessageContaining("'1,5' is not a decimal(9,2)");
    }
}
