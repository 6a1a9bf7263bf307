package dev.peristyle.benchmarks;

import dev.peristyle.benchmarks.data.Datasets;
import dev.peristyle.benchmarks.kernel.Kernels;
import dev.peristyle.benchmarks.peer.Answer;
import dev.peristyle.benchmarks.peer.Job;
import dev.peristyle.benchmarks.peer.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The jobs step by step; {@code stages} makes a page of the results that says where the time goes. An operation is one
 * run over the file; {@code bytes} is the input read per second. Each stage has a JVM of its own, as each job has.
 *
 * <pre>
 * java -jar benchmarks/target/peristyle-benchmarks.jar StagesBenchmark -p lineitem=lineitem-1.csv \
 *     -p measurements=measurements-100m.txt
 * java -jar benchmarks/target/peristyle-benchmarks.jar stages target/benchmark-results.json \
 *     --out benchmarks/WHERE_THE_TIME_GOES.md
 * </pre>
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms1g", "-Xmx1g"})
public class StagesBenchmark {
    /**
     * Runs a stage.
     *
     * @param state the stage and its files
     * @param read counts bytes
     * @return its answer
     * @throws Exception if it fails
     */
    @Benchmark
    public Answer stage(Staged state, JobState.Read read) throws Exception {
        return state.run(read);
    }

    /** A stage and its files. */
    @State(Scope.Thread)
    public static class Staged {
        /** What is done. */
        @Param
        public Stage stage;

        /** Lineitem; empty for a small one. */
        @Param("")
        public String lineitem = "";

        /** Measurements; empty for a few. */
        @Param("")
        public String measurements = "";

        private Path input;
        private Path output;

        /**
         * Finds the files.
         *
         * @throws IOException if one cannot be read or made
         */
        @Setup(Level.Trial)
        public void open() throws IOException {
            Kernels.check();
            input = stage.job() == Job.MEASUREMENTS ? Datasets.measurements(measurements) : Datasets.lineitem(lineitem);
            Files.createDirectories(Datasets.directory());
            output = Files.createTempFile(Datasets.directory(), "output", ".csv");
        }

        /**
         * Deletes the output.
         *
         * @throws IOException if that fails
         */
        @TearDown(Level.Trial)
        public void close() throws IOException {
            Files.delete(output);
        }

        Answer run(JobState.Read read) throws IOException, SQLException {
            Answer answer = stage.run(input, output);
            read.bytes += Files.size(input);
            return answer;
        }
    }
}
