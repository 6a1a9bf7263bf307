package dev.peristyle.internal.fixedwidth;

import dev.peristyle.file.WindowMode;
import dev.peristyle.internal.file.InputFile;
import dev.peristyle.internal.window.WindowLayout;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.FilterSupport;
import dev.peristyle.spi.Predicate;
import dev.peristyle.spi.ResumableSource;
import dev.peristyle.spi.RunContext;
import dev.peristyle.spi.SavedPosition;
import dev.peristyle.spi.ScanRequest;
import dev.peristyle.spi.Statistics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Files of records, one after the other. Opening it looks at sizes and headers, no more. */
public final class FixedWidthSource implements ResumableSource {
    private final List<Path> paths;
    private final RecordFormat format;
    private final ExtentFinder extents;
    private final WindowMode mode;
    private final int windowSize;
    private final Schema schema;

    /**
     * Names the files; nothing is opened yet.
     *
     * @param paths at least one
     * @param format the fields, the same in all files
     * @param extents finds the records of a file
     * @param mode how windows come into memory
     * @param windowSize bytes of a window, or 0 to let the run decide
     */
    public FixedWidthSource(
            List<Path> paths, RecordFormat format, ExtentFinder extents, WindowMode mode, int windowSize) {
        this.paths = List.copyOf(paths);
        this.format = format;
        this.extents = extents;
        this.mode = mode;
        this.windowSize = windowSize;
        this.schema = format.schema();
    }

    @Override
    public Set<Object> reads() {
        return InputFile.identities(paths);
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public String describe() {
        return InputFile.describe(format.kind(), paths);
    }

    @Override
    public Statistics statistics() {
        return InputFile.sizes(paths);
    }

    @Override
    public FilterSupport support(Predicate predicate) {
        return FilterSupport.EXACT;
    }

    @Override
    public String fingerprint() {
        return format + ", " + extents;
    }

    @Override
    public FixedWidthScan open(ScanRequest request, RunContext context, SavedPosition saved) {
        FixedWidthScan scan = open(request, context);
        if (saved != null) {
            scan.goOn(saved);
        }
        return scan;
    }

    @Override
    public FixedWidthScan open(ScanRequest request, RunContext context) {
        int overlap = format.recordLength() - 1;
        WindowLayout layout = windowSize > 0
                ? new WindowLayout(windowSize, overlap)
                : WindowLayout.forRun(context.memory().limit(), context.threads(), overlap);
        List<RecordFile> files = new ArrayList<>(paths.size());
        for (Path path : paths) {
            InputFile input = InputFile.of(path);
            files.add(new RecordFile(input, extents.of(input)));
        }
        return new FixedWidthScan(format, schema, mode, request, context, layout, files);
    }
}
