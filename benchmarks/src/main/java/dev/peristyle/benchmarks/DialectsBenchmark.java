package dev.peristyle.benchmarks;

import dev.peristyle.benchmarks.data.DialectForm;
import dev.peristyle.benchmarks.kernel.Kernels;
import dev.peristyle.benchmarks.peer.Answer;
import dev.peristyle.benchmarks.peer.DialectReading;
import java.io.IOException;
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
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a dialect costs: the same table in each of its forms, all 16 columns typed and added up by one thread, and beside it how long it takes
 * only to decompress. An operation is one run. The command {@code dialects} does the same in one process, the forms taking turns.
 *
 * <pre>java -jar benchmarks/target/peristyle-benchmarks.jar DialectsBenchmark</pre>
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms512m", "-Xmx512m"})
public class DialectsBenchmark {
    /**
     * Reads all columns.
     *
     * @param table the table
     * @return sums of numbers and largest values of others
     * @throws IOException if a file cannot be deleted
     */
    @Benchmark
    public Answer allColumns(Table table) throws IOException {
        return table.reading.allColumns();
    }

    /**
     * Only decompresses.
     *
     * @param table the table
     * @return bytes
     * @throws IOException if the file cannot be read
     */
    @Benchmark
    public long decompress(Compressed table) throws IOException {
        return table.reading.decompress();
    }

    /** The table in any form. */
    @State(Scope.Thread)
    public static class Table {
        /** How it is written and read. */
        @Param
        public DialectForm form;

        /** The TPC-H scale factor; 0.05 gives 37 MB. */
        @Param("0.05")
        public double scale = 0.05;

        private DialectReading reading;

        /** Makes the file. */
        @Setup(Level.Trial)
        public void open() {
            Kernels.check();
            reading = new DialectReading(form, scale, 1);
        }
    }

    /** The table, compressed. */
    @State(Scope.Thread)
    public static class Compressed {
        /** How it is compressed. */
        @Param({"GZIP", "ZSTD"})
        public DialectForm form;

        /** The TPC-H scale factor; 0.05 gives 37 MB. */
        @Param("0.05")
        public double scale = 0.05;

        private DialectReading reading;

        /** Makes the file. */
        @Setup(Level.Trial)
        public void open() {
            reading = new DialectReading(form, scale, 1);
        }
    }
}
