package dev.peristyle.internal.csv;

import dev.peristyle.column.ColumnBuffer;
import dev.peristyle.internal.csv.kernel.NullTokens;
import dev.peristyle.internal.csv.kernel.NumberText;
import dev.peristyle.internal.csv.kernel.ParseState;
import dev.peristyle.internal.csv.kernel.SeparatedNumberParser;
import dev.peristyle.internal.csv.kernel.TimestampText;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.DataType;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.agrona.UnsafeApi;

/**
 * Finds the types of columns from a sample, with the parsers that will read them. A column gets the first type of this list
 * that takes every value of the sample:
 *
 * <ol>
 *   <li>long, if all are whole numbers of 64 bits; with {@link ReadSettings#inferNarrowIntegers} int, if they are of 32
 *   <li>with {@link ReadSettings#inferDecimals} a decimal of 18 or 38 digits and the longest fraction seen, if none has an exponent
 *       and so many digits hold them all
 *   <li>double, if it gives all digits back
 *   <li>boolean: true and false in upper or lower case, no other words
 *   <li>date
 *   <li>timestamp, if all have a zone; local timestamp, if none has
 *   <li>string
 * </ol>
 *
 * <p>Where a pattern of dates or timestamps is set, what fits it comes first: it may be digits alone.
 *
 * <p>Numbers written in a way that a number would not give back are text: a zero before other digits (007), a plus sign
 * (+49), whole numbers of more than 64 bits, more digits than a double has. The same holds for the values behind the sample.
 */
final class TypeInference implements AutoCloseable {
    private static final DataType[] CANDIDATES = {
        DataType.LONG, DataType.DOUBLE, DataType.BOOLEAN, DataType.DATE, DataType.TIMESTAMP
    };

    private final ReadSettings settings;
    private final NullTokens[] nullTokens;
    private final MemoryPool pool;
    private final ColumnState[] states;
    private final Map<DataType.Kind, FieldParser> parsers = new EnumMap<>(DataType.Kind.class);
    private final Map<DataType.Kind, ColumnBuffer> buffers = new EnumMap<>(DataType.Kind.class);

    /** Whether timestamps that a pattern describes have a zone; null if they are written as usual. */
    private final Boolean patternHasZone;

    /** Takes from numbers what they have besides digits; null if that is nothing unusual. */
    private final SeparatedNumberParser marks;

    private final GrowingBuffer scratch;
    private int rowCount;

    /**
     * Begins with no rows.
     *
     * @param names of the columns in the order of the file
     */
    TypeInference(ReadSettings settings, List<String> names, MemoryPool pool) {
        int columns = names.size();
        this.settings = settings;
        NullTokens ofAll = settings.tokens(null);
        this.nullTokens = new NullTokens[columns];
        for (int column = 0; column < columns; column++) {
            boolean own = settings.formats().nullTokens().containsKey(names.get(column));
            nullTokens[column] = own ? settings.tokens(names.get(column)) : ofAll;
        }
        this.pool = pool;
        this.patternHasZone = settings.formats().timestampHasZone();
        ReadFormats formats = settings.formats();
        this.marks = formats.numbers().isUsual() ? null : formats.numberParser(DataType.DOUBLE);
        this.scratch = new GrowingBuffer(pool, "csv: number");
        if (marks != null) {
            scratch.replace(SeparatedNumberParser.ARENA_BYTES, 0);
        }
        this.states = new ColumnState[columns];
        for (int column = 0; column < columns; column++) {
            states[column] = new ColumnState();
        }
    }

    /** Rows seen. */
    int rowCount() {
        return rowCount;
    }

    /** Looks at indexed rows. */
    void add(long base, RowIndexer rows) {
        int count = rows.rowCount();
        for (int column = 0; column < states.length && count > 0; column++) {
            look(base, rows, column, states[column], count);
        }
        rowCount += count;
    }

    private void look(long base, RowIndexer rows, int column, ColumnState state, int count) {
        boolean whole = false;
        for (DataType candidate : CANDIDATES) {
            DataType.Kind kind = candidate.kind();
            if (!state.possible.contains(kind)) {
                continue;
            }
            if (!parses(candidate, base, rows, column, count)) {
                state.possible.remove(kind);
                state.hasValue = true;
            } else if (parsers.get(kind).nullCount() < count) {
                state.hasValue = true;
                whole |= kind == DataType.Kind.LONG;
            }
        }
        if (whole) {
            noteRange(state, count);
        }
        for (int row = 0; row < count && (state.plainDecimals || !state.possible.isEmpty()); row++) {
            int start = rows.fieldStart(row, column);
            lookAtText(base + start, rows.fieldEnd(row, column) - start, state, nullTokens[column]);
        }
    }

    private boolean parses(DataType type, long base, RowIndexer rows, int column, int count) {
        FieldParser parser = parsers.computeIfAbsent(
                type.kind(),
                kind -> new FieldParser(
                        null, asWritten(type), kind != DataType.Kind.TIMESTAMP, settings, new ParseState(), pool));
        parser.nullTokens(nullTokens[column]);
        ColumnBuffer buffer = buffers.computeIfAbsent(type.kind(), kind -> new ColumnBuffer(pool, "csv: sample", type));
        buffer.ensureCapacity(count);
        return parser.parse(base, rows, column, 0, count, buffer) < 0;
    }

