package dev.peristyle.internal.expression;

import static dev.peristyle.ExpressionFixture.node;
import static dev.peristyle.Expressions.coalesce;
import static dev.peristyle.Expressions.col;
import static dev.peristyle.Expressions.concat;
import static dev.peristyle.Expressions.lit;
import static dev.peristyle.Expressions.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.peristyle.Expression;
import dev.peristyle.error.MemoryLimitException;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Once it has seen the largest chunk an evaluator takes no memory, and it gives back what it had. */
class SteadyStateTest {

    private static final int MEASURES = 11;

    private static final Schema SCHEMA = Schema.builder()
            .add("p", DataType.decimal(15, 2))
            .add("q", DataType.decimal(15, 2))
            .add("i", DataType.INT)
            .add("d", DataType.DOUBLE)
            .add("s", DataType.STRING)
            .add("t", DataType.LOCAL_TIMESTAMP)
            .build();

    private static final List<Expression> EXPRESSIONS = List.of(
            col("p").times(lit(1).minus(col("q"))).times(lit(1).plus(col("q"))),
            col("d").times(2.5).plus(col("i")).dividedBy(col("d")),
            col("i").modulo(7).isNull().and(col("d").gt(0.5).or(col("s").contains("ab"))),
            col("i").in(1, 2, 3, 4, 5),
            concat(
                    col("s").lower().trim(),
                    col("i").cast(DataType.STRING),
                    col("t").truncate(dev.peristyle.DateUnit.DAY).cast(DataType.STRING)),
            when(col("d").lt(0))
                    .then("negative")
                    .otherwise(coalesce(col("s"), "none").substring(1, 3)),
            col("t").year().plus(col("s").tryCast(DataType.INT)),
            col("s").text().mapToInt(CharSequence::length),
            col("s").text().map((text, out) -> out.append(text).append(text)),
            lit(42));

    private static List<List<Object>> rows(int rows) {
        Random random = Seeds.random(7);
        return List.of(
                random.longs(rows, 0, 10_000).boxed().map(Object.class::cast).toList(),
                random.longs(rows, 0, 100).boxed().map(Object.class::cast).toList(),
                random.ints(rows, 0, 100).boxed().map(Object.class::cast).toList(),
                random.doubles(rows).boxed().map(Object.class::cast).toList(),
                Stream.generate(() -> random.nextBoolean() ? "12" : " Cab ")
                        .limit(rows)
                        .map(Object.class::cast)
                        .toList(),
                random.longs(rows, 0, 1L << 50).boxed().map(Object.class::cast).toList());
    }

    private static List<BoundExpression> bound() {
        return EXPRESSIONS.stream()
                .map(expression -> Binder.bind(node(expression), SCHEMA))
                .toList();
    }

    @Test
    void allocatesNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (ChunkFixture fixture = new ChunkFixture(SCHEMA, rows(1000));
                Projection projection = Projection.open(fixture.pool(), SCHEMA, bound())) {
            for (int round = 0; round < 50; round++) {
                projection.evaluate(fixture.chunk());
            }
            long used = fixture.pool().used();
            long peak = fixture.pool().peak();
            long[] allocated = new long[MEASURES];
            for (int measure = 0; measure < MEASURES; measure++) {
                allocated[measure] = allocatedIn20Rounds(threads, projection, fixture);
            }
            // the thread that has a method compiled makes the constant texts of its class, which is once for each
            // method
            Arrays.sort(allocated);
            assertThat(allocated[MEASURES / 2])
                    .as("bytes on the heap in 20 rounds: %s", allocated)
                    .isLessThan(20L * 16);
            assertThat(fixture.pool().used()).isEqualTo(used);
            assertThat(fixture.pool().peak()).isEqualTo(peak);
        }
    }

    private static long allocatedIn20Rounds(ThreadMXBean threads, Projection projection, ChunkFixture fixture) {
        threads.getCurrentThreadAllocatedBytes();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int round = 0; round < 20; round++) {
            projection.evaluate(fixture.chunk());
        }
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    @Test
    void givesMemoryBackWhenTheLimitIsReached() {
        try (ChunkFixture fixture = new ChunkFixture(SCHEMA, rows(1000))) {
            for (long limit = 1; limit < 400_000; limit += 7_919) {
                try (MemoryPool small = MemoryPool.create("small", limit)) {
                    try (Projection projection = Projection.open(small, SCHEMA, bound())) {
                        projection.evaluate(fixture.chunk());
                    } catch (MemoryLimitException expected) {
                        assertThat(expected).hasMessageContaining("expression");
                    }
                    assertThat(small.used()).isZero();
                }
            }
        }
    }

    @Test
    void useAfterCloseIsAnException() {
        try (ChunkFixture fixture = new ChunkFixture(SCHEMA, rows(10))) {
            Evaluator evaluator = bound().get(0).open(fixture.pool());
            dev.peristyle.column.Column values = evaluator.evaluate(fixture.chunk());
            evaluator.close();
            evaluator.close();
            assertThatThrownBy(() -> evaluator.evaluate(fixture.chunk())).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(values::valuesAddress).isInstanceOf(IllegalStateException.class);
        }
    }
}
