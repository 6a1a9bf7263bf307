package dev.peristyle.internal.columnfile;

import dev.peristyle.error.DataAccessException;
import dev.peristyle.error.PeristyleException;
import dev.peristyle.file.WindowMode;
import dev.peristyle.internal.check.ShownText;
import dev.peristyle.internal.file.GlobFiles;
import dev.peristyle.internal.file.InputFile;
import dev.peristyle.internal.window.FileRanges;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.ColumnStatistics;
import dev.peristyle.spi.FilterSupport;
import dev.peristyle.spi.Predicate;
import dev.peristyle.spi.RunContext;
import dev.peristyle.spi.ScanRequest;
import dev.peristyle.spi.Source;
import dev.peristyle.spi.Statistics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Column files that are one dataset, one after the other, with what the names of their directories say as columns. Describing it looks for the files and
 * reads the footer of the first one. A file of which no row can pass, by its directories, is not opened.
 */
public final class ColumnFilesSource implements Source {
    /** What files in directories are called. */
    public static final String END = ".arrow";

    private static final long POOL_OF_PLANS = 16 << 20;

    private final String shown;
    private final List<Path> files;
    private final Folders folders;
    private final WindowMode mode;
    private final List<String> names;
    private final Schema schema;

    /** Null before it is asked for: planning asks more than once, and it takes a footer of each file. */
    private volatile Statistics known;

    private ColumnFilesSource(String shown, List<Path> files, Folders folders, WindowMode mode) {
        this.shown = shown;
        this.files = files;
        this.folders = folders;
        this.mode = mode;
        Schema first = ColumnFileSource.of(files.get(0), null, mode).schema();
        this.names = first.names();
        Schema.Builder builder = Schema.builder();
        first.fields().forEach(field -> builder.add(field.name(), field.type()));
        for (Field field : folders.schema().fields()) {
            if (names.contains(field.name())) {
                throw new DataAccessException("cannot read " + files.get(0) + ": column '"
                        + ShownText.of(field.name())
                        + "' is in the file, and its directories say it too. Rename the directories, or write the files"
                        + " without the column");
            }
            builder.add(field.name(), field.type());
        }
        this.schema = builder.build();
    }

    /**
     * The files whose names end with {@value #END} in a directory and all below.
     *
     * @param given types of the columns that directories say, where they are not to be inferred
     */
    public static ColumnFilesSource ofDirectory(Path directory, Schema given, WindowMode mode) {
        List<Path> files = GlobFiles.below(directory, END);
        return new ColumnFilesSource(directory.toString(), files, Folders.of(directory, files, given), mode);
    }

    /** The files that match a pattern; see {@link #ofDirectory}. */
    public static ColumnFilesSource ofPattern(String pattern, Schema given, WindowMode mode) {
        List<Path> files = GlobFiles.matching(pattern);
        return new ColumnFilesSource(pattern, files, Folders.of(null, files, given), mode);
    }

