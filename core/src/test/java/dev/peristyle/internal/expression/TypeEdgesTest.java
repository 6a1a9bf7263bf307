package dev.peristyle.internal.expression;

import static dev.peristyle.ExpressionFixture.node;
import static dev.peristyle.Expressions.coalesce;
import static dev.peristyle.Expressions.col;
import static dev.peristyle.Expressions.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.DateUnit;
import dev.peristyle.Expression;
import dev.peristyle.error.ComputationException;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Resolution;
import dev.peristyle.schema.Schema;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Where a type ends, and where a number has more digits than a double. */
class TypeEdgesTest {

    private static final int ROUNDS = 20_000;

    private static List<Object> evaluate(DataType type, Expression expression, Object... values) {
        try (ChunkFixture fixture =
                new ChunkFixture(Schema.builder().add("x", type).build(), List.of(Arrays.asList(values)))) {
            return fixture.evaluate(node(expression));
        }
    }

    @ParameterizedTest
    @EnumSource(Resolution.class)
    void whatBeginsBeforeTheFirstTimestampIsAnError(Resolution unit) {
        DataType type = DataType.localTimestamp(unit);
        for (DateUnit part : DateUnit.values()) {
            Expression start = col("x").truncate(part);
            if (unit == Resolution.SECONDS && part == DateUnit.SECOND) {
                assertThat(evaluate(type, start, Long.MIN_VALUE)).containsExactly(Long.MIN_VALUE);
                continue;
            }
            assertThatThrownBy(() -> evaluate(type, start, 0L, Long.MIN_VALUE))
                    .isInstanceOf(ComputationException.class)
                    .hasMessageContaining("truncateTo")
                    .hasMessageContaining("before the first local timestamp");
            Expression guarded = when(col("x").year().gt(1970)).then(start).otherwise(col("x"));
            if (unit != Resolution.SECONDS) {
                assertThat(evaluate(type, guarded, Long.MIN_VALUE, null)).containsExactly(Long.MIN_VALUE, null);
            }
            assertThat((Long) evaluate(type, start, Long.MAX_VALUE).get(0))
                    .isBetween(Long.MAX_VALUE / 2, Long.MAX_VALUE);
        }
    }

    @Test
    void whatBeginsBeforeTheFirstDateIsAnError() {
        assertThatThrownBy(() -> evaluate(DataType.DATE, col("x").truncate(DateUnit.YEAR), Integer.MIN_VALUE))
                .isInstanceOf(ComputationException.class)
                .hasMessageContaining("before the first date");
        assertThat(evaluate(DataType.DATE, col("x").truncate(DateUnit.DAY), Integer.MIN_VALUE))
                .containsExactly(Integer.MIN_VALUE);
    }

    @Test
    void aTimestampThatNoDateReachesIsAnErrorOrNull() {
        long perDay = Resolution.SECONDS.perDay();
        DataType type = DataType.timestamp(Resolution.SECONDS);
        Object[] values = {
            perDay * Integer.MAX_VALUE + perDay - 1,
            perDay * Integer.MAX_VALUE + perDay,
            perDay * Integer.MIN_VALUE,
            perDay * Integer.MIN_VALUE - 1,
            Long.MAX_VALUE,
            -1L
        };
        assertThat(evaluate(type, col("x").tryCast(DataType.DATE), values))
                .containsExactly(Integer.MAX_VALUE, null, Integer.MIN_VALUE, null, null, -1);
        assertThatThrownBy(() -> evaluate(type, col("x").cast(DataType.DATE), values))
                .isInstanceOf(ComputationException.class)
                .hasMessageContaining("cannot be converted to date");
        assertThatThrownBy(() ->
                        evaluate(DataType.timestamp(Resolution.MILLIS), col("x").cast(DataType.DATE), Long.MIN_VALUE))
                .isInstanceOf(ComputationException.class);
    }

    @Test
    void aYearThatIsNoIntIsAnError() {
        DataType type = DataType.localTimestamp(Resolution.SECONDS);
        assertThat(evaluate(type, col("x").year(), 0L, null)).containsExactly(1970, null);
        assertThatThrownBy(() -> evaluate(type, col("x").year(), Long.MAX_VALUE))
                .isInstanceOf(ComputationException.class)
                .hasMessageContaining("9223372036854775807");
    }

    @Test
    void whatCannotBecomeATimestampIsAnErrorForEveryUnit() {
        for (Resolution unit : Resolution.values()) {
            assertThatThrownBy(() -> evaluate(DataType.STRING, col("x").cast(DataType.timestamp(unit)), "soon"))
                    .isInstanceOf(ComputationException.class)
                    .hasMessageContaining("'soon'");
        }
    }

