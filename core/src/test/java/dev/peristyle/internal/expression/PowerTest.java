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

class PowerTest {

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
    void isThatOfJava() {
        assertThat(evaluate(col("a").power(col("b")))).containsExactly(Math.sqrt(2), 2187.0, null, null, Double.NaN);
        assertThat(evaluate(col("a").power(2))).containsExactly(4.0, 9.0, null, null, 1.0);
    }
}
