package dev.peristyle.internal.expression;

import static dev.peristyle.ExpressionFixture.node;
import static dev.peristyle.Expressions.col;
import static dev.peristyle.Expressions.lit;
import static dev.peristyle.Expressions.when;
import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.Expression;
import dev.peristyle.When;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Expressions of 100,000 parts, on threads with a stack of 256 KB. */
@Timeout(300)
class DeepExpressionTest {

    private static final int DEPTH = 100_000;
    private static final Schema SCHEMA =
            Schema.builder().add("i", DataType.LONG).add("b", DataType.BOOLEAN).build();

    private static <T> T onASmallStack(Callable<T> task) throws Exception {
        FutureTask<T> future = new FutureTask<>(task);
        new Thread(null, future, "small stack", 256 << 10).start();
        return future.get();
    }

    private static List<Object> evaluate(Expression expression) throws Exception {
        return onASmallStack(() -> {
            Node node = node(expression);
            assertThat(node.describe()).isNotEmpty();
            assertThat(Node.columnsOf(List.of(node))).isSubsetOf("i", "b");
            assertThat(Conjuncts.split(node)).isNotEmpty();
            Node copy = Node.rename(node, java.util.Map.of());
            assertThat(copy.equals(node)).isTrue();
            assertThat(copy.hashCode()).isEqualTo(node.hashCode());
            BoundExpression bound = Binder.bind(node, SCHEMA);
            assertThat(bound.equals(Binder.bind(copy, SCHEMA))).isTrue();
            List<List<Object>> rows = List.of(Arrays.asList(1L, 2L, null), Arrays.asList(true, false, null));
            try (ChunkFixture fixture = new ChunkFixture(SCHEMA, rows)) {
                return fixture.evaluate(node);
            }
        });
    }

    private static Expression chain(Expression first, Expression other, BinaryOperator<Expression> join) {
        return chain(DEPTH, first, other, join);
    }

    private static Expression chain(int depth, Expression first, Expression other, BinaryOperator<Expression> join) {
        Expression whole = first;
        for (int part = 1; part < depth; part++) {
            whole = join.apply(whole, other);
        }
        return whole;
    }

    @Test
    void aSumOfManyTerms() throws Exception {
        assertThat(evaluate(chain(col("i"), col("i"), Expression::plus)))
                .containsExactly((long) DEPTH, 2L * DEPTH, null);
    }

    @Test
    void manyConditions() throws Exception {
        assertThat(evaluate(chain(col("b"), col("i").gt(0), Expression::and))).containsExactly(true, false, null);
        assertThat(evaluate(chain(col("b"), col("i").gt(5), Expression::or))).containsExactly(true, false, null);
    }

    /** Each is computed anew, for the rows that those before it leave open; finding out that it has to be took minutes. */
    @Test
    void manyConditionsThatMayFail() throws Exception {
        Expression each = lit(6).modulo(col("i").cast(DataType.INT)).lt(5);
        Node node = node(chain(DEPTH / 2, col("b"), each, Expression::and));
        List<List<Object>> rows = List.of(Arrays.asList(1L, 2L, null), Arrays.asList(true, false, null));
        List<Object> outcome = onASmallStack(() -> {
            try (ChunkFixture fixture = new ChunkFixture(SCHEMA, rows);
                    MemoryPool pool = MemoryPool.builder("deep").build();
                    Evaluator evaluator = Binder.bind(node, SCHEMA).open(pool)) {
                return ChunkFixture.boxed(evaluator.evaluate(fixture.chunk()));
            }
        });
        assertThat(outcome).containsExactly(true, false, null);
    }

    @Test
    void oneOfManyValues() throws Exception {
        Object[] values = new Object[DEPTH];
        for (int value = 0; value < DEPTH; value++) {
            values[value] = value + 2;
        }
        assertThat(evaluate(col("i").in(values))).containsExactly(false, true, null);
    }

    @Test
    void aChoiceOfManyBranches() throws Exception {
        When.Then choice = when(col("i").eq(0)).then(0L);
        for (int branch = 1; branch < 10_000; branch++) {
            choice = choice.when(col("i").eq(10_000 - branch)).then(lit((long) branch));
        }
        assertThat(evaluate(choice.otherwise(-1L))).containsExactly(9_999L, 9_998L, -1L);
    }

    @Test
    void sharedPartsAreLookedAtOnce() throws Exception {
        Expression whole = col("i");
        for (int part = 0; part < 40; part++) {
            whole = whole.plus(whole);
        }
        Node node = node(whole);
        assertThat(onASmallStack(() -> Binder.bind(node, SCHEMA).columns())).containsExactly("i");
    }
}