    @Test
    void textIsReadAsBytesAndBytesAreWrittenAsText() {
        Expression bytes = col("x").tryCast(DataType.BINARY);
        assertThat(evaluate(DataType.STRING, bytes, "0x", "0x00fF", " 0x01 ", "0x1", "12", "0xgg", null))
                .containsExactly(bytes(), bytes(0, 0xFF), bytes(1), null, null, null, null);
        assertThat(evaluate(DataType.STRING, col("x").tryCast(DataType.fixedBinary(2)), "0x0001", "0x00"))
                .containsExactly(bytes(0, 1), null);
        assertThat(evaluate(DataType.BINARY, col("x").cast(DataType.STRING).cast(DataType.BINARY), bytes(7, 0xA0)))
                .containsExactly(bytes(7, 0xA0));
        assertThatThrownBy(() -> evaluate(DataType.STRING, col("x").cast(DataType.BINARY), "0x01", "ff"))
                .isInstanceOf(ComputationException.class)
                .hasMessageContaining("'ff'");
    }

    @Test
    void bytesOfDifferentLengthsMeetAsBytesOfAnyLength() {
        Schema schema = Schema.builder()
                .add("fixed", DataType.fixedBinary(2))
                .add("any", DataType.BINARY)
                .add("other", DataType.fixedBinary(1))
                .build();
        assertThat(Binder.bind(node(coalesce(col("any"), col("fixed"))), schema).type())
                .isEqualTo(DataType.BINARY);
        assertThat(Binder.bind(node(coalesce(col("fixed"), col("other"))), schema)
                        .type())
                .isEqualTo(DataType.BINARY);
        assertThat(Binder.bind(node(coalesce(col("fixed"), col("fixed"))), schema)
                        .type())
                .isEqualTo(DataType.fixedBinary(2));
    }

    @Test
    void halvesOfADoubleAreRoundedAlikeForEveryInteger() {
        for (DataType type : List.of(
                DataType.BYTE,
                DataType.UNSIGNED_BYTE,
                DataType.SHORT,
                DataType.UNSIGNED_SHORT,
                DataType.INT,
                DataType.UNSIGNED_INT,
                DataType.LONG,
                DataType.UNSIGNED_LONG)) {
            List<Object> rounded = evaluate(DataType.DOUBLE, col("x").cast(type), 0.5, 1.5, 2.5, -0.5);
            assertThat(rounded.stream().map(value -> ((Number) value).intValue()))
                    .as("%s", type)
                    .containsExactly(0, 2, 2, 0);
        }
    }

    @Test
    void aDoubleGivesTheSameDecimalInAllWidths() {
        Random random = Seeds.random(1);
        Object[] values = new Object[ROUNDS];
        for (int row = 0; row < ROUNDS; row++) {
            double value = random.nextInt(2_000_000) / 1000.0 - 1000;
            values[row] = random.nextInt(4) == 0 ? value * 1e12 * random.nextDouble() : value;
        }
        values[0] = 2.675;
        values[1] = 1.45;
        for (int scale = 0; scale < 4; scale++) {
            List<Object> narrow = evaluate(DataType.DOUBLE, col("x").tryCast(DataType.decimal(18, scale)), values);
            List<Object> wide = evaluate(DataType.DOUBLE, col("x").tryCast(DataType.decimal(19, scale)), values);
            for (int row = 0; row < ROUNDS; row++) {
                Object wanted = wide.get(row);
                boolean fits = ((BigInteger) wanted).abs().compareTo(BigInteger.TEN.pow(18)) < 0;
                assertThat(narrow.get(row))
                        .as("%s at scale %d", values[row], scale)
                        .isEqualTo(fits ? (Object) ((BigInteger) wanted).longValueExact() : null);
            }
        }
        assertThat(evaluate(DataType.DOUBLE, col("x").cast(DataType.decimal(18, 2)), 2.675, -2.675, 1.45))
                .containsExactly(268L, -268L, 145L);
    }

    @Test
    void aDoubleOfManyDigitsBecomesExactlyThatDecimal() {
        Random random = Seeds.random(2);
        for (int round = 0; round < ROUNDS / 20; round++) {
            double value = (random.nextDouble() - 0.5) * 1.9e15;
            long exact = new BigDecimal(value)
                    .setScale(2, RoundingMode.HALF_UP)
                    .unscaledValue()
                    .longValueExact();
            if (Math.abs(value * 100) >= 0x1p52) {
                assertThat(evaluate(DataType.DOUBLE, col("x").cast(DataType.decimal(18, 2)), value))
                        .as("%s", value)
                        .containsExactly(exact);
            }
        }
    }

    @Test
    void aDecimalBecomesTheNearestDouble() {
        Random random = Seeds.random(3);
        Object[] values = new Object[ROUNDS];
        for (int row = 0; row < ROUNDS; row++) {
            values[row] = (random.nextLong() >> random.nextInt(20)) % 1_000_000_000_000_000_000L;
        }
        for (int scale : new int[] {1, 2, 9, 18}) {
            List<Object> doubles = evaluate(DataType.decimal(18, scale), col("x").cast(DataType.DOUBLE), values);
            for (int row = 0; row < ROUNDS; row++) {
                double nearest = Double.parseDouble(
                        BigDecimal.valueOf((Long) values[row], scale).toString());
                assertThat(doubles.get(row))
                        .as("%s at scale %d", values[row], scale)
                        .isEqualTo(nearest);
            }
        }
    }

    private static ByteBuffer bytes(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length);
        for (int value : values) {
            bytes.put((byte) value);
        }
        return bytes.flip();
    }
}
