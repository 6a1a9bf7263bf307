package dev.peristyle.internal.expression;

import static dev.peristyle.ExpressionFixture.node;
import static dev.peristyle.Expressions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.Expression;
import dev.peristyle.error.ComputationException;
import dev.peristyle.internal.function.Minus;
import dev.peristyle.internal.function.Modulo;
import dev.peristyle.internal.function.Plus;
import dev.peristyle.internal.function.Times;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sums, differences, products and remainders over every number type in every representation. */
class ArithmeticContractTest {

    private static final List<ScalarFunction> FUNCTIONS = List.of(Plus.PLUS, Minus.MINUS, Times.TIMES, Modulo.MODULO);
    private static final int[] PLACES = {0, 1, 62, 63, 64, 65, 127, 128, 999};

    static Stream<DataType> types() {
        return Stream.of(DataType.INT, DataType.LONG, DataType.FLOAT, DataType.DOUBLE, DataType.decimal(7, 2));
    }

    @ParameterizedTest
    @MethodSource("types")
    void agreesWithJava(DataType type) {
        long seed = Seeds.draw();
        Random random = Seeds.random(seed);
        Schema schema = Schema.builder().add("a", type).add("b", type).build();
        for (int rows : Samples.LENGTHS) {
            for (Samples.Nulls nulls : Samples.Nulls.values()) {
                List<Object> left = small(type, Samples.column(DataType.INT, rows, nulls, random), random);
                List<Object> right =
                        small(type, Samples.column(DataType.INT, rows, Samples.Nulls.RARE, random), random);
                Object constant = small(type, List.of(1), random).get(0);
                Expression literal = Samples.literal(type, constant);
                List<Object> same = Collections.nCopies(rows, constant);
                try (ChunkFixture fixture = new ChunkFixture(schema, List.of(left, right))) {
                    for (ScalarFunction function : FUNCTIONS) {
                        String context = "seed " + seed + ", " + type + " " + function + ", rows " + rows + ", " + nulls
                                + ", constant " + constant;
                        assertThat(fixture.evaluate(call(function, col("a"), col("b"))))
                                .as(context)
                                .isEqualTo(expected(type, function, left, right));
                        assertThat(fixture.evaluate(call(function, col("a"), literal)))
                                .as(context)
                                .isEqualTo(expected(type, function, left, same));
                        assertThat(fixture.evaluate(call(function, literal, col("a"))))
                                .as(context)
                                .isEqualTo(expected(type, function, same, left));
                    }
                }
            }
        }
    }

    private static List<Object> small(DataType type, List<Object> pattern, Random random) {
        List<Object> values = new ArrayList<>();
        for (Object present : pattern) {
            int value = random.nextInt(2001) - 1000;
            values.add(
                    present == null
                            ? null
                            : switch (type.kind()) {
                                case INT -> (Object) value;
                                case FLOAT -> value / 8f;
                                case DOUBLE -> value / 8d;
                                default -> (long) value;
                            });
        }
        return values;
    }

    private static List<Object> expected(
            DataType type, ScalarFunction function, List<Object> left, List<Object> right) {
        List<Object> results = new ArrayList<>();
        for (int row = 0; row < left.size(); row++) {
            Number first = (Number) left.get(row);
            Number second = (Number) right.get(row);
            results.add(first == null || second == null ? null : exact(type, function, first, second));
        }
        return results;
    }

    private static Object exact(DataType type, ScalarFunction function, Number first, Number second) {
        switch (type.kind()) {
            case FLOAT -> {
                float left = first.floatValue();
                float right = second.floatValue();
                return switch (function.symbol()) {
                    case "+" -> left + right;
                    case "-" -> left - right;
                    case "*" -> left * right;
                    default -> left % right;
                };
            }
            case DOUBLE -> {
                double left = first.doubleValue();
                double right = second.doubleValue();
                return switch (function.symbol()) {
                    case "+" -> left + right;
                    case "-" -> left - right;
                    case "*" -> left * right;
                    default -> left % right;
                };
            }
            default -> {
                BigInteger left = BigInteger.valueOf(first.longValue());
                BigInteger right = BigInteger.valueOf(second.longValue());
                if (function == Modulo.MODULO && right.signum() == 0) {
                    return null;
                }
                BigInteger result = switch (function.symbol()) {
                    case "+" -> left.add(right);
                    case "-" -> left.subtract(right);
                    case "*" -> left.multiply(right);
                    default -> left.remainder(right);
                };
                long value = result.longValueExact();
                return type.kind() == DataType.Kind.INT ? (Object) (int) value : (Object) value;
            }
        }
    }

