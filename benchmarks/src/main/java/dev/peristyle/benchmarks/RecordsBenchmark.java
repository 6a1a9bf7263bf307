package dev.peristyle.benchmarks;

import static dev.peristyle.Aggregates.sum;
import static dev.peristyle.Expressions.col;

import dev.peristyle.Pipeline;
import dev.peristyle.benchmarks.JobState.Read;
import dev.peristyle.column.RowCursor;
import dev.peristyle.execution.Execution;
import dev.peristyle.file.WindowMode;
import dev.peristyle.record.BinaryRecords;
import dev.peristyle.record.FieldType;
import dev.peristyle.record.RecordLayout;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
 * One field of records added up: by a pipeline on one thread, and by the loop that one would write by hand over a file that is mapped
 * whole. {@code bytes} is the input per second; both look at one field of eight bytes in each record.
 *
 * <p>Not comparable: the loop by hand maps the file once, before it is measured, ends at 2 GB, sums without a look at overflow and breaks
 * when the file is cut off; a run opens the file, reads or maps it window by window and checks all of that.
 *
 * <pre>java -jar benchmarks/target/peristyle-benchmarks.jar RecordsBenchmark -p records=10000000</pre>
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms1g", "-Xmx1g"})
public class RecordsBenchmark {

    /**
     * By a pipeline that reads windows.
     *
     * @param file the records
     * @param read counts bytes
     * @return the sum
     */
    @Benchmark
    public long read(Records file, Read read) {
        read.bytes += file.bytes();
        return file.total(WindowMode.READ);
    }

    /**
     * By a pipeline that maps windows.
     *
     * @param file the records
     * @param read counts bytes
     * @return the sum
     */
    @Benchmark
    public long mapped(Records file, Read read) {
        read.bytes += file.bytes();
        return file.total(WindowMode.MAP);
    }

    /**
     * By hand.
     *
     * @param file the records
     * @param read counts bytes
     * @return the sum
     */
    @Benchmark
    public long byHand(Records file, Read read) {
        read.bytes += file.bytes();
        MappedByteBuffer mapping = file.mapping;
        int length = file.length;
        int end = mapping.limit();
        long sum = 0;
        for (int record = 0; record < end; record += length) {
            sum += mapping.getLong(record);
        }
        return sum;
    }

    /** A file of records that begin with their number. */
    @State(Scope.Thread)
    public static class Records {
        /** How many records. */
        @Param("4000000")
        public int records = 4_000_000;

        /** Bytes of a record. */
        @Param({"8", "16", "100"})
        public int length = 16;

        private Path file;
        private RecordLayout layout;
        private MappedByteBuffer mapping;

        /**
         * Writes the file and maps it.
         *
         * @throws IOException if the file cannot be written
         */
        @Setup(Level.Trial)
        public void open() throws IOException {
            file = Files.createTempFile("records", ".bin");
            ByteBuffer record = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
                for (long number = 0; number < records; number++) {
                    out.write(record.putLong(0, number).array());
                }
            }
            try (FileChannel channel = FileChannel.open(file)) {
                mapping = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
                mapping.order(ByteOrder.LITTLE_ENDIAN);
            }
            layout = RecordLayout.builder()
                    .field("number", FieldType.int64())
                    .recordLength(length)
                    .build();
        }

        /**
         * Deletes the file.
         *
         * @throws IOException if it cannot be deleted
         */
        @TearDown(Level.Trial)
        public void close() throws IOException {
            mapping = null;
            Files.delete(file);
        }

        private long bytes() {
            return (long) records * length;
        }

        private long total(WindowMode mode) {
            Pipeline scan = BinaryRecords.scan(List.of(file), layout, mode)
                    .using(Execution.builder().threads(1).build());
            try (RowCursor row = scan.aggregate(sum(col("number")).as("sum")).rows()) {
                row.next();
                return row.getLong(0);
            }
        }
    }
}
