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
 * A column of text into values: 16,384 fields in an index. An operation is one value. The plain form parses Strings that
 * exist already, which is more than a reader that makes Strings can hope for.
 *
 * <pre>java -jar benchmarks/target/peristyle-benchmarks.jar ParseBenchmark</pre>
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms1g", "-Xmx1g"})
@OperationsPerInvocation(TextColumn.ROWS)
public class ParseBenchmark {
    /**
     * Parses the column.
     *
     * @param column text and room for values
     * @return -1
     */
    @Benchmark
    public int parse(TextColumn column) {
        return column.form == Form.kernel ? column.parseWithKernel() : column.parseStrings();
    }
}