    /** What a pattern without a zone describes is a local timestamp, which lies in memory as one in UTC does. */
    private DataType asWritten(DataType type) {
        boolean local = type.kind() == DataType.Kind.TIMESTAMP && Boolean.FALSE.equals(patternHasZone);
        return local ? DataType.LOCAL_TIMESTAMP : type;
    }

    private void noteRange(ColumnState state, int count) {
        long values = buffers.get(DataType.Kind.LONG).valuesAddress();
        for (int row = 0; row < count; row++) {
            long value = UnsafeApi.getLong(values + 8L * row);
            state.needsLong |= value != (int) value;
        }
    }

    private void lookAtText(long field, int fieldLength, ColumnState state, NullTokens nulls) {
        boolean quoted = fieldLength > 1
                && (UnsafeApi.getByte(field) & 0xFF) == settings.dialect().quote();
        long address = quoted ? field + 1 : field;
        int length = quoted ? fieldLength - 2 : fieldLength;
        if (length == 0 || (nulls != null && nulls.matches(address, length))) {
            return;
        }
        if (state.possible.contains(DataType.Kind.TIMESTAMP)) {
            boolean zone = patternHasZone == null ? TimestampText.hasZone(address, length) : patternHasZone;
            state.withZone |= zone;
            state.withoutZone |= !zone;
        }
        if (state.plainDecimals || state.possible.contains(DataType.Kind.DOUBLE)) {
            lookAtNumber(address, length, state);
        }
    }

    private void lookAtNumber(long address, int length, ColumnState state) {
        if (marks != null && !marks.plain(address, length, scratch.address(), false)) {
            state.plainDecimals = false;
            return;
        }
        if (marks == null) {
            countDigits(address, length, state);
        } else {
            countDigits(marks.text(), marks.length(), state);
        }
    }

    private static void countDigits(long address, int length, ColumnState state) {
        byte first = UnsafeApi.getByte(address);
        int start = first == '-' ? 1 : 0;
        int wholeDigits = 0;
        int fractionDigits = 0;
        boolean point = false;
        boolean other = false;
        for (int position = start; position < Math.min(length, NumberText.MAX_BYTES); position++) {
            byte current = UnsafeApi.getByte(address + position);
            boolean digit = current >= '0' && current <= '9';
            wholeDigits += digit && !point ? 1 : 0;
            fractionDigits += digit && point ? 1 : 0;
            other |= !digit && (current != '.' || point);
            point |= current == '.';
        }
        boolean padded = wholeDigits > 1 && UnsafeApi.getByte(address + start) == '0';
        boolean hasDigit = wholeDigits + fractionDigits > 0;
        state.hasDigit |= hasDigit;
        state.plainDecimals &= !other && hasDigit && !padded && length <= NumberText.MAX_BYTES;
        state.wholeDigits = Math.max(state.wholeDigits, wholeDigits);
        state.fractionDigits = Math.max(state.fractionDigits, fractionDigits);
    }

    /** The type that the sample gives a column, or null if that has no value. */
    DataType typeOf(int column) {
        ColumnState state = states[column];
        if (!state.hasValue) {
            return null;
        }
        DataType time = time(state);
        boolean said = time instanceof DataType.Date
                ? settings.formats().times().date() != null
                : time != null && settings.formats().times().timestamp() != null;
        if (said) {
            // a pattern of digits alone was set to be one of times
            return time;
        }
        if (state.possible.contains(DataType.Kind.LONG)) {
            return settings.inferNarrowIntegers() && !state.needsLong ? DataType.INT : DataType.LONG;
        }
        int digits = state.wholeDigits + state.fractionDigits;
        if (settings.inferDecimals() && state.plainDecimals && digits <= DataType.MAX_DECIMAL_PRECISION) {
            return DataType.decimal(
                    digits <= DataType.MAX_LONG_PRECISION
                            ? DataType.MAX_LONG_PRECISION
                            : DataType.MAX_DECIMAL_PRECISION,
                    state.fractionDigits);
        }
        if (state.possible.contains(DataType.Kind.DOUBLE) && state.hasDigit) {
            return DataType.DOUBLE;
        }
        if (state.possible.contains(DataType.Kind.BOOLEAN)) {
            return DataType.BOOLEAN;
        }
        return time == null ? DataType.STRING : time;
    }

    private static DataType time(ColumnState state) {
        if (state.possible.contains(DataType.Kind.DATE)) {
            return DataType.DATE;
        }
        if (state.possible.contains(DataType.Kind.TIMESTAMP) && state.withZone != state.withoutZone) {
            return state.withZone ? DataType.TIMESTAMP : DataType.LOCAL_TIMESTAMP;
        }
        return null;
    }

    @Override
    public void close() {
        scratch.close();
        parsers.values().forEach(FieldParser::close);
        buffers.values().forEach(ColumnBuffer::close);
    }

    /** What is known of one column. */
    private static final class ColumnState {
        private final EnumSet<DataType.Kind> possible = EnumSet.of(
                DataType.Kind.LONG,
                DataType.Kind.DOUBLE,
                DataType.Kind.BOOLEAN,
                DataType.Kind.DATE,
                DataType.Kind.TIMESTAMP);

        private boolean hasValue;
        private boolean needsLong;
        private boolean hasDigit;
        private boolean plainDecimals = true;
        private boolean withZone;
        private boolean withoutZone;
        private int wholeDigits;
        private int fractionDigits;
    }
}
