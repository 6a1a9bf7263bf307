package dev.peristyle.internal.expression;

import static dev.peristyle.ExpressionFixture.node;
import static dev.peristyle.Expressions.col;
import static dev.peristyle.Expressions.least;
import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.Expression;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeastTest {

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
    void leavesNullsOut() {
        assertThat(evaluate(least(col("a"), col("b"), 5))).containsExactly(0.5, 3.0, 1.5, 5.0, 1.0);
        assertThat(evaluate(least(col("a"), col("b")))).containsExactly(0.5, 3.0, 1.5, null, 1.0);
    }
}
