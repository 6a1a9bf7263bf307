package dev.peristyle.internal.csv;

import dev.peristyle.column.Chunk;
import dev.peristyle.internal.vector.VectorSwitch;
import dev.peristyle.schema.DataType;
import dev.peristyle.spi.GuessingReader;
import dev.peristyle.spi.ScanRequest;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.List;
import org.agrona.UnsafeApi;

/** Reads a file until kernels have been switched over, and says whether each pass gave the same. */
final class KernelSwitchProgram {
    /** Of work: on a machine with others to serve, the kernels get less of it in a second. */
    private static final long MAX_WORK_NANOS = 40_000_000_000L;

    /** The test waits little longer. */
    private static final long MAX_NANOS = 55_000_000_000L;

    private KernelSwitchProgram() {}

    public static void main(String[] arguments) {
        CsvSource source = CsvSource.describe(List.of(Path.of(arguments[0])), ScanPath.defaults());
        VectorSwitch dates = FieldParser.VECTORS.get(DataType.Kind.DATE);
        try (TestRun run = new TestRun();
                CsvScan scan = source.open(new ScanRequest(source.schema().names(), List.of()), run);
                GuessingReader reader = scan.reader(run.memory())) {
            ThreadMXBean clock = ManagementFactory.getThreadMXBean();
            long work = clock.getCurrentThreadCpuTime() + MAX_WORK_NANOS;
            long deadline = System.nanoTime() + MAX_NANOS;
            long first = digest(scan, reader);
            boolean same = true;
            while ((!PlainRowIndexer.VECTORS.isOn() || !dates.isOn())
                    && clock.getCurrentThreadCpuTime() < work
                    && System.nanoTime() < deadline) {
                same &= digest(scan, reader) == first;
            }
            same &= digest(scan, reader) == first;
            System.out.println((same ? "the same" : "different") + " in all passes, structure and dates "
                    + (PlainRowIndexer.VECTORS.isOn() && dates.isOn() ? "switched on" : "still tried"));
        }
    }

    private static long digest(CsvScan scan, GuessingReader reader) {
        long digest = 0;
        for (int split = 0; split < scan.splitCount(); split++) {
            reader.begin(new CsvSplit(split), split == 0 ? GuessingReader.UNKNOWN : reader.end());
            while (reader.next()) {
                Chunk chunk = reader.chunk();
                for (int row = 0; row < chunk.rowCount(); row++) {
                    digest = 31 * digest + UnsafeApi.getInt(chunk.column(0).valuesAddress() + 4L * row);
                    digest = 31 * digest + UnsafeApi.getLong(chunk.column(1).valuesAddress() + 8L * row);
                    digest = 31 * digest + UnsafeApi.getInt(chunk.column(2).valuesAddress() + 4L * row);
                    digest = 31 * digest + ScanPath.text(chunk.column(3), row).hashCode();
                }
            }
        }
        return digest;
    }
}
