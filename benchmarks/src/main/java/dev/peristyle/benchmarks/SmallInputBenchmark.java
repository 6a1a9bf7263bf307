package dev.peristyle.benchmarks;

import dev.peristyle.benchmarks.data.Datasets;
import dev.peristyle.benchmarks.peer.Answer;
import dev.peristyle.benchmarks.peer.Contender;
import dev.peristyle.benchmarks.peer.Job;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A job on 10 KB, from making the pipeline to the answer: what a caller pays who reads many small files. An operation
 * is one run.
 *
 * <pre>java -jar benchmarks/target/peristyle-benchmarks.jar SmallInputBenchmark</pre>
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms512m", "-Xmx512m"})
public class SmallInputBenchmark {
    /**
     * Revenue, mean price and number of orders by country.
     *
     * @param job the contender
     * @return the answer
     * @throws Exception if the job fails
     */
    @Benchmark
    public Answer small(Small job) throws Exception {
        return job.run();
    }

    /** A contender and the small file that it reads. */
    @State(Scope.Thread)
    public static class Small extends JobState {
        /** Who does it. */
        @Param({"peristyle", "duckdb", "fastcsv", "univocity"})
        public String contender;

        @Override
        String contender() {
            return contender;
        }

        @Override
        Job job(Contender chosen) {
            return Job.SMALL;
        }

        @Override
        final Path input() {
            return Datasets.small();
        }
    }
}