    private static Node call(ScalarFunction function, Expression left, Expression right) {
        return new Node.Call(function, List.of(node(left), node(right)));
    }

    @Test
    void findsAnOverflowInWhateverRow() {
        check(DataType.INT, 1, Integer.MAX_VALUE, 1, Plus.PLUS, "2147483647 + 1");
        check(DataType.INT, 1, Integer.MIN_VALUE, 1, Minus.MINUS, "-2147483648 - 1");
        check(DataType.INT, 1, 65_536, 32_768, Times.TIMES, "65536 * 32768");
        check(DataType.LONG, 1L, Long.MAX_VALUE, 1L, Plus.PLUS, "9223372036854775807 + 1");
        check(DataType.LONG, 1L, Long.MIN_VALUE, 1L, Minus.MINUS, "-9223372036854775808 - 1");
        check(DataType.LONG, 1L, 1L << 62, 2L, Times.TIMES, "4611686018427387904 * 2");
        check(DataType.LONG, 1L, Long.MIN_VALUE, -1L, Times.TIMES, "-9223372036854775808 * -1");
        DataType decimal = DataType.decimal(18, 2);
        check(decimal, 1L, 999_999_999_999_999_999L, 1L, Plus.PLUS, "9999999999999999.99 + 0.01");
        check(decimal, 1L, -999_999_999_999_999_999L, 1L, Minus.MINUS, "-9999999999999999.99 - 0.01");
        check(decimal, 1L, 1_000_000_000L, 1_000_000_000L, Times.TIMES, "10000000.00 * 10000000.00");
    }

    /** A large value beside a small one in one row, harmless pairs elsewhere. */
    private static void check(
            DataType type, Object one, Object large, Object other, ScalarFunction function, String text) {
        Schema schema = Schema.builder().add("a", type).add("b", type).build();
        for (int place : PLACES) {
            List<Object> left = new ArrayList<>(Collections.nCopies(place + 3, one));
            List<Object> right = new ArrayList<>(Collections.nCopies(place + 3, one));
            left.set(place, large);
            right.set(place, other);
            Node columns = call(function, col("a"), col("b"));
            Node scalarSecond = call(function, col("a"), Samples.literal(type, other));
            Node scalarFirst = call(function, Samples.literal(type, large), col("b"));
            try (ChunkFixture fixture = new ChunkFixture(schema, List.of(left, right))) {
                for (Node node : List.of(columns, scalarSecond, scalarFirst)) {
                    assertThatThrownBy(() -> fixture.evaluate(node))
                            .as("%s at %d", node.describe(), place)
                            .isInstanceOf(ComputationException.class)
                            .hasMessageContaining(
                                    type.kind() == DataType.Kind.DECIMAL ? "decimal(18" : type.toString());
                }
                assertThatThrownBy(() -> fixture.evaluate(columns)).hasMessageContaining(text);
            }
            right.set(place, null);
            try (ChunkFixture fixture = new ChunkFixture(schema, List.of(left, right))) {
                assertThat(fixture.evaluate(columns))
                        .hasSize(place + 3)
                        .element(place)
                        .isNull();
            }
        }
    }

    @Test
    void doesNotMistakeLargeValuesForOverflow() {
        Schema schema = Schema.builder()
                .add("a", DataType.LONG)
                .add("p", DataType.decimal(18, 0))
                .build();
        List<Object> longs = Arrays.asList(1L << 62, Long.MIN_VALUE, 3_037_000_499L);
        List<Object> decimals = Arrays.asList(500_000_000_000_000_000L, -999_999_999_999_999_999L, 1L);
        try (ChunkFixture fixture = new ChunkFixture(schema, List.of(longs, decimals))) {
            assertThat(fixture.evaluate(node(col("a").times(1L))))
                    .containsExactly(1L << 62, Long.MIN_VALUE, 3_037_000_499L);
            assertThat(fixture.evaluate(node(col("p").minus(col("p"))))).containsExactly(0L, 0L, 0L);
            assertThat(fixture.evaluate(node(col("p").times(-1))))
                    .containsExactly(-500_000_000_000_000_000L, 999_999_999_999_999_999L, -1L);
        }
    }
}
