package dev.peristyle.internal.expression;

import static dev.peristyle.ExpressionFixture.node;
import static dev.peristyle.Expressions.coalesce;
import static dev.peristyle.Expressions.col;
import static dev.peristyle.Expressions.lit;
import static dev.peristyle.Expressions.not;
import static dev.peristyle.Expressions.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.Expression;
import dev.peristyle.error.ComputationException;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class BinderTest {

    private static final Schema SCHEMA = Schema.builder()
            .add("i", DataType.INT)
            .add("l", DataType.LONG)
            .add("d", DataType.DOUBLE)
            .add("p", DataType.decimal(15, 2))
            .add("q", DataType.decimal(18, 10))
            .add("s", DataType.STRING)
            .add("day", DataType.DATE)
            .add("b", DataType.BOOLEAN)
            .build();

    private static final List<List<Object>> ROWS = List.of(
            Arrays.asList(1, null, Integer.MAX_VALUE),
            Arrays.asList(10L, 20L, null),
            Arrays.asList(0.5, null, Double.NaN),
            Arrays.asList(150L, -5L, null),
            Arrays.asList(1L, 2L, 3L),
            Arrays.asList("a", "", null),
            Arrays.asList(0, null, 9131),
            Arrays.asList(true, false, null));

    private static List<Object> evaluate(Expression expression) {
        try (ChunkFixture fixture = new ChunkFixture(SCHEMA, ROWS)) {
            return fixture.evaluate(node(expression));
        }
    }

    private static BoundExpression bind(Expression expression) {
        return Binder.bind(node(expression), SCHEMA);
    }

    @Test
    void resolvesTypes() {
        assertThat(bind(col("i").plus(1)).type()).isEqualTo(DataType.INT);
        assertThat(bind(col("i").plus(1L)).type()).isEqualTo(DataType.LONG);
        assertThat(bind(col("i").dividedBy(2)).type()).isEqualTo(DataType.DOUBLE);
        assertThat(bind(col("p").times(lit(1).minus(col("p")))).type()).isEqualTo(DataType.decimal(18, 4));
        assertThat(bind(col("p").plus(col("i"))).type()).isEqualTo(DataType.decimal(16, 2));
        assertThat(bind(col("p").times(2.0)).type()).isEqualTo(DataType.DOUBLE);
    }

    @Test
    void listsColumnsInTheOrderOfFirstUse() {
        assertThat(bind(col("l").plus(col("i")).gt(col("l"))).columns()).containsExactly("l", "i");
    }

    @Test
    void computesNumbers() {
        assertThat(evaluate(col("l").plus(col("i")))).containsExactly(11L, null, null);
        assertThat(evaluate(lit(1).minus(col("p")))).containsExactly(-50L, 105L, null);
        assertThat(evaluate(col("p").times(col("p")))).containsExactly(22500L, 25L, null);
        assertThat(evaluate(col("l").dividedBy(4))).containsExactly(2.5, 5.0, null);
        assertThat(evaluate(col("l").modulo(3))).containsExactly(1L, 2L, null);
        assertThat(evaluate(col("l").modulo(0))).containsExactly(null, null, null);
    }

    @Test
    void comparesExactly() {
        assertThat(evaluate(col("p").gt(new BigDecimal("1.499")))).containsExactly(true, false, null);
        assertThat(evaluate(col("p").le("1.5"))).containsExactly(true, true, null);
        assertThat(evaluate(col("p").eq("1.505"))).containsExactly(false, false, null);
        assertThat(evaluate(col("p").gt(col("q")))).containsExactly(true, false, null);
        assertThat(evaluate(col("d").gt(1e300))).containsExactly(false, null, true);
    }

    @Test
    void knowsThreeValues() {
        assertThat(evaluate(col("b").and(col("i").gt(0)))).containsExactly(true, false, null);
        assertThat(evaluate(col("b").or(col("i").gt(0)))).containsExactly(true, null, true);
        assertThat(evaluate(not(col("b")))).containsExactly(false, true, null);
        assertThat(evaluate(col("i").isNull())).containsExactly(false, true, false);
        assertThat(evaluate(col("i").in(1, 2, lit(null)))).containsExactly(true, null, null);
    }

    @Test
    void chooses() {
        assertThat(evaluate(when(col("i").gt(1)).then("big").otherwise(col("s"))))
                .containsExactly("a", "", "big");
        assertThat(evaluate(coalesce(col("l"), col("i")))).containsExactly(10L, 20L, (long) Integer.MAX_VALUE);
    }

    @Test
    void failsOnOverflowOnlyInRowsThatMatter() {
        assertThatThrownBy(() -> evaluate(col("i").plus(1)))
                .isInstanceOf(ComputationException.class)
                .hasMessageContaining("2147483647 + 1")
                .hasMessageContaining("int");
        assertThat(evaluate(when(col("i").lt(100)).then(col("i").plus(1)).otherwise(0)))
                .containsExactly(2, 0, 0);
        assertThat(evaluate(col("i").lt(100).and(col("i").plus(1).gt(0)))).containsExactly(true, null, false);
    }

    @Test
    void rejectsWrongTypes() {
        assertThatThrownBy(() -> bind(col("s").plus(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("s + 1")
                .hasMessageContaining("string and int");
        assertThatThrownBy(() -> bind(col("qq").plus(1))).hasMessageContaining("did you mean 'q'");
        assertThatThrownBy(() -> bind(col("q").times(col("q")))).hasMessageContaining("20 fraction digits");
        assertThatThrownBy(() -> bind(col("s").and(col("b")))).hasMessageContaining("conditions");
        assertThatThrownBy(() -> bind(col("s").eq(1))).hasMessageContaining("cannot be compared");
    }

    @Test
    void evaluatesSharedPartsOnce() {
        Expression shared = col("p").times(lit(1).minus(col("p")));
        try (ChunkFixture fixture = new ChunkFixture(SCHEMA, ROWS);
                Projection projection = Projection.open(
                        fixture.pool(), SCHEMA, List.of(bind(shared), bind(shared.times(2)), bind(col("i"))))) {
            assertThat(projection.evaluate(fixture.chunk())).hasSize(3);
            assertThat(ChunkFixture.boxed(projection.evaluate(fixture.chunk())[0]))
                    .containsExactly(-7500L, -525L, null);
            assertThat(ChunkFixture.boxed(projection.evaluate(fixture.chunk())[1]))
                    .containsExactly(-15000L, -1050L, null);
            assertThat(projection.evaluate(fixture.chunk())[2])
                    .isSameAs(fixture.chunk().column("i"));
        }
    }

    @Test
    void describesExpressions() {
        assertThat(bind(col("p").times(lit(1).minus(col("q")))
                                .gt(0)
                                .and(col("b"))
                                .and(col("s").isNull()))
                        .describe())
                .isEqualTo("((p * (1 - q)) > 0) and b and s is null");
    }
}