    @Override
    public Set<Object> reads() {
        return InputFile.identities(files);
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public String describe() {
        return "column files " + shown + " (" + files.size() + (files.size() == 1 ? " file)" : " files)");
    }

    @Override
    public FilterSupport support(Predicate predicate) {
        return FilterSupport.EXACT;
    }

    @Override
    public List<String> explain(ScanRequest request) {
        try (MemoryPool pool = MemoryPool.create("column files: plan", POOL_OF_PLANS)) {
            Map<Integer, Statistics> left = left(request, pool);
            long bytes = 0;
            long all = 0;
            for (int at = 0; at < files.size(); at++) {
                long size = InputFile.of(files.get(at)).size();
                all += size;
                bytes += left.containsKey(at) ? size : 0;
            }
            return List.of("directories: " + (files.size() - left.size()) + " of " + files.size() + " files skipped, "
                    + bytes + " of " + all + " bytes left");
        }
    }

    /** {@inheritDoc} The rows of all files, where their footers say so, else their bytes. Looked at once. */
    @Override
    public Statistics statistics() {
        if (known == null) {
            known = look();
        }
        return known;
    }

    private Statistics look() {
        try {
            Statistics rows = exactStatistics(List.of());
            return rows.rowCount().isPresent() ? rows : InputFile.sizes(files);
        } catch (PeristyleException wrong) {
            // the run says so
            return Statistics.unknown();
        }
    }

    /** What the footers of all files say together; of what directories say, nothing. */
    @Override
    public Statistics exactStatistics(List<String> columns) {
        if (!names.containsAll(columns)) {
            return Statistics.unknown();
        }
        long rows = 0;
        List<Zone> zones = new ArrayList<>();
        columns.forEach(column -> zones.add(Zone.of(type(column))));
        boolean[] isKnown = new boolean[columns.size()];
        Arrays.fill(isKnown, true);
        long[] nulls = new long[columns.size()];
        for (Path file : files) {
            try (FileRanges ranges = FileRanges.open(WindowMode.READ, InputFile.of(file), 0)) {
                FileMetadata metadata = FileMetadata.read(ranges);
                List<ColumnPlan> plans = plans(metadata);
                ZoneMaps known = metadata.zones();
                if (known == null) {
                    return Statistics.unknown();
                }
                rows += known.rows();
                for (int at = 0; at < nulls.length; at++) {
                    ColumnPlan plan = plans.get(names.indexOf(columns.get(at)));
                    int position = metadata.columns().indexOf(plan);
                    isKnown[at] &= known.addTotal(position, zones.get(at));
                    nulls[at] += known.nulls(position);
                }
            }
        }
        Statistics all = Statistics.unknown().withRowCount(rows);
        for (int at = 0; at < nulls.length; at++) {
            ColumnStatistics values =
                    isKnown[at] ? ZoneMaps.exact(zones.get(at), type(columns.get(at))) : ColumnStatistics.unknown();
            all = all.withColumn(columns.get(at), values.withNullCount(nulls[at]));
        }
        return all;
    }

    private DataType type(String column) {
        return schema.field(schema.indexOf(column)).type();
    }

    /** The numbers of the files of which a row may pass, in their order, and what the directories say of one. */
    private Map<Integer, Statistics> left(ScanRequest request, MemoryPool pool) {
        Map<Integer, Statistics> left = new LinkedHashMap<>();
        for (int at = 0; at < files.size(); at++) {
            Statistics known = known(at, pool);
            if (request.predicates().stream().allMatch(condition -> condition.canHold(known))) {
                left.put(at, known);
            }
        }
        return left;
    }

    /** What the directories say of a row of a file. */
    private Statistics known(int file, MemoryPool pool) {
        Statistics statistics = Statistics.unknown().withRowCount(1);
        for (FolderValue value : folders.values().get(file)) {
            statistics = statistics.withColumn(value.name(), value.statistics(pool));
        }
        return statistics;
    }

    @Override
    public ColumnFilesScan open(ScanRequest request, RunContext context) {
        List<ColumnFilesScan.Member> members = new ArrayList<>();
        left(request, context.memory())
                .forEach((at, known) -> members.add(new ColumnFilesScan.Member(
                        InputFile.of(files.get(at)), folders.values().get(at), known)));
        return new ColumnFilesScan(this, members, request, context);
    }

    WindowMode mode() {
        return mode;
    }

    /** The columns of a file, which has the same as all others. */
    List<ColumnPlan> plans(FileMetadata metadata) {
        Set<String> found = new HashSet<>();
        metadata.columns().forEach(plan -> found.add(plan.name()));
        for (String name : names) {
            if (!found.contains(name)) {
                throw other(metadata, "it has no column '" + ShownText.of(name) + "'");
            }
        }
        for (String name : found) {
            if (!names.contains(name)) {
                throw other(metadata, "it also has a column '" + ShownText.of(name) + "'");
            }
        }
        List<ColumnPlan> plans = ColumnChoice.of(
                metadata.file(), metadata.footerStart(), metadata.columns(), names, "ColumnFile.scan(file, columns)");
        for (int at = 0; at < plans.size(); at++) {
            if (!plans.get(at).type().equals(schema.field(at).type())) {
                throw other(
                        metadata,
                        "its column '" + ShownText.of(names.get(at)) + "' is of type "
                                + plans.get(at).type() + " and not "
                                + schema.field(at).type());
            }
        }
        return plans;
    }

    private RuntimeException other(FileMetadata metadata, String what) {
        return BrokenFile.at(
                metadata.file().path(),
                metadata.footerStart(),
                " cannot be read as one with " + files.get(0) + ": " + what
                        + ". All files of a dataset have the same columns");
    }
}
