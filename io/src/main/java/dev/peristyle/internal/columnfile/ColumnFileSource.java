package dev.peristyle.internal.columnfile;

import dev.peristyle.error.DataAccessException;
import dev.peristyle.file.BatchCompression;
import dev.peristyle.file.WindowMode;
import dev.peristyle.internal.file.InputFile;
import dev.peristyle.internal.lifetime.Closing;
import dev.peristyle.internal.window.FileRanges;
import dev.peristyle.internal.window.WindowLayout;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.FilterSupport;
import dev.peristyle.spi.Predicate;
import dev.peristyle.spi.ResumableSource;
import dev.peristyle.spi.RunContext;
import dev.peristyle.spi.SavedPosition;
import dev.peristyle.spi.ScanRequest;
import dev.peristyle.spi.Statistics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A column file. Describing it and opening it read the footer, no more. */
public final class ColumnFileSource implements ResumableSource {
    /** The ranges of a column: its bitmap, its values and, of text, its bytes. */
    private static final int RANGES_OF_COLUMN = 3;

    private final Path path;
    private final WindowMode mode;
    private final List<String> names;
    private final Schema schema;
    private final long rows;

    private ColumnFileSource(Path path, WindowMode mode, List<String> names, FileMetadata metadata) {
        this.path = path;
        this.mode = mode;
        this.names = names;
        this.schema = ColumnChoice.schema(chosen(metadata, names));
        this.rows = metadata.zones() == null ? -1 : metadata.zones().rows();
    }

    /**
     * Reads the footer of a file.
     *
     * @param names of the columns to read, or null for all
     * @param mode how they come into memory
     */
    public static ColumnFileSource of(Path path, List<String> names, WindowMode mode) {
        if (Files.isDirectory(path)) {
            throw new DataAccessException("cannot read " + path
                    + ": it is a directory. Read the files in it with ColumnFile.scanDirectory(directory)");
        }
        try (FileRanges ranges = FileRanges.open(WindowMode.READ, InputFile.of(path), 0)) {
            return new ColumnFileSource(path, mode, names, FileMetadata.read(ranges));
        }
    }

    private static List<ColumnPlan> chosen(FileMetadata metadata, List<String> names) {
        return ColumnChoice.of(
                metadata.file(), metadata.footerStart(), metadata.columns(), names, "ColumnFile.scan(file, columns)");
    }

    @Override
    public Set<Object> reads() {
        return InputFile.identities(List.of(path));
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public String describe() {
        return "column file " + path;
    }

    @Override
    public Statistics statistics() {
        return rows < 0 ? InputFile.sizes(List.of(path)) : Statistics.unknown().withRowCount(rows);
    }

    @Override
    public FilterSupport support(Predicate predicate) {
        return FilterSupport.EXACT;
    }

    @Override
    public List<String> explain(ScanRequest request) {
        try (FileRanges ranges = FileRanges.open(WindowMode.READ, InputFile.of(path), 0)) {
            FileMetadata metadata = FileMetadata.read(ranges);
            int batches = metadata.batches().size();
            List<String> lines = new ArrayList<>();
            if (metadata.zones() == null) {
                lines.add(batches + " batches without zone maps");
            } else {
                List<Integer> positions = BatchRequest.read(chosen(metadata, names), schema, request).stream()
                        .map(metadata.columns()::indexOf)
                        .toList();
                lines.add(BatchChoice.describe(metadata, positions, request.predicates()));
            }
            BodyCodec codec = codec(metadata, ranges);
            if (codec != null) {
                lines.add("compressed with " + codec.shown());
            }
            return lines;
        }
    }

    private static BodyCodec codec(FileMetadata metadata, FileRanges ranges) {
        return metadata.batches().isEmpty()
                ? null
                : BatchLayout.read(ranges, List.of(), 0, metadata.batches().get(0), BatchLayout.NO_SUM)
                        .codec();
    }

    /**
     * What the first batch of a file is compressed with.
     *
     * @throws DataAccessException if the file cannot be read
     * @throws dev.peristyle.error.MalformedDataException if it is no column file, or damaged
     */
    public static BatchCompression compression(Path file) {
        try (FileRanges ranges = FileRanges.open(WindowMode.READ, InputFile.of(file), 0)) {
            return BodyCodec.compression(codec(FileMetadata.read(ranges), ranges));
        }
    }

    @Override
    public Statistics exactStatistics(List<String> columns) {
        try (FileRanges ranges = FileRanges.open(WindowMode.READ, InputFile.of(path), 0)) {
            FileMetadata metadata = FileMetadata.read(ranges);
            List<ColumnPlan> now = chosen(metadata, names);
            ZoneMaps zones = metadata.zones();
            if (zones == null || !ColumnChoice.schema(now).equals(schema)) {
                // the run finds out what to say of it
                return Statistics.unknown();
            }
            Statistics known = Statistics.unknown().withRowCount(zones.rows());
            for (String column : columns) {
                int position = metadata.columns().indexOf(now.get(schema.indexOf(column)));
                known = known.withColumn(column, zones.exactTotal(position));
            }
            return known;
        }
    }

    @Override
    public String fingerprint() {
        return schema.toString();
    }

    @Override
    public ColumnFileScan open(ScanRequest request, RunContext context, SavedPosition saved) {
        ColumnFileScan scan = open(request, context);
        try {
            if (saved != null) {
                scan.goOn(saved);
            }
            return scan;
        } catch (RuntimeException | Error failure) {
            Closing.after(failure, List.of(scan));
            throw failure;
        }
    }

    /** How much of a file is mapped at a time for each range of so many columns. */
    static int step(int columns, RunContext context) {
        int rangesOfThread = RANGES_OF_COLUMN * Math.max(1, columns);
        return WindowLayout.forRun(context.memory().limit() / rangesOfThread, context.threads(), 0)
                .step();
    }

    @Override
    public ColumnFileScan open(ScanRequest request, RunContext context) {
        InputFile file = InputFile.of(path);
        FileRanges ranges = FileRanges.open(mode, file, step(schema.size(), context));
        try {
            FileMetadata metadata = FileMetadata.read(ranges);
            List<ColumnPlan> now = chosen(metadata, names);
            Schema columns = ColumnChoice.schema(now);
            if (!columns.equals(schema)) {
                throw new DataAccessException(
                        path + " has the columns " + columns + ", but had " + schema + " when it was described");
            }
            return new ColumnFileScan(metadata, ranges, BatchRequest.of(now, columns, request, context));
        } catch (RuntimeException | Error failure) {
            Closing.after(failure, List.of(ranges));
            throw failure;
        }
    }
}
