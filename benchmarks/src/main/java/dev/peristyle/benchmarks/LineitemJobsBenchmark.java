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
 * The jobs on TPC-H lineitem, from the file to the result. An operation is one run of a job; {@code bytes} is the input
 * read per second. Without {@code data} a file of 7 MB is generated, enough to see that everything works.
 *
 * <pre>
 * java -jar benchmarks/target/peristyle-benchmarks.jar LineitemJobsBenchmark -p data=lineitem-1.csv
 * java -jar benchmarks/target/peristyle-benchmarks.jar LineitemJobsBenchmark -p data=lineitem-1.csv \
 *     -p threads=2 -p contender=peristyle,duckdb
 * </pre>
 *
 * <p>The list of all rows needs more heap than the others: {@code -p contender=list -jvmArgsAppend -Xmx8g}. What
 * deephaven-csv keeps for query 1 too.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms2g", "-Xmx2g"})
public class LineitemJobsBenchmark {
    /**
     * The number of rows.
     *
     * @param job the contender
     * @param read counts bytes
     * @return the answer
     * @throws Exception if the job fails
     */
    @Benchmark
    public Answer count(Count job, JobState.Read read) throws Exception {
        return job.run(read);
    }

    /**
     * All 16 columns typed and summed or maximised; of the contenders without types, all 16 columns as Strings.
     *
     * @param job the contender
     * @param read counts bytes
     * @return the answer
     * @throws Exception if the job fails
     */
    @Benchmark
    public Answer allColumns(AllColumns job, JobState.Read read) throws Exception {
        return job.run(read);
    }

    /**
     * The pricing summary: most rows, seven columns, four groups.
     *
     * @param job the contender
     * @param read counts bytes
     * @return the answer
     * @throws Exception if the job fails
     */
    @Benchmark
    public Answer query1(Query1 job, JobState.Read read) throws Exception {
        return job.run(read);
    }

    /**
     * The forecast of revenue change: two rows of a hundred, four columns.
     *
     * @param job the contender
     * @param read counts bytes
     * @return the answer
     * @throws Exception if the job fails
     */
    @Benchmark
    public Answer query6(Query6 job, JobState.Read read) throws Exception {
        return job.run(read);
    }

    /**
     * CSV to CSV: three rows of ten, seven columns, one of them computed. Peristyle brings its output to the disk before
     * the run ends, the others leave that to the system; {@code -jvmArgsAppend -Djava.io.tmpdir=/dev/shm} writes to
     * memory, where that costs nothing.
     *
     * @param job the contender
     * @param read counts bytes
     * @return the answer
     * @throws Exception if the job fails
     */
    @Benchmark
    public Answer etl(Etl job, JobState.Read read) throws Exception {
        return job.run(read);
    }

    /** A contender and lineitem, which it reads. */
    @State(Scope.Thread)
    public abstract static class LineitemState extends JobState {
        /** The file; empty for a small one. */
        @Param("")
        public String data = "";

        @Override
        final Path input() {
            return Datasets.lineitem(data);
        }
    }

    /** Counts rows. */
    @State(Scope.Thread)
    public static class Count extends LineitemState {
        /** Who does it. */
        @Param({
            "peristyle",
            "structure-scan",
            "duckdb",
            "fastcsv",
            "univocity",
            "commons-csv",
            "jackson-csv",
            "deephaven-csv"
        })
        public String contender;

        @Override
        String contender() {
            return contender;
        }

        @Override
        Job job(Contender chosen) {
            return Job.COUNT;
        }
    }

    /** Reads all columns. */
    @State(Scope.Thread)
    public static class AllColumns extends LineitemState {
        /** Who does it. */
        @Param({"peristyle", "duckdb", "deephaven-csv", "fastcsv", "univocity", "commons-csv", "jackson-csv"})
        public String contender;

        @Override
        String contender() {
            return contender;
        }

        @Override
        Job job(Contender chosen) {
            return chosen.jobs().contains(Job.ALL_COLUMNS) ? Job.ALL_COLUMNS : Job.STRINGS;
        }
    }

    /** Runs query 1. */
    @State(Scope.Thread)
    public static class Query1 extends LineitemState {
        /** Who does it. */
        @Param({"peristyle", "duckdb", "fastcsv", "univocity", "commons-csv", "jackson-csv", "deephaven-csv", "list"})
        public String contender;

        @Override
        String contender() {
            return contender;
        }

        @Override
        Job job(Contender chosen) {
            return Job.QUERY_1;
        }
    }

    /** Runs query 6. */
    @State(Scope.Thread)
    public static class Query6 extends LineitemState {
        /** Who does it. */
        @Param({"peristyle", "duckdb", "fastcsv", "list"})
        public String contender;

        @Override
        String contender() {
            return contender;
        }

        @Override
        Job job(Contender chosen) {
            return Job.QUERY_6;
        }
    }

    /** Writes what is kept. */
    @State(Scope.Thread)
    public static class Etl extends LineitemState {
        /** Who does it. */
        @Param({"peristyle", "duckdb", "fastcsv"})
        public String contender;

        @Override
        String contender() {
            return contender;
        }

        @Override
        Job job(Contender chosen) {
            return Job.ETL;
        }
    }
}
