package dev.peristyle.internal.csv;

import dev.peristyle.column.ColumnBuffer;
import dev.peristyle.internal.csv.ColumnParsers.ColumnParser;
import dev.peristyle.internal.csv.kernel.CsvKernels;
import dev.peristyle.internal.csv.kernel.FieldColumn;
import dev.peristyle.internal.csv.kernel.NullTokens;
import dev.peristyle.internal.csv.kernel.ParseState;
import dev.peristyle.internal.csv.kernel.SeparatedNumberParser;
import dev.peristyle.internal.csv.kernel.StringViewParser;
import dev.peristyle.internal.csv.kernel.StructureScanner;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.internal.vector.VectorSwitch;
import dev.peristyle.internal.vector.VectorTrial;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Layout;
import java.util.EnumMap;
import java.util.Map;

/** Parses one column of an index into a buffer with the kernel of its type. Not thread-safe. */
final class FieldParser implements AutoCloseable {
    /** One for each kind whose kernel has a vectorized form; vectors have eight values at least. */
    static final Map<DataType.Kind, VectorSwitch> VECTORS = new EnumMap<>(DataType.Kind.class);

    static {
        for (DataType.Kind kind : DataType.Kind.values()) {
            boolean hasForm = ColumnParsers.VECTORIZED.contains(kind);
            VECTORS.put(kind, hasForm ? new VectorSwitch(8, 512) : VectorSwitch.nothingToTry());
        }
    }

    private final int quoteOfFile;
    private final FieldColumn fields = new FieldColumn();
    private final ParseState state;
    private final VectorSwitch vectors;
    private final VectorTrial trial;
    private final ColumnParser parser;
    private final boolean holdsViews;
    private final boolean needsScratch;

    /** Of its own for each column: to grow it must not move texts that another column shows. */
    private final GrowingBuffer arena;

    /**
     * A parser for one type.
     *
     * @param column its name, or null if it is that of no column in particular
     * @param inferred whether the type comes from the other values of the column, so that a text which the inference would take
     *     for something else is none of them
     * @param state scratch space, which parsers that are used one after the other can share
     */
    FieldParser(
            String column, DataType type, boolean inferred, ReadSettings settings, ParseState state, MemoryPool pool) {
        this.state = state;
        boolean implied = settings.impliesPoint(column);
        ColumnParser formatted = implied
                ? new ImpliedDecimalParser(type)::parse
                : settings.formats().parser(column, type);
        this.parser = formatted == null ? ColumnParsers.of(type) : formatted;
        this.needsScratch = formatted != null && type.isNumeric() && !implied;
        this.holdsViews = type.layout() == Layout.VIEW;
        this.arena = new GrowingBuffer(pool, "csv: unescaped text");
        this.quoteOfFile = settings.dialect().quote();
        this.vectors = formatted != null || type.layout() == Layout.INT128
                ? VectorSwitch.nothingToTry()
                : VECTORS.get(type.kind());
        this.trial = new VectorTrial(vectors, CsvKernels::vectors);
        fields.nullTokens = settings.tokens(column);
        if (needsScratch) {
            arena.replace(SeparatedNumberParser.ARENA_BYTES, 0);
        }
        fields.inferred = inferred;
        if (type instanceof DataType.Timestamp timestamp) {
            // the time of a zone is not what a clock without one shows
            fields.withZone = timestamp.isUtc();
            fields.withoutZone =
                    !timestamp.isUtc() || !inferred || settings.formats().zone() != null;
        }
        fields.precision = type.precision();
        fields.scale = type.scale();
    }

    /** Sets the texts for null of the column that comes next. */
    void nullTokens(NullTokens tokens) {
        fields.nullTokens = tokens;
    }

    /**
     * Parses fields of all rows or of selected ones.
     *
     * @param selection address of row numbers, or 0 for all
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
        if (!holdsViews) {
            return run(base, rows, column, selection, count, target, true);
        }
        state.escapesPossible = rows.escapesSeen();
        boolean onVectors = selection == 0 && !state.escapesPossible;
        while (true) {
            int failed = run(base, rows, column, selection, count, target, onVectors);
            if (failed != StringViewParser.ARENA_FULL) {
                return failed;
            }
            // in powers of two, so that chunks of much the same size do not each bring a larger one
            arena.replace(Long.highestOneBit(state.arenaNeeded) << 1, 0);
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

    /** The vectorized form for a few rows; what it gives is replaced. See {@link VectorTrial}. */
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
        if (holdsViews) {
            fields.lengths = target.lengthsAddress();
            fields.arena = arena.address();
            fields.arenaCapacity = arena.capacity();
            fields.escapeBits = rows.escapeBits();
            fields.escapeBitsFrom = rows.escapeBitsFrom();
            state.arenaUsed = 0;
        }
        if (needsScratch) {
            fields.arena = arena.address();
        }
        return parser.parse(fields, state);
    }

    /** Nulls among the rows parsed last, if nobody else has used the scratch space since. */
    int nullCount() {
        return state.nullCount;
    }

    @Override
    public void close() {
        arena.close();
    }
}
