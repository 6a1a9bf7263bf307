package dev.peristyle.internal.expression;

import static dev.peristyle.Expressions.col;
import static dev.peristyle.Expressions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.Expression;
import dev.peristyle.ExpressionFixture;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.Bounds;
import dev.peristyle.spi.Condition;
import dev.peristyle.spi.Condition.Comparison;
import dev.peristyle.spi.Condition.Operator;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a source sees of a condition. */
class ConditionsTest {

    private static final Schema SCHEMA = Schema.builder()
            .add("id", DataType.INT)
            .add("price", DataType.decimal(10, 2))
            .add("name", DataType.STRING)
            .add("day", DataType.DATE)
            .add("at", DataType.TIMESTAMP)
            .build();

    private static PredicateFilter predicate(Expression expression) {
        return new PredicateFilter(Binder.bind(ExpressionFixture.node(expression), SCHEMA));
    }

    private static Condition of(Expression expression) {
        return predicate(expression).condition();
    }

    @Test
    void comparisonsWithConstantsHaveTheColumnOnTheLeft() {
        assertThat(of(col("id").lt(5))).isEqualTo(new Comparison("id", Operator.LT, 5));
        assertThat(of(lit(5).lt(col("id")))).isEqualTo(new Comparison("id", Operator.GT, 5));
        assertThat(of(col("name").eq("x"))).isEqualTo(new Comparison("name", Operator.EQ, "x"));
        assertThat(of(col("day").ge(LocalDate.EPOCH))).isEqualTo(new Comparison("day", Operator.GE, LocalDate.EPOCH));
        assertThat(of(col("at").ne(Instant.EPOCH))).isEqualTo(new Comparison("at", Operator.NE, Instant.EPOCH));
        assertThat(of(col("price").le(new BigDecimal("1.25"))))
                .isEqualTo(new Comparison("price", Operator.LE, new BigDecimal("1.25")));
        assertThat(of(col("id").gt(1L << 40))).isEqualTo(new Comparison("id", Operator.GT, 1L << 40));
    }

    @Test
    void chainsAreListsAndBoundsFollow() {
        PredicateFilter between = predicate(
                col("id").ge(3).and(col("id").lt(9)).and(col("name").isNull().not()));
        assertThat(((Condition.And) between.condition()).parts()).hasSize(3);
        assertThat(between.bounds("id")).isEqualTo(new Bounds(3, true, 9, false, true, false));
        assertThat(between.bounds("name").nulls()).isFalse();
        assertThat(between.bounds("price")).isEqualTo(Bounds.NONE);
        Condition in = of(col("id").in(1, 2, 3, 4, 5));
        assertThat(in).isEqualTo(new Condition.In("id", List.of(1, 2, 3, 4, 5)));
    }

    @Test
    void whatIsComputedIsOpaque() {
        assertThat(of(col("name").contains("x"))).isInstanceOf(Condition.Opaque.class);
        assertThat(((Condition.Opaque) of(col("id").plus(1).lt(5))).columns()).containsExactly("id");
    }

    @Test
    void aConditionThatMayFailSaysSo() {
        assertThat(predicate(col("id").lt(5)).isFallible()).isFalse();
        assertThat(predicate(col("id").plus(1).lt(5)).isFallible()).isTrue();
    }
}
