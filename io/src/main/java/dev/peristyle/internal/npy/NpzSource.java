package dev.peristyle.internal.npy;

import dev.peristyle.error.DataAccessException;
import dev.peristyle.file.WindowMode;
import dev.peristyle.internal.file.InputFile;
import dev.peristyle.internal.lifetime.Closing;
import dev.peristyle.internal.window.FileRanges;
import dev.peristyle.internal.window.WindowLayout;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.FilterSupport;
import dev.peristyle.spi.Predicate;
import dev.peristyle.spi.RunContext;
import dev.peristyle.spi.ScanRequest;
import dev.peristyle.spi.Source;
import dev.peristyle.spi.Statistics;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Arrays of an archive side by side. Describing it and opening it read the directory and the headers of the arrays, no more. */
public final class NpzSource implements Source {
    private final Path path;
    private final List<String> names;
    private final WindowMode mode;
    private final Schema schema;
    private final long rows;

    /**
     * Looks at the archive.
     *
     * @param names of the arrays to read, or null for all
     * @param mode how arrays that are not deflated come into memory
     */
    public NpzSource(Path path, List<String> names, WindowMode mode) {
        this.path = path;
        this.names = names;
        this.mode = mode;
        try (FileRanges ranges = FileRanges.open(WindowMode.READ, InputFile.of(path), 0)) {
            NpzArrays arrays = NpzArrays.read(ranges, names);
            this.schema = arrays.schema();
            this.rows = arrays.rows();
        }
    }

    /** The names of the arrays in an archive, in its order. */
    public static List<String> names(Path path) {
        try (FileRanges ranges = FileRanges.open(WindowMode.READ, InputFile.of(path), 0)) {
            return List.copyOf(NpzArrays.names(ranges).keySet());
        }
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
        return "npz " + path + (names == null ? "" : " " + names);
    }

    @Override
    public Statistics statistics() {
        return Statistics.unknown().withRowCount(rows);
    }

    @Override
    public FilterSupport support(Predicate predicate) {
        return FilterSupport.EXACT;
    }

    @Override
    public NpzScan open(ScanRequest request, RunContext context) {
        int rangesOfThread = Math.max(1, schema.size());
        int step = WindowLayout.forRun(context.memory().limit() / rangesOfThread, context.threads(), 0)
                .step();
        FileRanges ranges = FileRanges.open(mode, InputFile.of(path), step);
        try {
            NpzArrays arrays = NpzArrays.read(ranges, names);
            if (!arrays.schema().equals(schema)) {
                throw new DataAccessException(path + " has the columns " + arrays.schema() + ", but had " + schema
                        + " when it was described");
            }
            return new NpzScan(arrays, ranges, request, context);
        } catch (RuntimeException | Error failure) {
            Closing.after(failure, List.of(ranges));
            throw failure;
        }
    }
}
