package dev.peristyle.internal.expression;

import static dev.peristyle.ExpressionFixture.node;
import static dev.peristyle.Expressions.coalesce;
import static dev.peristyle.Expressions.col;
import static dev.peristyle.Expressions.lit;
import static dev.peristyle.Expressions.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.Expression;
import dev.peristyle.error.ComputationException;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Resolution;
import dev.peristyle.schema.Schema;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Types beside int, long, double and decimals of 18 digits. */
class WideTypesTest {

    private static final BigInteger MAX_UNSIGNED = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

    private static List<Object> evaluate(DataType type, Expression expression, Object... values) {
        try (ChunkFixture fixture =
                new ChunkFixture(Schema.builder().add("x", type).build(), List.of(Arrays.asList(values)))) {
            return fixture.evaluate(node(expression));
        }
    }

    private static List<Object> evaluate(
            DataType left, List<Object> first, DataType right, List<Object> second, Expression expression) {
        Schema schema = Schema.builder().add("a", left).add("b", right).build();
        try (ChunkFixture fixture = new ChunkFixture(schema, List.of(first, second))) {
            return fixture.evaluate(node(expression));
        }
    }

    private static DataType type(DataType of, Expression expression) {
        return Binder.bind(node(expression), Schema.builder().add("x", of).build())
                .type();
    }

    @Test
    void narrowIntegersAreComputedAsWiderOnes() {
        assertThat(evaluate(DataType.BYTE, col("x").plus(col("x")), 127, -128, null))
                .containsExactly(254, -256, null);
        assertThat(evaluate(DataType.UNSIGNED_BYTE, col("x").times(1000), 255, 0))
                .containsExactly(255_000, 0);
        assertThat(evaluate(DataType.SHORT, col("x").negate(), -32768)).containsExactly(32768);
        assertThat(evaluate(DataType.UNSIGNED_INT, col("x").plus(1), 0xFFFF_FFFFL))
                .containsExactly(1L << 32);
        assertThat(evaluate(DataType.UNSIGNED_LONG, col("x").plus(1), MAX_UNSIGNED))
                .containsExactly(MAX_UNSIGNED.add(BigInteger.ONE));
        assertThat(type(DataType.UNSIGNED_LONG, col("x").plus(1))).isEqualTo(DataType.decimal(21, 0));
    }

    @Test
    void integersOfAnySignAreComparedExactly() {
        assertThat(evaluate(DataType.UNSIGNED_LONG, col("x").gt(-1), MAX_UNSIGNED, BigInteger.ZERO, null))
                .containsExactly(true, true, null);
        assertThat(evaluate(
                        DataType.UNSIGNED_LONG,
                        List.of(MAX_UNSIGNED, BigInteger.ONE),
                        DataType.LONG,
                        List.of(-1L, 1L),
                        col("a").eq(col("b"))))
                .containsExactly(false, true);
        assertThat(evaluate(DataType.BYTE, col("x").lt(1000), 127, null)).containsExactly(true, null);
        assertThat(evaluate(DataType.BYTE, col("x").in(1, 2, 3, 4, 1000), 2, 5)).containsExactly(true, false);
    }

    @Test
    void aLongAndADoubleAreComparedExactly() {
        long large = (1L << 53) + 1;
        double near = 0x1p53;
        assertThat(evaluate(DataType.LONG, col("x").eq(near), large, large - 1)).containsExactly(false, true);
        assertThat(evaluate(DataType.LONG, col("x").le(Double.NaN), large)).containsExactly(true);
        assertThat(evaluate(DataType.DOUBLE, col("x").eq(large), near)).containsExactly(false);
        assertThat(evaluate(DataType.DOUBLE, col("x").lt(large), near, 0x1p53 + 2, Double.NaN))
                .containsExactly(true, false, false);
        List<Object> longs = List.of(large, large - 1, Long.MAX_VALUE, 0L, 0L, 1L);
        List<Object> doubles = List.of(near, near, 0x1p63, -0.0, Double.NaN, 0.5);
        assertThat(evaluate(DataType.LONG, longs, DataType.DOUBLE, doubles, col("a").eq(col("b"))))
                .containsExactly(false, true, false, true, false, false);
        assertThat(evaluate(DataType.LONG, longs, DataType.DOUBLE, doubles, col("a").gt(col("b"))))
                .containsExactly(true, false, false, false, false, true);
        assertThat(evaluate(DataType.LONG, longs, DataType.DOUBLE, doubles, col("b").ge(col("a"))))
                .containsExactly(false, true, true, true, true, false);
    }

