package dev.peristyle.internal.expression;

import static dev.peristyle.ExpressionFixture.node;
import static dev.peristyle.Expressions.coalesce;
import static dev.peristyle.Expressions.col;
import static dev.peristyle.Expressions.map;
import static dev.peristyle.Expressions.mapLong;
import static dev.peristyle.Expressions.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.Expression;
import dev.peristyle.error.ComputationException;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class MapTest {

    private static final Schema SCHEMA = Schema.builder()
            .add("x", DataType.DOUBLE)
            .add("i", DataType.INT)
            .add("s", DataType.STRING)
            .build();

    private static List<Object> evaluate(Expression expression) {
        List<List<Object>> rows =
                List.of(Arrays.asList(4.0, null, -1.0), Arrays.asList(1, 2, null), Arrays.asList("a", "b", "c"));
        try (ChunkFixture fixture = new ChunkFixture(SCHEMA, rows)) {
            return fixture.evaluate(node(expression));
        }
    }

    @Test
    void appliesAFunctionOfTheUser() {
        assertThat(evaluate(map(col("x"), value -> value * value + 1))).containsExactly(17.0, null, 2.0);
        assertThat(evaluate(map(col("x"), col("i"), (x, i) -> x + 10 * i))).containsExactly(14.0, null, null);
        assertThat(evaluate(mapLong(col("i"), value -> value << 40))).containsExactly(1L << 40, 2L << 40, null);
        assertThat(evaluate(map(coalesce(col("x"), 9), Math::sqrt))).containsExactly(2.0, 3.0, Double.NaN);
    }

    @Test
    void isCalledOnlyForRowsThatMatter() {
        DoubleUnaryOperator positive = value -> {
            if (!(value > 0)) {
                throw new IllegalArgumentException("not positive: " + value);
            }
            return value;
        };
        assertThat(evaluate(when(col("x").gt(0)).then(map(col("x"), positive)).otherwise(0)))
                .containsExactly(4.0, 0.0, 0.0);
        assertThatThrownBy(() -> evaluate(map(col("x"), positive)))
                .isInstanceOf(ComputationException.class)
                .hasMessageContaining("map(x): the function failed for -1.0: ")
                .hasMessageContaining("not positive: -1.0");
    }

    @Test
    void needsNumbers() {
        assertThatThrownBy(() -> evaluate(map(col("s"), Math::sqrt)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("map(s)")
                .hasMessageContaining("cast the operand to double");
    }
}
