package dev.peristyle.internal.expression;

import static dev.peristyle.ExpressionFixture.node;
import static dev.peristyle.Expressions.col;
import static dev.peristyle.Expressions.lit;
import static dev.peristyle.Expressions.match;
import static dev.peristyle.Expressions.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.Expression;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MathFunctionTest {

    private static List<Object> evaluate(DataType type, Expression expression, Object... values) {
        Schema schema = Schema.builder().add("x", type).build();
        try (ChunkFixture fixture = new ChunkFixture(schema, List.of(Arrays.asList(values)))) {
            return fixture.evaluate(node(expression));
        }
    }

    @Test
    void hasNoValueWhereJavaHasNone() {
        assertThat(evaluate(DataType.DOUBLE, col("x").math().sqrt(), 4.0, -1.0, null, -0.0))
                .containsExactly(2.0, Double.NaN, null, -0.0);
        assertThat(evaluate(DataType.INT, col("x").math().ln(), 1, 0, -1))
                .containsExactly(0.0, Double.NEGATIVE_INFINITY, Double.NaN);
        assertThat(evaluate(DataType.DOUBLE, col("x").math().asin(), 2.0, 1.0))
                .containsExactly(Double.NaN, Math.PI / 2);
        assertThat(evaluate(DataType.DOUBLE, col("x").math().atan2(-1), 0.0, -0.0, 1.0))
                .containsExactly(Math.PI, -Math.PI, Math.atan2(1, -1));
    }

    @Test
    void refusesWhatIsNoNumber() {
        assertThatThrownBy(() -> evaluate(DataType.STRING, col("x").math().sqrt(), "4"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sqrt(x)")
                .hasMessageContaining("cast the operand to a number");
        assertThatThrownBy(() -> evaluate(DataType.DOUBLE, col("x").math().bitAnd(1), 4.0))
                .hasMessageContaining("needs integers")
                .hasMessageContaining("cast the operand to long");
        assertThatThrownBy(() -> evaluate(DataType.INT, col("x").isNaN(), 4)).hasMessageContaining("float or double");
    }

    @Test
    void knowsTheSignOfEveryNumber() {
        assertThat(evaluate(DataType.DOUBLE, col("x").math().sign(), -0.0, Double.NaN, null, -3.5, Double.MAX_VALUE))
                .containsExactly(0, 0, null, -1, 1);
        assertThat(evaluate(
                        DataType.decimal(30, 2),
                        col("x").math().sign(),
                        BigInteger.TEN.pow(25).negate(),
                        null))
                .containsExactly(-1, null);
        assertThat(evaluate(DataType.INT, lit(Double.NaN).math().sign(), 1)).containsExactly(0);
    }

    @Test
    void dividesIntegersTowardsZero() {
        assertThat(evaluate(DataType.INT, col("x").math().quotient(2), 7, -7, null, Integer.MIN_VALUE))
                .containsExactly(3, -3, null, Integer.MIN_VALUE / 2);
        assertThat(evaluate(DataType.LONG, col("x").math().quotient(0), 7L, Long.MIN_VALUE))
                .containsOnlyNulls();
        assertThat(evaluate(DataType.LONG, lit(7).math().quotient(col("x")), 0L, 2L, -1L))
                .containsExactly(null, 3L, -7L);
        assertThatThrownBy(() -> evaluate(DataType.INT, col("x").math().quotient(-1), 1, Integer.MIN_VALUE))
                .hasMessageContaining("quotient(x, -1)")
                .hasMessageContaining("-2147483648 / -1 does not fit; cast an operand to long");
        assertThat(evaluate(DataType.INT, col("x").cast(DataType.LONG).math().quotient(-1), Integer.MIN_VALUE))
                .containsExactly(1L << 31);
    }

    @Test
    void failsForNoRowThatAChoiceLeavesOut() {
        Expression quotient =
                when(col("x").gt(0)).then(col("x").math().quotient(-1)).otherwiseNull();
        assertThat(evaluate(DataType.INT, quotient, Integer.MIN_VALUE, 5)).containsExactly(null, -5);
    }

    @Test
    void movesBits() {
        assertThat(evaluate(DataType.INT, col("x").math().shiftLeft(1), 1, Integer.MIN_VALUE, -1, null))
                .containsExactly(2, 0, -2, null);
        assertThat(evaluate(DataType.INT, lit(-8).math().shiftRight(col("x")), 1, 40, 99, -1, Integer.MIN_VALUE))
                .containsExactly(-4, -1, -1, -16, 0);
        assertThat(evaluate(DataType.LONG, lit(1).math().shiftLeft(col("x")), 31L, 32L, 64L, -1L, Long.MIN_VALUE))
                .containsExactly(Integer.MIN_VALUE, 0, 0, 0, 0);
        assertThat(evaluate(DataType.UNSIGNED_INT, col("x").math().bitNot(), 0xFFFF_FFFFL))
                .containsExactly(~0xFFFF_FFFFL);
        assertThat(evaluate(DataType.BYTE, col("x").math().bitXor(-1), -128)).containsExactly(127);
    }

    @Test
    void countsBucketsFromOne() {
        assertThat(evaluate(
                        DataType.DOUBLE,
                        col("x").math().bucket(0, 10, 5),
                        0.0,
                        -0.1,
                        9.999,
                        10.0,
                        2.0,
                        Double.NaN,
                        null,
                        Double.NEGATIVE_INFINITY))
                .containsExactly(1, 0, 5, 6, 2, 6, null, 0);
        assertThatThrownBy(() -> evaluate(DataType.DOUBLE, col("x").math().bucket(1, 1, 5), 0.0))
                .hasMessageContaining("a range from a number to a greater one");
        assertThatThrownBy(() -> evaluate(DataType.DOUBLE, col("x").math().bucket(1, 2, 0), 0.0))
                .hasMessageContaining("at least one bucket");
    }

    @ParameterizedTest
    @EnumSource(value = RoundingMode.class, mode = EnumSource.Mode.EXCLUDE, names = "UNNECESSARY")
    void roundsAsDecimalsOfJavaDo(RoundingMode mode) {
        Random random = Seeds.fresh();
        for (int count = 0; count < 200; count++) {
            long unscaled = random.nextInt(2_000_000) - 1_000_000L;
            for (int digits = -3; digits <= 3; digits++) {
                BigDecimal value = BigDecimal.valueOf(unscaled, 3);
                BigDecimal rounded = value.setScale(digits, mode);
                assertThat(evaluate(DataType.decimal(9, 3), col("x").round(digits, mode), unscaled))
                        .containsExactly(rounded.setScale(Math.max(digits, 0))
                                .unscaledValue()
                                .longValueExact());
                assertThat(evaluate(DataType.LONG, col("x").round(digits, mode), unscaled))
                        .containsExactly(BigDecimal.valueOf(unscaled)
                                .setScale(Math.min(digits, 0), mode)
                                .setScale(0)
                                .longValueExact());
                assertThat(evaluate(DataType.DOUBLE, col("x").round(digits, mode), unscaled / 1024.0 * 1024))
                        .containsExactly(
                                new BigDecimal(unscaled).setScale(digits, mode).doubleValue());
            }
        }
    }

    @Test
    void roundsAtTheEdges() {
        assertThat(evaluate(
                        DataType.DOUBLE,
                        col("x").round(2),
                        1.005,
                        2.675,
                        -0.001,
                        Double.NaN,
                        1e300,
                        Double.NEGATIVE_INFINITY,
                        null,
                        1e-300))
                .containsExactly(1.0, 2.68, -0.0, Double.NaN, 1e300, Double.NEGATIVE_INFINITY, null, 0.0);
        assertThat(evaluate(DataType.FLOAT, col("x").round(1), 1.25f, Float.MAX_VALUE))
                .containsExactly(1.3f, Float.MAX_VALUE);
        assertThat(evaluate(DataType.decimal(30, 3), col("x").round(1, RoundingMode.UP), BigInteger.valueOf(1001)))
                .containsExactly(BigInteger.valueOf(11));
        assertThatThrownBy(() -> evaluate(DataType.INT, col("x").round(-1), Integer.MAX_VALUE))
                .hasMessageContaining("2147483647 rounded to -1 digits does not fit; cast an operand to long");
        assertThat(evaluate(DataType.INT, col("x").round(-1, RoundingMode.DOWN), Integer.MAX_VALUE, Integer.MIN_VALUE))
                .containsExactly(2147483640, -2147483640);
        assertThatThrownBy(() -> evaluate(DataType.INT, col("x").round(1, RoundingMode.UNNECESSARY), 1))
                .hasMessageContaining("cast(DataType, RoundingMode.UNNECESSARY)");
        assertThatThrownBy(() -> evaluate(DataType.DOUBLE, col("x").round(23), 1.0))
                .hasMessageContaining("from -22 to 22");
        assertThatThrownBy(() -> evaluate(DataType.decimal(30, 3), col("x").round(-1), BigInteger.ONE))
                .hasMessageContaining("cast the operand to a decimal of at most 18 digits");
    }

    @Test
    void choosesByValue() {
        Expression choice = match(col("x"))
                .is("a", 1)
                .is("b", 2)
                .is("a", 3)
                .is(lit(null), 4)
                .otherwise(0);
        assertThat(evaluate(DataType.STRING, choice, "a", "b", "c", null)).containsExactly(1, 2, 0, 0);
        assertThat(evaluate(DataType.INT, match(col("x")).is(1, "one").otherwiseNull(), 1, 2))
                .containsExactly("one", null);
        assertThat(evaluate(DataType.INT, match(col("x")).otherwise(7), 1)).containsExactly(7);
        assertThat(evaluate(DataType.DOUBLE, match(col("x")).is(Double.NaN, 1).otherwise(0), Double.NaN))
                .containsExactly(1);
        assertThat(evaluate(DataType.INT, col("x").ifNull(5), null, 1)).containsExactly(5, 1);
    }
}