    @Test
    void decimalsOf38DigitsAreExactOrAnError() {
        DataType wide = DataType.decimal(38, 2);
        BigInteger nines = BigInteger.TEN.pow(38).subtract(BigInteger.ONE);
        BigInteger some = new BigInteger("12345678901234567890123456789");
        assertThat(evaluate(wide, col("x").plus(new BigDecimal("0.01")).minus(col("x")), some))
                .containsExactly(BigInteger.ONE);
        assertThat(evaluate(wide, col("x").times(3), some)).containsExactly(some.multiply(BigInteger.valueOf(3)));
        assertThat(evaluate(
                        wide,
                        col("x").negate().abs(),
                        some.negate(),
                        BigInteger.ONE.shiftLeft(64).negate()))
                .containsExactly(some, BigInteger.ONE.shiftLeft(64));
        assertThat(evaluate(wide, col("x").modulo(7), some)).containsExactly(some.remainder(BigInteger.valueOf(700)));
        assertThat(evaluate(wide, col("x").round(), some))
                .containsExactly(new BigInteger("123456789012345678901234568"));
        assertThatThrownBy(() -> evaluate(wide, col("x").plus(1), nines))
                .isInstanceOf(ComputationException.class)
                .hasMessageContaining("overflow of decimal(38,2)")
                .hasMessageContaining("999999999999999999999999999999999999.99 + 1");
        assertThat(evaluate(wide, when(col("x").lt(0)).then(col("x").plus(1)).otherwise(col("x")), nines))
                .containsExactly(nines);
        assertThat(evaluate(
                        wide, col("x").gt(new BigDecimal("1.005")), BigInteger.valueOf(100), BigInteger.valueOf(101)))
                .containsExactly(false, true);
        assertThat(evaluate(wide, col("x").cast(DataType.DOUBLE), BigInteger.valueOf(150)))
                .containsExactly(1.5);
        assertThat(evaluate(wide, col("x").tryCast(DataType.LONG), some, BigInteger.valueOf(250)))
                .containsExactly(null, 3L);
        assertThat(evaluate(DataType.DOUBLE, col("x").tryCast(wide), 0.125, 1e37, Double.NaN))
                .containsExactly(BigInteger.valueOf(13), null, null);
        assertThat(evaluate(DataType.decimal(18, 4), col("x").cast(wide), 12_345L))
                .containsExactly(BigInteger.valueOf(123));
    }

    @Test
    void integersAreCastBetweenAllWidths() {
        assertThat(evaluate(DataType.LONG, col("x").tryCast(DataType.BYTE), 127L, 128L, -129L, null))
                .containsExactly(127, null, null, null);
        assertThat(evaluate(DataType.LONG, col("x").tryCast(DataType.UNSIGNED_INT), 1L << 32, (1L << 32) - 1, -1L))
                .containsExactly(null, (1L << 32) - 1, null);
        assertThat(evaluate(DataType.DOUBLE, col("x").tryCast(DataType.UNSIGNED_LONG), 0x1p63, -1.0))
                .containsExactly(BigInteger.ONE.shiftLeft(63), null);
        assertThat(evaluate(DataType.UNSIGNED_LONG, col("x").tryCast(DataType.LONG), MAX_UNSIGNED, BigInteger.TWO))
                .containsExactly(null, 2L);
        assertThat(evaluate(DataType.BOOLEAN, col("x").cast(DataType.SHORT), true, false))
                .containsExactly(1, 0);
        assertThat(evaluate(DataType.SHORT, col("x").cast(DataType.BOOLEAN), 3, 0))
                .containsExactly(true, false);
    }

    @Test
    void timesOfDifferentUnitsAreComparedExactly() {
        DataType seconds = DataType.timestamp(Resolution.SECONDS);
        DataType nanos = DataType.timestamp(Resolution.NANOS);
        assertThat(evaluate(
                        seconds,
                        List.of(1L, 1L, Long.MAX_VALUE),
                        nanos,
                        List.of(1_000_000_000L, 1_000_000_001L, 0L),
                        col("a").eq(col("b"))))
                .containsExactly(true, false, false);
        assertThat(evaluate(DataType.DATE, List.of(1), nanos, List.of(86_400_000_000_001L), col("a").lt(col("b"))))
                .containsExactly(true);
        assertThat(evaluate(seconds, col("x").lt(Instant.ofEpochSecond(1, 1)), 1L, 2L))
                .containsExactly(true, false);
        assertThat(evaluate(DataType.TIMESTAMP, col("x").lt(Instant.parse("9999-12-31T23:59:59Z")), 1L))
                .containsExactly(true);
        assertThatThrownBy(() -> evaluate(DataType.TIMESTAMP, col("x").lt(Instant.MAX), 1L))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-290307 to 294246");
    }

