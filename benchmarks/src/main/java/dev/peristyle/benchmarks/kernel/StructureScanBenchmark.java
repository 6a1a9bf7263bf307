package dev.peristyle.benchmarks.kernel;

import dev.peristyle.benchmarks.JobState.Read;
import dev.peristyle.benchmarks.data.Datasets;
import dev.peristyle.benchmarks.data.Shape;
import dev.peristyle.internal.csv.kernel.CsvKernels;
import dev.peristyle.internal.csv.kernel.StructureKernel;
import dev.peristyle.internal.csv.kernel.StructureScanner;
import dev.peristyle.internal.csv.kernel.StructureState;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
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
 * Where the fields and records of a CSV end: 4 MB of text into an index of ints. {@code bytes} is the text per second.
 *
 * <pre>java -jar benchmarks/target/peristyle-benchmarks.jar StructureScanBenchmark</pre>
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms1g", "-Xmx1g"})
public class StructureScanBenchmark {
    /**
     * Finds all ends.
     *
     * @param text the text
     * @param read counts bytes
     * @return the number of ends
     */
    @Benchmark
    public int scan(Text text, Read read) {
        read.bytes += text.length;
        return text.form == Form.kernel ? text.scanWithKernel() : text.scanArray();
    }

    /** The text, on and off the heap. */
    @State(Scope.Thread)
    public static class Text {
        private static final int MAX_BYTES = 4 << 20;
        private static final int READABLE_AFTER_END = 64;

        /** Records at a time, few enough for the index whatever they look like, so that no scan ends inside one. */
        private static final int RECORDS = 3000;

        /** Text without quotes, with some, with one around every field, or mostly inside quotes. */
        public enum Kind {
            /** Measurements: two fields in a record, no quote. */
            measurements,
            /** Lineitem: sixteen fields in a record, quotes around some comments. */
            lineitem,
            /** Six fields in a record, all quoted. */
            quoted,
            /** Texts of many lines in quotes. */
            newlines
        }

        /** What is scanned. */
        @Param
        public Kind kind;

        /** How it is scanned. */
        @Param
        public Form form;

        private byte[] bytes;
        private int[] ends;
        private int length;
        private MemoryPool pool;
        private OffHeapBuffer text;
        private OffHeapBuffer index;
        private final StructureState state = new StructureState();
        private final StructureKernel kernel = CsvKernels.structure();

        /**
         * Loads the text.
         *
         * @throws IOException if its file cannot be read
         */
        @Setup(Level.Trial)
        public void load() throws IOException {
            Kernels.check();
            byte[] file = Files.readAllBytes(
                    switch (kind) {
                        case measurements -> Datasets.measurements("");
                        case lineitem -> Datasets.lineitem("");
                        case quoted -> Datasets.shape(Shape.ALL_QUOTED, 1);
                        case newlines -> Datasets.shape(Shape.QUOTED_NEWLINES, 1);
                    });
            bytes = Arrays.copyOf(file, Math.min(file.length, MAX_BYTES));
            length = bytes.length;
            ends = new int[length];
            pool = MemoryPool.create("benchmark", MemoryPool.UNLIMITED);
            text = pool.allocate(length + READABLE_AFTER_END, "text");
            text.clear();
            text.view(0, length).putBytes(0, bytes);
            // as large as the index of a chunk, so that it stays in the cache
            index = pool.allocate(1 << 18, "index");
        }

        /** Frees the text. */
        @TearDown(Level.Trial)
        public void free() {
            index.close();
            text.close();
            pool.close();
        }

        int scanWithKernel() {
            int entries = 0;
            int from = 0;
            boolean quotes = false;
            while (from < length) {
                state.start(index.address(), (int) (index.capacity() >> 2), from, RECORDS);
                state.quotesSeen = quotes;
                StructureScanner.scan(kernel, text.address(), length, delimiter(), '"', state);
                quotes = state.quotesSeen;
                entries += state.entryCount;
                from = state.scannedTo;
            }
            return entries;
        }

        int scanArray() {
            byte delimiter = delimiter();
            boolean quoted = false;
            int entries = 0;
            for (int position = 0; position < length; position++) {
                byte at = bytes[position];
                if (at == '"') {
                    quoted = !quoted;
                } else if (!quoted && (at == delimiter || at == '\n')) {
                    ends[entries++] = position;
                }
            }
            return entries;
        }

        private byte delimiter() {
            return (byte) (kind == Kind.measurements ? ';' : ',');
        }
    }
}
