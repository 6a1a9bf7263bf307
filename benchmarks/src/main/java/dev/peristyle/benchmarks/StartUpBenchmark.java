package dev.peristyle.benchmarks;

import dev.peristyle.platform.Platform;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/**
 * What a call of {@link Platform#open()} costs once everything is open.
 *
 * <pre>java -jar benchmarks/target/peristyle-benchmarks.jar StartUpBenchmark</pre>
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class StartUpBenchmark {

    /** Finds everything open. */
    @Benchmark
    public void openAgain() {
        Platform.open();
    }
}
