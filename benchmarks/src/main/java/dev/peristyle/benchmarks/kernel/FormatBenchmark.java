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
 * Values into CSV text: 4,096 values, a line feed after each. An operation is one value. The plain form appends to a
 * {@code StringBuilder}, which still has to be encoded.
 *
 * <pre>java -jar benchmarks/target/peristyle-benchmarks.jar FormatBenchmark</pre>
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms1g", "-Xmx1g"})
@OperationsPerInvocation(ValueColumn.ROWS)
public class FormatBenchmark {
    /**
     * Formats the column.
     *
     * @param column values and room for text
     * @return the length of the text
     */
    @Benchmark
    public long format(ValueColumn column) {
        return column.form == Form.kernel ? column.formatWithKernel() : column.append();
    }
}
