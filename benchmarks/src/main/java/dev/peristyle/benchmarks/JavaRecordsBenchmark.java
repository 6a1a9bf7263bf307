package dev.peristyle.benchmarks;

import static dev.peristyle.Aggregates.count;
import static dev.peristyle.Aggregates.max;
import static dev.peristyle.Aggregates.sum;
import static dev.peristyle.Expressions.col;

import dev.peristyle.Pipeline;
import dev.peristyle.column.Table;
import dev.peristyle.execution.Execution;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Records of three numbers into a pipeline and out of one, by one thread: from an iterator that makes them to a groupBy, and from a table
 * to a stream that adds one component up. The figure is records a second.
 *
 * <pre>java -jar benchmarks/target/peristyle-benchmarks.jar JavaRecordsBenchmark</pre>
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms64m", "-Xmx64m"})
@State(Scope.Thread)
public class JavaRecordsBenchmark {

    private static final int RECORDS = 1_000_000;
    private static final int GROUPS = 64;
    private static final Execution ONE_THREAD = Execution.builder().threads(1).build();

    private Table table;

    /**
     * What is read and written.
     *
     * @param id its number
     * @param group one of a few
     * @param value a fraction
     */
    public record Sample(long id, int group, double value) {}

    /** Makes the table. */
    @Setup(Level.Trial)
    public void collect() {
        table = Pipeline.from(samples(), Sample.class).using(ONE_THREAD).collect();
    }

    /** Frees the table. */
    @TearDown(Level.Trial)
    public void close() {
        table.close();
    }

    private static Iterator<Sample> samples() {
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < RECORDS;
            }

            @Override
            public Sample next() {
                if (next == RECORDS) {
                    throw new NoSuchElementException();
                }
                int id = next++;
                return new Sample(id, id % GROUPS, id * 0.5);
            }
        };
    }

    /**
     * From an iterator into groups.
     *
     * @return how many groups there are
     */
    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public long in() {
        long groups = Pipeline.from(samples(), Sample.class)
                .using(ONE_THREAD)
                .groupBy("group")
                .aggregate(sum(col("value")).as("sum"), max(col("id")).as("last"), count().as("count"))
                .count();
        if (groups != GROUPS) {
            throw new AssertionError(groups);
        }
        return groups;
    }

    /**
     * From a table out as a stream.
     *
     * @return the sum of a component
     */
    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public long out() {
        long sum = Pipeline.from(table).using(ONE_THREAD).stream(Sample.class)
                .mapToLong(Sample::id)
                .sum();
        if (sum != RECORDS * (RECORDS - 1L) / 2) {
            throw new AssertionError(sum);
        }
        return sum;
    }
}
