package dev.peristyle.internal.expression;

import static dev.peristyle.ExpressionFixture.node;
import static dev.peristyle.Expressions.col;
import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.Expression;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class NullIfTest {

    private static List<Object> evaluate(Expression expression) {
        Schema schema = Schema.builder()
                .add("a", DataType.INT)
                .add("b", DataType.DOUBLE)
                .build();
        List<List<Object>> rows =
                List.of(Arrays.asList(2, 3, null, null, 1), Arrays.asList(0.5, 7.0, 1.5, null, Double.NaN));
        try (ChunkFixture fixture = new ChunkFixture(schema, rows)) {
            return fixture.evaluate(node(expression));
        }
    }

    @Test
    void isNullWhereBothAreEqual() {
        assertThat(evaluate(col("a").nullIf(3))).containsExactly(2, null, null, null, 1);
        assertThat(evaluate(col("b").nullIf(Double.NaN))).containsExactly(0.5, 7.0, 1.5, null, null);
    }
}
