package dev.peristyle.internal.csv;

import dev.peristyle.error.DataAccessException;
import dev.peristyle.error.MalformedDataException;
import dev.peristyle.internal.check.ShownNames;
import dev.peristyle.internal.check.ShownText;
import dev.peristyle.internal.file.Decoding;
import dev.peristyle.internal.file.InputFile;
import dev.peristyle.internal.lifetime.Closing;
import dev.peristyle.internal.window.WindowLayout;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Field;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * One or more CSV files with the same columns as one dataset. When it is described, the header of each file and a sample of
 * the first one with rows are looked at; nothing is kept open.
 */
public final class CsvSource implements ResumableSource {
    private final CsvInput input;
    private final List<Path> paths;
    private final ReadSettings settings;

    /** The columns of the files. */
    private final Schema stored;

    /** Those and the name of the file, if that is wanted. */
    private final Schema schema;

    private final List<List<String>> names;

    /** Whether a record of the sample could not be taken. */
    final boolean wrongInSample;

    /** How many rows types were inferred from. */
    final int sampledRows;

    /** What plans say of it beside its name. */
    private final List<String> explanation;

    /** Where the rows of a stream begin, and how it is decoded: it cannot be looked at again when it is read. */
    private final long dataStart;

    private final Decoding decoding;

    private CsvSource(
            CsvInput input,
            ReadSettings settings,
            Schema stored,
            List<List<String>> names,
            boolean wrongInSample,
            int sampledRows,
            long dataStart,
            Decoding decoding,
            List<String> explanation) {
        this.input = input;
        this.paths = input.paths();
        this.dataStart = dataStart;
        this.decoding = decoding;
        this.settings = settings;
        this.stored = stored;
        this.schema = settings.fileNameColumn() == null ? stored : withFileName(stored, settings.fileNameColumn());
        this.names = names;
        this.wrongInSample = wrongInSample;
        this.sampledRows = sampledRows;
        this.explanation = explanation;
    }

    private static Schema withFileName(Schema stored, String name) {
        if (stored.contains(name)) {
            throw new IllegalArgumentException("fileNameColumn(...) names a column that the files have, '"
                    + ShownText.of(name) + "'. Choose another name");
        }
        List<Field> fields = new ArrayList<>(stored.fields());
        fields.add(new Field(name, DataType.STRING));
        return Schema.of(fields);
    }

    /** The columns of the files, without what is added to them. */
    Schema stored() {
        return stored;
    }

    /** The same source with lines for plans. */
    CsvSource explainedBy(List<String> lines) {
        return new CsvSource(input, settings, stored, names, wrongInSample, sampledRows, dataStart, decoding, lines);
    }

    /** Looks at files, as {@link #describe(CsvInput, ReadSettings)} does. */
    public static CsvSource describe(List<Path> paths, ReadSettings settings) {
        return describe(CsvInput.of(paths), settings);
    }

    /**
     * Looks at files.
     *
     * @param input one or more files, or a stream
     * @return the dataset
     * @throws DataAccessException if a file cannot be read
     * @throws MalformedDataException if a header is wrong, or the columns of two files differ
     * @throws IllegalArgumentException if the options name a column that is not there
     */
    public static CsvSource describe(CsvInput input, ReadSettings settings) {
        List<Path> paths = input.paths();
        long dataStart = 0;
        Decoding decoding = null;
        List<List<String>> names = new ArrayList<>(paths.size());
        boolean wrong = false;
        int sampled = 0;
        try (MemoryPool pool = MemoryPool.builder("csv sample").build()) {
            DataType[] inferred = null;
            List<String> known = null;
            Path knownBy = null;
            MalformedDataException unknown = null;
            for (Path path : paths) {
                boolean infer =
                        settings.schema() == null && (inferred == null || lacksTypes(known, inferred, settings));
                InputFile file = input.look(path);
                try (FileHead head =
                        infer ? FileHead.sample(file, settings, pool) : FileHead.header(file, settings, pool)) {
                    names.add(head.names());
                    dataStart = head.dataStart();
                    decoding = head.decoding();
                    if (head.names() == null) {
                        unknown = unknown == null ? head.withoutColumns() : unknown;
                        continue;
                    }
                    if (known == null) {
                        known = head.names();
                        knownBy = path;
                    } else {
                        checkSameColumns(knownBy, known, path, head.names());
                    }
                    if (infer) {
                        inferred = merged(inferred, infer(head, known, settings, pool));
                        wrong |= head.wrongInSample();
                        sampled += head.sampledRows();
                    }
                }
            }
            if (known == null) {
                throw unknown;
            }
            Schema stored = schemaOf(knownBy, known, inferred, settings);
            settings.formats().check(stored);
            return new CsvSource(input, settings, stored, names, wrong, sampled, dataStart, decoding, List.of());
        }
    }

