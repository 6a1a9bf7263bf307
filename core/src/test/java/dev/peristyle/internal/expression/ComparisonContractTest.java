package dev.peristyle.internal.expression;

import static dev.peristyle.ExpressionFixture.node;
import static dev.peristyle.Expressions.col;
import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.Expression;
import dev.peristyle.internal.function.Comparison;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every comparison over every type, as column and column, column and constant, constant and column. */
class ComparisonContractTest {

    private static final List<ScalarFunction> COMPARISONS =
            List.of(Comparison.EQ, Comparison.NE, Comparison.LT, Comparison.LE, Comparison.GT, Comparison.GE);

    static Stream<DataType> types() {
        return Samples.TYPES.stream();
    }

    @ParameterizedTest
    @MethodSource("types")
    void agreesWithTheOrderOfTheType(DataType type) {
        long seed = Seeds.draw();
        Random random = Seeds.random(seed);
        Schema schema = Schema.builder().add("a", type).add("b", type).build();
        for (int rows : Samples.LENGTHS) {
            for (Samples.Nulls nulls : Samples.Nulls.values()) {
                List<Object> left = Samples.column(type, rows, nulls, random);
                List<Object> right = Samples.column(type, rows, Samples.Nulls.RARE, random);
                Object constant = Samples.value(type, random);
                Expression literal = Samples.literal(type, constant);
                try (ChunkFixture fixture = new ChunkFixture(schema, List.of(left, right))) {
                    for (ScalarFunction function : COMPARISONS) {
                        String context = "seed " + seed + ", " + type + " " + function + ", rows " + rows + ", " + nulls
                                + ", constant " + constant;
                        List<Object> same = java.util.Collections.nCopies(rows, constant);
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

    private static Node call(ScalarFunction function, Expression left, Expression right) {
        return new Node.Call(function, List.of(node(left), node(right)));
    }

    private static List<Object> expected(
            DataType type, ScalarFunction function, List<Object> left, List<Object> right) {
        Comparator<Object> order = Samples.order(type);
        List<Object> outcomes = new ArrayList<>();
        for (int row = 0; row < left.size(); row++) {
            if (left.get(row) == null || right.get(row) == null) {
                outcomes.add(null);
                continue;
            }
            int sign = order.compare(left.get(row), right.get(row));
            outcomes.add(
                    switch (function.symbol()) {
                        case "=" -> sign == 0;
                        case "<>" -> sign != 0;
                        case "<" -> sign < 0;
                        case "<=" -> sign <= 0;
                        case ">" -> sign > 0;
                        default -> sign >= 0;
                    });
        }
        return outcomes;
    }
}
