package dev.peristyle.benchmarks.kernel;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Operations on arrays off the heap, beside the plain loop over an array of Java and, of single accesses, beside Agrona's buffer. The plain
 * loops of integers notice no overflow and those of sums of doubles keep nothing of what they lose; ours do both.
 *
 * <pre>
 * java -jar benchmarks/target/peristyle-benchmarks.jar ArrayBenchmark -p length=1000,1000000,100000000 -prof gc -rf json
 * </pre>
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms4g", "-Xmx4g"})
public class ArrayBenchmark {

    /**
     * Runs an operation once.
     *
     * @param arrays the values
     * @return a value, by which the forms are compared
     */
    @Benchmark
    public double operation(ArrayOperands arrays) {
        return arrays.operation.run(arrays);
    }
}