    /** Whether a column had no value so far, so that the next file decides. */
    private static boolean lacksTypes(List<String> names, DataType[] inferred, ReadSettings settings) {
        for (int column = 0; column < inferred.length; column++) {
            if (inferred[column] == null && !settings.types().containsKey(names.get(column))) {
                return true;
            }
        }
        return false;
    }

    private static DataType[] merged(DataType[] first, DataType[] second) {
        if (first == null) {
            return second;
        }
        for (int column = 0; column < first.length; column++) {
            first[column] = first[column] == null ? second[column] : first[column];
        }
        return first;
    }

    /** The types in the order of the first file's columns, null for those without a value: if no file has one, they are text. */
    private static DataType[] infer(FileHead head, List<String> order, ReadSettings settings, MemoryPool pool) {
        if (settings.types().keySet().containsAll(order)) {
            return new DataType[order.size()];
        }
        try (TypeInference inference = new TypeInference(settings, head.names(), pool)) {
            head.sample(inference);
            Map<String, Integer> places = places(head.names());
            DataType[] types = new DataType[order.size()];
            for (int column = 0; column < types.length; column++) {
                types[column] = inference.typeOf(places.get(order.get(column)));
            }
            return types;
        }
    }

    private static Schema schemaOf(Path first, List<String> names, DataType[] inferred, ReadSettings settings) {
        if (settings.schema() != null) {
            checkSameColumns("the schema in the options", settings.schema().names(), first, names);
            return settings.schema();
        }
        Schema untyped = Schema.of(
                names.stream().map(name -> new Field(name, DataType.STRING)).toList());
        for (String name : settings.types().keySet()) {
            if (!untyped.contains(name)) {
                try {
                    untyped.indexOf(name);
                } catch (IllegalArgumentException unknown) {
                    throw new IllegalArgumentException(
                            "the options set a type for a column that " + first + " does not have: "
                                    + unknown.getMessage(),
                            unknown);
                }
            }
        }
        List<Field> fields = new ArrayList<>(names.size());
        for (int column = 0; column < names.size(); column++) {
            String name = names.get(column);
            DataType type = settings.types().get(name);
            DataType found = type != null || inferred == null ? type : inferred[column];
            fields.add(new Field(name, found == null ? DataType.STRING : found));
        }
        return Schema.of(fields);
    }

    private static void checkSameColumns(Object expectedBy, List<String> expected, Path path, List<String> names) {
        if (names.equals(expected)) {
            return;
        }
        Set<String> missing = new TreeSet<>(expected);
        names.forEach(missing::remove);
        Set<String> surplus = new TreeSet<>(names);
        expected.forEach(surplus::remove);
        if (!missing.isEmpty() || !surplus.isEmpty() || names.size() != expected.size()) {
            throw new MalformedDataException(
                    path + " does not have the columns of " + expectedBy
                            + (missing.isEmpty() ? "" : "; missing: " + ShownNames.of(missing))
                            + (surplus.isEmpty() ? "" : "; not expected: " + ShownNames.of(surplus))
                            + ". The order may differ, the names may not",
                    path.toString(),
                    1,
                    0,
                    null);
        }
    }

    @Override
    public boolean isReadOnce() {
        return input.stream() != null;
    }

    @Override
    public Set<Object> reads() {
        return input.identities();
    }

