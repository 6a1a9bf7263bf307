package dev.peristyle.internal.expression;

import static dev.peristyle.ExpressionFixture.node;
import static dev.peristyle.Expressions.col;
import static dev.peristyle.Expressions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.Expression;
import dev.peristyle.column.Column;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Products with a sum of a column and a constant, which are one step, have the bits of two steps. */
class FactorTest {

    private static final Schema SCHEMA =
            Schema.builder().add("a", DataType.DOUBLE).add("b", DataType.DOUBLE).build();
    private static final double CONSTANT = 1.1;

    private static final List<Form> FORMS = List.of(
            new Form(col("a").times(lit(CONSTANT).minus(col("b"))), (a, b) -> a * (CONSTANT - b)),
            new Form(col("a").times(lit(CONSTANT).plus(col("b"))), (a, b) -> a * (CONSTANT + b)),
            new Form(col("a").times(col("b").minus(CONSTANT)), (a, b) -> a * (b - CONSTANT)),
            new Form(col("a").times(col("b").plus(CONSTANT)), (a, b) -> a * (b + CONSTANT)),
            new Form(lit(CONSTANT).minus(col("b")).times(col("a")), (a, b) -> (CONSTANT - b) * a),
            new Form(col("a").times(lit(CONSTANT).minus(col("a"))), (a, b) -> a * (CONSTANT - a)),
            new Form(
                    lit(CONSTANT).minus(col("a")).times(lit(CONSTANT).plus(col("b"))),
                    (a, b) -> (CONSTANT - a) * (CONSTANT + b)),
            new Form(
                    col("a").times(lit(CONSTANT).minus(col("b")))
                            .times(lit(CONSTANT).plus(col("a"))),
                    (a, b) -> a * (CONSTANT - b) * (CONSTANT + a)),
            new Form(lit(CONSTANT).minus(col("b")), (a, b) -> CONSTANT - b));

    @Test
    void hasTheBitsOfTwoSteps() {
        long seed = Seeds.draw();
        Random random = Seeds.random(seed);
        for (int rows : Samples.LENGTHS) {
            for (Samples.Nulls nulls : Samples.Nulls.values()) {
                List<Object> left = Samples.column(DataType.DOUBLE, rows, nulls, random);
                List<Object> right = Samples.column(DataType.DOUBLE, rows, Samples.Nulls.RARE, random);
                try (ChunkFixture fixture = new ChunkFixture(SCHEMA, List.of(left, right))) {
                    for (Form form : FORMS) {
                        assertThat(fixture.evaluate(node(form.expression)))
                                .as("seed %d: %s, %d rows, %s", seed, form.expression, rows, nulls)
                                .isEqualTo(form.expected(left, right));
                    }
                    checkTogether(fixture, left, right, "seed " + seed + ", " + rows + " rows, " + nulls);
                }
            }
        }
    }

    /** With the sum as a result of its own before the products and after them. */
    private static void checkTogether(ChunkFixture fixture, List<Object> left, List<Object> right, String context) {
        List<Form> twice = new ArrayList<>(FORMS);
        twice.add(0, FORMS.get(FORMS.size() - 1));
        for (List<Form> forms : List.of(FORMS, twice)) {
            List<BoundExpression> bound = forms.stream()
                    .map(form -> Binder.bind(node(form.expression), SCHEMA))
                    .toList();
            try (Projection projection = Projection.open(fixture.pool(), SCHEMA, bound)) {
                Column[] columns = projection.evaluate(fixture.chunk());
                for (int position = 0; position < columns.length; position++) {
                    assertThat(ChunkFixture.boxed(columns[position]))
                            .as("%s: %s", context, bound.get(position))
                            .isEqualTo(forms.get(position).expected(left, right));
                }
            }
        }
    }

    private record Form(Expression expression, Calculation calculation) {

        /** Boxed values are compared bit by bit, except that there is one NaN. */
        List<Object> expected(List<Object> left, List<Object> right) {
            List<Object> results = new ArrayList<>();
            for (int row = 0; row < left.size(); row++) {
                Object a = left.get(row);
                Object b = right.get(row);
                boolean isNull = reads("a") && a == null || reads("b") && b == null;
                results.add(isNull ? null : calculation.of(orNaN(a), orNaN(b)));
            }
            return results;
        }

        private boolean reads(String column) {
            return Binder.bind(node(expression), SCHEMA).columns().contains(column);
        }

        private static double orNaN(Object value) {
            return value == null ? Double.NaN : (Double) value;
        }
    }

    private interface Calculation {
        double of(double a, double b);
    }
}
