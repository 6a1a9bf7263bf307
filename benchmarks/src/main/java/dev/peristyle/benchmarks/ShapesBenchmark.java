package dev.peristyle.benchmarks;

import dev.peristyle.benchmarks.data.Datasets;
import dev.peristyle.benchmarks.data.Shape;
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
 * Files that are unlike a table of orders: very wide, one column only, long strings, quotes everywhere, newlines in
 * quotes, many short fields. Every number is parsed and added, the length of every string too. An operation is one run
 * over about 6 MB times {@code size}; {@code bytes} is the input read per second.
 *
 * <p>The same work for all, as far as they can be told: numbers are 64-bit integers for Peristyle and for DuckDB ({@code
 * BIGINT}, added in 128 bits by both), and {@code Long.parseLong} of a String for FastCSV, which knows no types. Nobody
 * guesses types. There are no empty numbers, so that nulls play no part; an empty text in quotes is a text of length 0
 * for Peristyle and FastCSV and null for DuckDB, which adds nothing to the sum. The length of a text is its code points
 * for Peristyle, its UTF-16 units for FastCSV and its bytes for DuckDB ({@code strlen}), which is the least work of the
 * three; all texts are ASCII, so that the answers are equal. DuckDB's connection stays open between runs, what Peristyle
 * does to plan a run is part of it.
 *
 * <pre>java -jar benchmarks/target/peristyle-benchmarks.jar ShapesBenchmark -p size=10</pre>
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms2g", "-Xmx2g"})
public class ShapesBenchmark {
    /**
     * The sum of all numbers and the length of all strings.
     *
     * @param job the contender
     * @param read counts bytes
     * @return the answer
     * @throws Exception if the job fails
     */
    @Benchmark
    public Answer shapes(Shapes job, JobState.Read read) throws Exception {
        return job.run(read);
    }

    /** A contender and the shape that it reads. */
    @State(Scope.Thread)
    public static class Shapes extends JobState {
        /** The shape of the file. */
        @Param
        public Shape shape;

        /** How many times the rows of the shape. */
        @Param("1")
        public int size = 1;

        /** Who does it. */
        @Param({"peristyle", "duckdb", "fastcsv"})
        public String contender;

        @Override
        String contender() {
            return contender;
        }

        @Override
        Job job(Contender chosen) {
            return Job.SHAPE;
        }

        @Override
        final Path input() {
            return Datasets.shape(shape, size);
        }
    }
}