    @Override
    public Set<Object> writes() {
        Path rejects = settings.badRows().rejects();
        return rejects == null ? Set.of() : InputFile.targets(List.of(rejects));
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public String describe() {
        return InputFile.describe("csv", paths);
    }

    @Override
    public Statistics statistics() {
        return input.stream() == null ? InputFile.sizes(paths) : Statistics.unknown();
    }

    @Override
    public List<String> explain(ScanRequest request) {
        return explanation;
    }

    @Override
    public FilterSupport support(Predicate predicate) {
        return FilterSupport.EXACT;
    }

    @Override
    public String hindrance() {
        return input.stream() == null
                ? null
                : "a stream cannot be read from the middle on. Write it to a file first, and scan that";
    }

    @Override
    public String fingerprint() {
        return stored + ", " + settings;
    }

    @Override
    public CsvScan open(ScanRequest request, RunContext context) {
        return input.stream() != null ? openStream(request, context) : open(request, context, false);
    }

    @Override
    public CsvScan open(ScanRequest request, RunContext context, SavedPosition saved) {
        CsvScan scan = open(request, context, true);
        try {
            for (CsvFile file : scan.files) {
                if (file.decoding != null) {
                    throw new IllegalArgumentException("cannot read " + file.input.path()
                            + " with a checkpoint: it is compressed or not in UTF-8, so that it can only be read from"
                            + " its beginning. Expand or convert it first");
                }
            }
            scan.begin(saved);
            return scan;
        } catch (RuntimeException | Error failure) {
            Closing.after(failure, List.of(scan));
            throw failure;
        }
    }

    private CsvScan open(ScanRequest request, RunContext context, boolean resumable) {
        List<InputFile> inputs = new ArrayList<>(paths.size());
        for (Path path : paths) {
            inputs.add(InputFile.of(path));
        }
        WindowLayout layout = layout(context);
        List<CsvFile> files = new ArrayList<>(paths.size());
        long base = 0;
        long splits = 0;
        try {
            for (int number = 0; number < inputs.size(); number++) {
                InputFile input = inputs.get(number);
                // handles are few, so that only the first file stays open for its reader
                boolean keepOpen = files.isEmpty() && input.size() > 0;
                CsvFile file = open(number, input, base, splits, keepOpen ? layout : null, context.memory());
                // empty files have no split that could be looked for
                if (input.size() > 0) {
                    files.add(file);
                }
                base += input.size();
                splits += file.decoding == null ? layout.count(input.size()) : 1;
            }
            if (splits > Integer.MAX_VALUE) {
                throw new IllegalArgumentException(
                        "windows of " + layout.step() + " bytes cut " + describe() + " into " + splits
                                + " splits; more than " + Integer.MAX_VALUE + " are not possible. Take larger windows");
            }
            return new CsvScan(
                    settings, stored, schema, request, context, layout, files, (int) splits, base, resumable);
        } catch (RuntimeException | Error failure) {
            Closing.after(failure, files.stream().map(file -> file.windows).toList());
            throw failure;
        }
    }

    private WindowLayout layout(RunContext context) {
        return settings.windowSize() > 0
                ? new WindowLayout(settings.windowSize(), settings.maximumRecordSize())
                : WindowLayout.forRun(context.memory().limit(), context.threads(), settings.maximumRecordSize());
    }

    private CsvScan openStream(ScanRequest request, RunContext context) {
        PassedLines lines = new PassedLines(settings.dialect().lineEnds());
        InputFile taken = InputFile.of(input.stream().name(), input.stream().taking(lines));
        CsvFile file = new CsvFile(taken, decoding, dataStart, columnsOf(names.get(0)), 0, 0, null, lines);
        return new CsvScan(settings, stored, schema, request, context, layout(context), List.of(file), 1, -1, false);
    }

    private int[] columnsOf(List<String> namesInFile) {
        Map<String, Integer> places = places(namesInFile);
        int[] columns = new int[stored.size()];
        for (int column = 0; column < columns.length; column++) {
            columns[column] = places.get(stored.field(column).name());
        }
        return columns;
    }

    /** Where each name is: to look through the names for each of them would take time with the square of the columns. */
    private static Map<String, Integer> places(List<String> names) {
        Map<String, Integer> places = new HashMap<>();
        for (int column = 0; column < names.size(); column++) {
            places.put(names.get(column), column);
        }
        return places;
    }

    /** A file may have changed since it was described: what would be read as something else is an error. */
    private CsvFile open(
            int number, InputFile input, long base, long firstSplit, WindowLayout keptOpen, MemoryPool pool) {
        try (FileHead head = keptOpen == null
                ? FileHead.header(input, settings, pool)
                : FileHead.ofRun(input, settings, keptOpen, pool)) {
            if (!Objects.equals(head.names(), names.get(number))) {
                throw new DataAccessException(input.path() + " has changed since it was described: its columns were "
                        + shown(names.get(number)) + " and are " + shown(head.names())
                        + " now. Describe the scan again");
            }
            return new CsvFile(
                    input,
                    head.decoding(),
                    head.dataStart(),
                    columnsOf(head.names() == null ? stored.names() : head.names()),
                    base,
                    firstSplit,
                    head.handOver());
        }
    }

    private static String shown(List<String> names) {
        return names == null ? "none" : ShownNames.of(names);
    }
}
