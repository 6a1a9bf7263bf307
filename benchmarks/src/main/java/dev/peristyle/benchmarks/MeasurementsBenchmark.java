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
 * The task of the One Billion Row Challenge: minimum, mean and maximum by station. An operation is one run; {@code
 * bytes} is the input read per second. Without {@code data} 500,000 rows are generated.
 *
 * <pre>java -jar benchmarks/target/peristyle-benchmarks.jar MeasurementsBenchmark -p data=measurements-100m.txt</pre>
 *
 * <p>The list of 100 million measurements does not fit the heap of the others: {@code -p contender=list -jvmArgsAppend
 * -Xmx12g}.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms2g", "-Xmx2g"})
public class MeasurementsBenchmark {
    /**
     * Minimum, mean and maximum by station.
     *
     * @param job the contender
     * @param read counts bytes
     * @return the answer
     * @throws Exception if the job fails
     */
    @Benchmark
    public Answer measurements(Measurements job, JobState.Read read) throws Exception {
        return job.run(read);
    }

    /** A contender and the measurements that it reads. */
    @State(Scope.Thread)
    public static class Measurements extends JobState {
        /** The file; empty for a small one. */
        @Param("")
        public String data = "";

        /** Who does it. */
        @Param({"peristyle", "duckdb", "fastcsv", "univocity", "list"})
        public String contender;

        @Override
        String contender() {
            return contender;
        }

        @Override
        Job job(Contender chosen) {
            return Job.MEASUREMENTS;
        }

        @Override
        final Path input() {
            return Datasets.measurements(data);
        }
    }
}
