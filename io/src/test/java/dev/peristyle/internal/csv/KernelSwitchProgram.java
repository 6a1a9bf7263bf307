package dev.peristyle.internal.csv;

import dev.peristyle.column.Chunk;
import dev.peristyle.internal.vector.VectorSwitch;
import dev.peristyle.schema.DataType;
import dev.peristyle.spi.GuessingReader;
import dev.peristyle.spi.ScanRequest;
import java.nio.file.Path;
import java.util.List;
import org.agrona.UnsafeApi;

/**
 * Reads a file in the plain forms, while both forms take turns, and vectorized, and says whether each pass gave the same.
 *
 * <p>Which form is faster on a machine that has others to serve is left to chance, and to benchmarks: once trials were
 * made, times are given with which vectors win.
 */
final class KernelSwitchProgram {
    /** For each kernel, so that its two forms have met at more than one place of the file. */
    private static final int MIN_COMPARISONS = 20;

    private KernelSwitchProgram() {}

    public static void main(String[] arguments) {
        CsvSource source = CsvSource.describe(List.of(Path.of(arguments[0])), ScanPath.defaults());
        VectorSwitch rows = PlainRowIndexer.VECTORS;
        VectorSwitch dates = FieldParser.VECTORS.get(DataType.Kind.DATE);
        try (TestRun run = new TestRun();
                CsvScan scan = source.open(new ScanRequest(source.schema().names(), List.of()), run);
                GuessingReader reader = scan.reader(run.memory())) {
            long first = digest(scan, reader);
            boolean same = true;
            // none is tried before the process has read for some seconds
            while (!isTried(rows) || !isTried(dates)) {
                same &= digest(scan, reader) == first;
            }
            win(rows);
            win(dates);
            same &= digest(scan, reader) == first;
            System.out.println((same ? "the same" : "different") + " in all passes, structure and dates "
                    + (rows.isOn() && dates.isOn() ? "switched on" : "still tried"));
        }
    }

    /** Or there is nothing to try, which is what a switch that is on without a comparison says. */
    private static boolean isTried(VectorSwitch vectors) {
        return vectors.isOn() || vectors.comparisons() >= MIN_COMPARISONS;
    }

    private static void win(VectorSwitch vectors) {
        for (int times = 0; times < 4; times++) {
            vectors.compare(1, 1000, 1000, 1);
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
