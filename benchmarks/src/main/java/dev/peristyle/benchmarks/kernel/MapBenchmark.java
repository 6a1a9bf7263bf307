package dev.peristyle.benchmarks.kernel;

import dev.peristyle.column.Chunk;
import dev.peristyle.internal.expression.Binder;
import dev.peristyle.internal.expression.BoundExpression;
import dev.peristyle.internal.expression.Node;
import dev.peristyle.internal.expression.Projection;
import dev.peristyle.internal.function.MapFunction;
import dev.peristyle.internal.function.Times;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.ChunkBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleUnaryOperator;
import org.agrona.UnsafeApi;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The square of a column of doubles: by the built-in product, and by a function of the user's own. Other functions have run in
 * the same process before, so that a loop which all of them share would be slow.
 *
 * <pre>
 * java -jar benchmarks/target/peristyle-benchmarks.jar MapBenchmark -prof gc -rf json
 * </pre>
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms1g", "-Xmx1g"})
@State(Scope.Thread)
public class MapBenchmark {

    private static final int ROWS = 4096;
    private static final int OTHER_CALLS = 20_000;

    /** Who computes the square. */
    public enum Square {
        /** The product of the column with itself. */
        product,
        /** A lambda. */
        lambda
    }

    /** Who computes the square. */
    @Param
    public Square square;

    private MemoryPool pool;
    private ChunkBuilder builder;
    private Chunk chunk;
    private Projection projection;

    /** Fills the column and runs other functions. */
    @Setup(Level.Trial)
    public void fill() {
        pool = MemoryPool.create("benchmark", MemoryPool.UNLIMITED);
        Schema schema = Schema.builder().add("x", DataType.DOUBLE).build();
        builder = new ChunkBuilder(schema, ROWS, pool, "column");
        for (int row = 0; row < ROWS; row++) {
            builder.doubles("x").add(row * 0.37);
        }
        chunk = builder.build(ROWS);
        Node column = new Node.ColumnReference("x");
        List<DoubleUnaryOperator> others = List.of(x -> x + 1, x -> -x, Math::sqrt, x -> x / 3);
        List<BoundExpression> bound = new ArrayList<>();
        for (DoubleUnaryOperator other : others) {
            bound.add(Binder.bind(new Node.Call(MapFunction.ofDouble(other), List.of(column)), schema));
        }
        try (Projection all = Projection.open(pool, schema, bound)) {
            for (int call = 0; call < OTHER_CALLS; call++) {
                all.evaluate(chunk);
            }
        }
        Node node = square == Square.product
                ? new Node.Call(Times.TIMES, List.of(column, column))
                : new Node.Call(MapFunction.ofDouble(x -> x * x), List.of(column));
        projection = Projection.open(pool, schema, List.of(Binder.bind(node, schema)));
        double last = squares();
        if (last != (ROWS - 1) * 0.37 * ((ROWS - 1) * 0.37)) {
            throw new IllegalStateException("not the square: " + last);
        }
    }

    /** Frees the memory. */
    @TearDown(Level.Trial)
    public void free() {
        projection.close();
        builder.close();
        pool.close();
    }

    /**
     * Computes one chunk.
     *
     * @return the last square
     */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public double squares() {
        long values = projection.evaluate(chunk)[0].valuesAddress();
        return UnsafeApi.getDouble(values + 8L * (ROWS - 1));
    }
}
