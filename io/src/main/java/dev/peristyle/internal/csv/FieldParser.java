package dev.peristyle.internal.csv;

import dev.peristyle.column.ColumnBuffer;
import dev.peristyle.internal.csv.kernel.BooleanParser;
import dev.peristyle.internal.csv.kernel.CsvKernels;
import dev.peristyle.internal.csv.kernel.DateParser;
import dev.peristyle.internal.csv.kernel.DecimalParser;
import dev.peristyle.internal.csv.kernel.DoubleParser;
import dev.peristyle.internal.csv.kernel.FieldColumn;
import dev.peristyle.internal.csv.kernel.FloatParser;
import dev.peristyle.internal.csv.kernel.Int32Parser;
import dev.peristyle.internal.csv.kernel.Int64Parser;
import dev.peristyle.internal.csv.kernel.ParseState;
import dev.peristyle.internal.csv.kernel.StringViewParser;
import dev.peristyle.internal.csv.kernel.StructureScanner;
import dev.peristyle.internal.csv.kernel.TimestampParser;
import dev.peristyle.internal.vector.VectorSwitch;
import dev.peristyle.internal.vector.VectorTrial;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import dev.peristyle.schema.DataType;
import java.util.EnumMap;
import java.util.Map;

/** Parses one column of an index into a buffer with the kernel of its type. Not thread-safe. */
final class FieldParser implements AutoCloseable {
    /** One a kernel that has a form on vectors; vectors have eight values at least. */
    static final Map<DataType.Kind, VectorSwitch> VECTORS = new EnumMap<>(DataType.Kind.class);

    static {
        for (DataType.Kind kind : DataType.Kind.values()) {
            switch (kind) {
                case INT, LONG, DECIMAL, DOUBLE, DATE, STRING -> VECTORS.put(kind, new VectorSwitch(8, 512));
                default -> VECTORS.put(kind, VectorSwitch.nothingToTry());
            }
        }
    }

    private final DataType type;
    private final MemoryPool pool;
    private final int quoteOfFile;
    private final FieldColumn fields = new FieldColumn();
    private final ParseState state = new ParseState();
    private final VectorSwitch vectors;
    private final VectorTrial trial;
    private OffHeapBuffer arena;

    FieldParser(DataType type, ReadSettings settings, MemoryPool pool) {
        this.type = type;
        this.pool = pool;
        this.quoteOfFile = settings.dialect().quote();
        this.vectors = VECTORS.get(type.kind());
        this.trial = new VectorTrial(vectors, CsvKernels::vectors);
        fields.escape = settings.dialect().escape();
        fields.nullTokens = settings.tokens();
        fields.precision = type.precision();
        fields.scale = type.scale();
    }

    /**
     * Parses fields of all rows or of selected ones.
     *
     * @param base address of the window
     * @param rows where the fields are
     * @param column number of the column in the file
     * @param selection address of row numbers, or 0 for all
     * @param count rows to parse
     * @param target gets the values; published if all could be parsed
     * @return -1, or the first of the {@code count} rows that could not be parsed
     */
    int parse(long base, RowIndexer rows, int column, long selection, int count, ColumnBuffer target) {
        // without quotes no text has to be looked at to make a view of it
        fields.quote = rows.quotesSeen() ? quoteOfFile : StructureScanner.NO_QUOTE;
        int failed = count == 0 ? -1 : run(base, rows, column, selection, count, target);
        if (failed < 0) {
            target.publish(count, count == 0 ? 0 : state.nullCount);
        }
        return failed;
    }

    private int run(long base, RowIndexer rows, int column, long selection, int count, ColumnBuffer target) {
        if (type.kind() != DataType.Kind.STRING) {
            return run(base, rows, column, selection, count, target, true);
        }
        state.escapesPossible = rows.escapesSeen();
        boolean onVectors = selection == 0 && !state.escapesPossible;
        while (true) {
            int failed = run(base, rows, column, selection, count, target, onVectors);
            if (failed != StringViewParser.ARENA_FULL) {
                return failed;
            }
            close();
            // in powers of two, so that chunks of much the same size do not each bring a larger one
            arena = pool.allocate(Long.highestOneBit(state.arenaNeeded) << 1, "csv: unescaped text");
        }
    }

    private int run(
            long base,
            RowIndexer rows,
            int column,
            long selection,
            int count,
            ColumnBuffer target,
            boolean vectorFormExists) {
        if (vectors.isOn() || !vectorFormExists || fields.nullTokens != null) {
            state.vectors = vectors.isOn();
            return rows(base, rows, column, selection, 0, count, target);
        }
        return tryVectors(base, rows, column, selection, count, target);
    }

    /** The form on vectors for a few rows; what it gives is replaced. See {@link VectorTrial}. */
    private int tryVectors(long base, RowIndexer rows, int column, long selection, int count, ColumnBuffer target) {
        int from = 0;
        if (trial.begin(count)) {
            state.vectors = true;
            while (trial.goesOn(from)) {
                rows(base, rows, column, selection, from, trial.part(), target);
                from += trial.part();
            }
        }
        state.vectors = false;
        trial.pause(from);
        int failed = rows(base, rows, column, selection, 0, count, target);
        trial.compare(count);
        return failed;
    }

    private int rows(long base, RowIndexer rows, int column, long selection, int from, int count, ColumnBuffer target) {
        int unselected = selection == 0 ? from : 0;
        fields.base = base;
        fields.startStep = rows.startStep(column);
        fields.starts = rows.starts(column) + unselected * fields.startStep;
        fields.endStep = rows.endStep();
        fields.ends = rows.ends(column) + unselected * fields.endStep;
        fields.selection = selection == 0 ? 0 : selection + 4L * from;
        fields.count = count;
        fields.values = target.valuesAddress();
        fields.validity = target.validityAddress();
        return switch (type.kind()) {
            case BOOLEAN -> BooleanParser.parse(fields, state);
            case INT -> Int32Parser.parse(fields, state);
            case LONG -> Int64Parser.parse(fields, state);
            case FLOAT -> FloatParser.parse(fields, state);
            case DOUBLE -> DoubleParser.parse(fields, state);
            case DECIMAL -> DecimalParser.parse(fields, state);
            case DATE -> DateParser.parse(fields, state);
            case TIMESTAMP -> TimestampParser.parse(fields, state);
            case STRING -> views(target);
        };
    }

    /** Each column has an arena of its own: to grow it must not move texts that another column shows. */
    private int views(ColumnBuffer target) {
        fields.lengths = target.lengthsAddress();
        fields.arena = arena == null ? 0 : arena.address();
        fields.arenaCapacity = arena == null ? 0 : arena.capacity();
        state.arenaUsed = 0;
        return StringViewParser.parse(fields, state);
    }

    /** Nulls among the rows parsed last. */
    int nullCount() {
        return state.nullCount;
    }

    @Override
    public void close() {
        if (arena != null) {
            arena.close();
            arena = null;
        }
    }
}