    @Test
    void timesAreCastBetweenUnits() {
        DataType nanos = DataType.timestamp(Resolution.NANOS);
        assertThat(evaluate(nanos, col("x").cast(DataType.timestamp(Resolution.SECONDS)), -1L, 1_999_999_999L))
                .containsExactly(-1L, 1L);
        assertThatThrownBy(() -> evaluate(DataType.TIMESTAMP, col("x").cast(nanos), Long.MAX_VALUE))
                .isInstanceOf(ComputationException.class)
                .hasMessageContaining("cast(x as timestamp(ns))")
                .hasMessageContaining("from 1677-09-21")
                .hasMessageContaining("to 2262-04-11");
        assertThat(evaluate(nanos, col("x").cast(DataType.time(Resolution.MILLIS)), 86_400_001_500_000L))
                .containsExactly(1L);
        assertThat(evaluate(nanos, col("x").year(), 0L, -1L)).containsExactly(1970, 1969);
        assertThat(evaluate(nanos, col("x").second(), 61_000_000_000L)).containsExactly(1);
    }

    @Test
    void timestampsAndDurationsAreAdded() {
        assertThat(evaluate(
                        DataType.TIMESTAMP,
                        List.of(5L),
                        DataType.duration(Resolution.NANOS),
                        List.of(7L),
                        col("a").minus(col("b"))))
                .containsExactly(4_993L);
        assertThat(type(DataType.TIMESTAMP, col("x").minus(col("x")))).isEqualTo(DataType.duration(Resolution.MICROS));
        assertThat(evaluate(DataType.TIMESTAMP, col("x").plus(Duration.ofSeconds(1)), 1L))
                .containsExactly(1_000_001L);
        assertThatThrownBy(() -> evaluate(DataType.TIMESTAMP, col("x").plus(Duration.ofSeconds(1)), Long.MAX_VALUE))
                .isInstanceOf(ComputationException.class)
                .hasMessageContaining("coarser unit");
    }

    @Test
    void bytesAreComparedWithoutSigns() {
        ByteBuffer high = ByteBuffer.wrap(new byte[] {-1});
        ByteBuffer low = ByteBuffer.wrap(new byte[] {1, 2});
        assertThat(evaluate(DataType.BINARY, col("x").gt(new byte[] {1}), high, low, null))
                .containsExactly(true, true, null);
        assertThat(evaluate(DataType.BINARY, col("x").eq(new byte[] {1, 2}), high, low))
                .containsExactly(false, true);
        assertThat(evaluate(DataType.BINARY, col("x").length(), high, low)).containsExactly(1, 2);
        assertThat(evaluate(DataType.BINARY, col("x").tryCast(DataType.fixedBinary(2)), high, low))
                .containsExactly(null, low);
    }

    @Test
    void choicesKeepNarrowAndWideValues() {
        assertThat(evaluate(DataType.BYTE, coalesce(col("x"), lit(1).cast(DataType.BYTE)), -5, null))
                .containsExactly(-5, 1);
        assertThat(evaluate(DataType.UNSIGNED_LONG, coalesce(col("x"), 7), MAX_UNSIGNED, null))
                .containsExactly(MAX_UNSIGNED, BigInteger.valueOf(7));
    }

    @Test
    void textBesideADateIsReadAsOneEverywhere() {
        assertThat(evaluate(DataType.DATE, coalesce(col("x"), "2000-01-01"), 5, null))
                .containsExactly(5, 10_957);
        assertThat(evaluate(
                        DataType.DATE,
                        when(col("x").isNull()).then("1970-01-02").otherwise(col("x")),
                        5,
                        null))
                .containsExactly(5, 1);
        assertThatThrownBy(() -> evaluate(DataType.DATE, coalesce(col("x"), "soon"), 5))
                .hasMessageContaining("'soon' is not a date");
    }

    @Test
    void aCastThatFailsNamesTheExpression() {
        assertThatThrownBy(() -> evaluate(
                        DataType.STRING, col("x").trim().cast(DataType.INT).plus(1), "comment 1"))
                .isInstanceOf(ComputationException.class)
                .hasMessageContaining("cast(trim(x) as int): the string 'comment 1' cannot be converted to int");
    }
}
