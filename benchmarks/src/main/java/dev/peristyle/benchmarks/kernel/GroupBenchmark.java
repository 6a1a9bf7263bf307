package dev.peristyle.benchmarks.kernel;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/**
 * From keys to groups, and from groups to aggregates: 16,384 rows. An operation is one row. The plain form looks Strings
 * or boxed longs up in a {@code HashMap} and adds into arrays.
 *
 * <pre>java -jar benchmarks/target/peristyle-benchmarks.jar GroupBenchmark</pre>
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms1g", "-Xmx1g"})
@OperationsPerInvocation(KeyColumn.ROWS)
public class GroupBenchmark {
    /**
     * Looks up, or adds.
     *
     * @param column keys, groups and values
     * @return the last row's group, or a sum
     */
    @Benchmark
    public double group(KeyColumn column) {
        return column.form == Form.kernel ? column.runKernel() : column.runPlain();
    }
}
