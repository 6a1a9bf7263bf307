package dev.peristyle.benchmarks.kernel;

import dev.peristyle.benchmarks.JobState.Read;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Loops over whole columns of 64-bit values, in the chunks that a pipeline works on. {@code bytes} is what is read per
 * second; beside {@link MemoryBandwidthBenchmark} it says which loops the memory bounds. The plain form is the loop over
 * arrays as one writes it, over the whole column at once.
 *
 * <pre>
 * java -jar benchmarks/target/peristyle-benchmarks.jar 'ColumnKernelBenchmark|MemoryBandwidthBenchmark' \
 *     -p values=100000000
 * </pre>
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms4g", "-Xmx4g"})
public class ColumnKernelBenchmark {
    /**
     * Runs a loop over the column.
     *
     * @param column the values
     * @param read counts bytes
     * @return a sum, a value or a number of rows
     */
    @Benchmark
    public double loop(NumberColumn column, Read read) {
        read.bytes += column.bytesRead();
        return column.form == Form.kernel ? column.runKernel() : column.runArray();
    }
}
