package dev.peristyle.internal.csv;

import dev.peristyle.column.ColumnBuffer;
import dev.peristyle.internal.csv.kernel.BooleanParser;
import dev.peristyle.internal.csv.kernel.DateParser;
import dev.peristyle.internal.csv.kernel.DecimalParser;
import dev.peristyle.internal.csv.kernel.DoubleParser;
import dev.peristyle.internal.csv.kernel.FloatParser;
import dev.peristyle.internal.csv.kernel.Int32Parser;
import dev.peristyle.internal.csv.kernel.Int64Parser;
import dev.peristyle.internal.csv.kernel.NullTokens;
import dev.peristyle.internal.csv.kernel.ParseState;
import dev.peristyle.internal.csv.kernel.StringViewParser;
import dev.peristyle.internal.csv.kernel.TimestampParser;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import dev.peristyle.schema.DataType;

/** Parses one column of an index into a buffer with the kernel of its type. Not thread-safe. */
final class FieldParser implements AutoCloseable {
    private final DataType type;
    private final MemoryPool pool;
    private final int quote;
    private final NullTokens nullTokens;
    private final ParseState state = new ParseState();
    private OffHeapBuffer arena;

    FieldParser(DataType type, ReadSettings settings, MemoryPool pool) {
        this.type = type;
        this.pool = pool;
        this.quote = settings.quote();
        this.nullTokens = settings.tokens();
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
        int failed = count == 0 ? -1 : run(base, rows, column, selection, count, target);
        if (failed < 0) {
            target.publish(count, count == 0 ? 0 : state.nullCount);
        }
        return failed;
    }

    private int run(long base, RowIndexer rows, int column, long selection, int count, ColumnBuffer target) {
        long starts = rows.starts(column);
        int startStride = rows.startStride(column);
        long ends = rows.ends(column);
        int endStride = rows.columns();
        long values = target.valuesAddress();
        long validity = target.validityAddress();
        return switch (type.kind()) {
            case BOOLEAN ->
                BooleanParser.parse(
                        base,
                        starts,
                        startStride,
                        ends,
                        endStride,
                        selection,
                        count,
                        values,
                        validity,
                        quote,
                        nullTokens,
                        state);
            case INT ->
                Int32Parser.parse(
                        base,
                        starts,
                        startStride,
                        ends,
                        endStride,
                        selection,
                        count,
                        values,
                        validity,
                        quote,
                        nullTokens,
                        state);
            case LONG ->
                Int64Parser.parse(
                        base,
                        starts,
                        startStride,
                        ends,
                        endStride,
                        selection,
                        count,
                        values,
                        validity,
                        quote,
                        nullTokens,
                        state);
            case FLOAT ->
                FloatParser.parse(
                        base,
                        starts,
                        startStride,
                        ends,
                        endStride,
                        selection,
                        count,
                        values,
                        validity,
                        quote,
                        nullTokens,
                        state);
            case DOUBLE ->
                DoubleParser.parse(
                        base,
                        starts,
                        startStride,
                        ends,
                        endStride,
                        selection,
                        count,
                        values,
                        validity,
                        quote,
                        nullTokens,
                        state);
            case DECIMAL ->
                DecimalParser.parse(
                        base,
                        starts,
                        startStride,
                        ends,
                        endStride,
                        selection,
                        count,
                        values,
                        validity,
                        type.precision(),
                        type.scale(),
                        quote,
                        nullTokens,
                        state);
            case DATE ->
                DateParser.parse(
                        base,
                        starts,
                        startStride,
                        ends,
                        endStride,
                        selection,
                        count,
                        values,
                        validity,
                        quote,
                        nullTokens,
                        state);
            case TIMESTAMP ->
                TimestampParser.parse(
                        base,
                        starts,
                        startStride,
                        ends,
                        endStride,
                        selection,
                        count,
                        values,
                        validity,
                        quote,
                        nullTokens,
                        state);
            case STRING -> views(base, rows, column, selection, count, target);
        };
    }

    /** Each column has an arena of its own: to grow it must not move texts that another column shows. */
    private int views(long base, RowIndexer rows, int column, long selection, int count, ColumnBuffer target) {
        state.escapesPossible = rows.escapesSeen();
        while (true) {
            state.arenaUsed = 0;
            int result = StringViewParser.parse(
                    base,
                    rows.starts(column),
                    rows.startStride(column),
                    rows.ends(column),
                    rows.columns(),
                    selection,
                    count,
                    target.valuesAddress(),
                    target.lengthsAddress(),
                    target.validityAddress(),
                    arena == null ? 0 : arena.address(),
                    arena == null ? 0 : arena.capacity(),
                    quote,
                    nullTokens,
                    state);
            if (result != StringViewParser.ARENA_FULL) {
                return result;
            }
            close();
            // in powers of two, so that chunks of much the same size do not each bring a larger one
            arena = pool.allocate(Long.highestOneBit(state.arenaNeeded) << 1, "csv: unescaped text");
        }
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
