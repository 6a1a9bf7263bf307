package dev.peristyle.internal.csv;

import dev.peristyle.column.BooleanColumn;
import dev.peristyle.column.Chunk;
import dev.peristyle.column.Column;
import dev.peristyle.column.DateColumn;
import dev.peristyle.column.DecimalColumn;
import dev.peristyle.column.DoubleColumn;
import dev.peristyle.column.FloatColumn;
import dev.peristyle.column.IntColumn;
import dev.peristyle.column.LongColumn;
import dev.peristyle.column.StringColumn;
import dev.peristyle.column.TimestampColumn;
import dev.peristyle.file.WindowMode;
import dev.peristyle.internal.csv.kernel.Dialect;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.GuessingReader;
import dev.peristyle.spi.Predicate;
import dev.peristyle.spi.ScanRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * One way for the same rows: how windows come into memory, their size, the size of chunks, and whether splits are read one
 * after the other or each on its own, backwards, and then checked and read again where they began wrong.
 */
record ScanPath(WindowMode mode, int windowSize, int chunkRows, boolean onTheirOwn) {

    static List<ScanPath> all() {
        List<ScanPath> paths = new ArrayList<>();
        for (WindowMode mode : WindowMode.values()) {
            for (int window : new int[] {5, 64, 301, 4096, 1 << 20}) {
                for (int chunk : new int[] {1, 7, 16_384}) {
                    paths.add(new ScanPath(mode, window, chunk, false));
                    paths.add(new ScanPath(mode, window, chunk, true));
                }
            }
        }
        return paths;
    }

    static ReadSettings defaults() {
        return TestSettings.defaults().build();
    }

    /** Strings without a header. */
    static ReadSettings texts(Dialect dialect, Schema schema) {
        return TestSettings.defaults()
                .dialect(dialect)
                .withoutHeader()
                .schema(schema)
                .sampleRows(100)
                .chunkRows(100)
                .build();
    }

    ReadSettings apply(ReadSettings settings) {
        return TestSettings.like(settings)
                .windows(mode, windowSize)
                .chunkRows(chunkRows)
                .build();
    }

    static ReadSettings withoutQuotes(ReadSettings settings) {
        return TestSettings.like(settings)
                .dialect(Dialect.plain((char) settings.dialect().delimiterByte(), Dialect.NONE))
                .build();
    }

    /** What was read: rows, and what the report of a run would say of others. */
    record Outcome(List<List<String>> rows, Map<String, Long> counts) {}

    /** Reads all rows; a value is its text, a null is null. */
    List<List<String>> rows(List<Path> files, ReadSettings settings, List<String> columns, List<Predicate> filters) {
        return read(files, settings, columns, filters).rows();
    }

    /** Reads all rows and has the last word of the scan. */
    Outcome read(List<Path> files, ReadSettings settings, List<String> columns, List<Predicate> filters) {
        CsvSource source = CsvSource.describe(files, apply(settings));
        List<String> wanted = columns == null ? source.schema().names() : columns;
        try (TestRun run = new TestRun();
                CsvScan scan = source.open(new ScanRequest(wanted, filters), run)) {
            List<List<List<String>>> splits = new ArrayList<>(Collections.nCopies(scan.splitCount(), null));
            try (GuessingReader reader = scan.reader(run.memory())) {
                if (onTheirOwn) {
                    readApart(scan, reader, splits);
                } else {
                    long start = GuessingReader.UNKNOWN;
                    for (int split = 0; split < scan.splitCount(); split++) {
                        splits.set(split, read(reader, split, start));
                        start = reader.end();
                    }
                    if (scan.splitCount() > 0 && (start != scan.totalBytes() || run.bytes != scan.totalBytes())) {
                        throw new AssertionError(
                                "ended at " + start + ", counted " + run.bytes + " of " + scan.totalBytes());
                    }
                }
            }
            // bad records of splits whose turn had not come may have been read back
            if (run.memory().used() != 0 && settings.badRows().isFail()) {
                throw new AssertionError(run.memory().report());
            }
            if (!settings.badRows().isFail()) {
                scan.finish();
            }
            return new Outcome(splits.stream().flatMap(List::stream).toList(), scan.counts());
        }
    }

    private static void readApart(CsvScan scan, GuessingReader reader, List<List<List<String>>> splits) {
        int count = scan.splitCount();
        long[] starts = new long[count];
        long[] ends = new long[count];
        RuntimeException[] failures = new RuntimeException[count];
        for (int split = count - 1; split >= 0; split--) {
            try {
                splits.set(split, read(reader, split, GuessingReader.UNKNOWN));
                ends[split] = reader.end();
            } catch (RuntimeException failure) {
                failures[split] = failure;
            }
            starts[split] = reader.start();
        }
        for (int split = 0; split < count; split++) {
            if (split > 0 && starts[split] != ends[split - 1]) {
                splits.set(split, read(reader, split, ends[split - 1]));
                if (reader.start() != ends[split - 1]) {
                    throw new AssertionError("began elsewhere than told");
                }
                ends[split] = reader.end();
            } else if (failures[split] != null) {
                throw failures[split];
            }
        }
    }

    private static List<List<String>> read(GuessingReader reader, int split, long start) {
        List<List<String>> rows = new ArrayList<>();
        reader.begin(new CsvSplit(split), start);
        while (reader.next()) {
            Chunk chunk = reader.chunk();
            for (int row = 0; row < chunk.rowCount(); row++) {
                List<String> values = new ArrayList<>();
                for (int column = 0; column < chunk.schema().size(); column++) {
                    values.add(text(chunk.column(column), row));
                }
                rows.add(values);
            }
        }
        return rows;
    }

    static String text(Column column, int row) {
        if (column.isNull(row)) {
            return null;
        }
        if (column instanceof BooleanColumn values) {
            return String.valueOf(values.get(row));
        } else if (column instanceof IntColumn values) {
            return String.valueOf(values.get(row));
        } else if (column instanceof LongColumn values) {
            return String.valueOf(values.get(row));
        } else if (column instanceof FloatColumn values) {
            return String.valueOf(values.get(row));
        } else if (column instanceof DoubleColumn values) {
            return String.valueOf(values.get(row));
        } else if (column instanceof DecimalColumn values) {
            return values.get(row).toPlainString();
        } else if (column instanceof DateColumn values) {
            return values.get(row).toString();
        } else if (column instanceof TimestampColumn values) {
            return column.type().isUtc()
                    ? values.getInstant(row).toString()
                    : values.getLocal(row).toString();
        }
        return ((StringColumn) column).get(row);
    }
}
