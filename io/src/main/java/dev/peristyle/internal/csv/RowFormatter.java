package dev.peristyle.internal.csv;

import dev.peristyle.column.Chunk;
import dev.peristyle.column.Column;
import dev.peristyle.column.ViewColumn;
import dev.peristyle.internal.csv.kernel.StringFormatter;
import dev.peristyle.internal.ground.Bits;
import dev.peristyle.internal.value.BinaryFormatter;
import dev.peristyle.internal.value.BooleanFormatter;
import dev.peristyle.internal.value.DateFormatter;
import dev.peristyle.internal.value.DecimalFormatter;
import dev.peristyle.internal.value.DoubleFormatter;
import dev.peristyle.internal.value.IntegerFormatter;
import dev.peristyle.internal.value.TimestampFormatter;
import dev.peristyle.internal.value.ValueFormatter;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Layout;
import dev.peristyle.schema.Schema;
import org.agrona.UnsafeApi;

/**
 * Writes the rows of a chunk as lines, row by row: a line is written where it belongs at once, and the columns of some
 * hundred rows are in the first-level cache anyway. The type of a column is a number to switch on, so that no value costs a
 * call that the compiler cannot see through. What needs more than delimiter and quote is for {@link DialectRowFormatter}, what
 * has places instead for {@link LineRowFormatter}. Not thread-safe.
 */
class RowFormatter {
    private static final int BOOLEAN = 0;
    private static final int INT32 = 1;
    private static final int INT64 = 2;
    private static final int FLOAT32 = 3;
    private static final int FLOAT64 = 4;
    private static final int DECIMAL = 5;
    private static final int DATE = 6;
    private static final int INSTANT = 7;
    private static final int LOCAL = 8;
    private static final int TEXT = 9;
    private static final int BYTES = 10;
    private static final int OTHER = 11;

    /** Fraction digits of the timestamps that have a form of their own. */
    private static final int MICROS = 6;

    private final byte delimiter;
    private final byte quote;
    private final int[] forms;
    private final int[] scales;
    private final ValueFormatter[] others;
    private final long[] values;
    private final long[] lengths;
    private final long[] validity;
    private final long fixedBytes;

    RowFormatter(WriteSettings settings, Schema schema) {
        int columns = schema.size();
        this.delimiter = settings.delimiter();
        this.quote = settings.quote();
        this.forms = new int[columns];
        this.scales = new int[columns];
        this.others = new ValueFormatter[columns];
        this.values = new long[columns];
        this.lengths = new long[columns];
        this.validity = new long[columns];
        long bytes = 1;
        for (int column = 0; column < columns; column++) {
            DataType type = schema.field(column).type();
            forms[column] = formOf(type);
            scales[column] = type.scale();
            others[column] = forms[column] == TEXT || forms[column] == BYTES ? null : ValueFormatter.of(type);
            bytes += 1 + (others[column] == null ? StringFormatter.maxBytes(0) : others[column].maxBytes());
        }
        this.fixedBytes = bytes;
    }

    /** The one for the options. */
    static RowFormatter of(WriteSettings settings, Schema schema) {
        if (settings.lines() != null) {
            return LineRowFormatter.create(settings, schema);
        }
        return settings.isPlain() ? new RowFormatter(settings, schema) : new DialectRowFormatter(settings, schema);
    }

    /** What kept {@link #format} from going on, as a row of the chunk, or null if nothing did. */
    RowFailure failure() {
        return null;
    }

    private static int formOf(DataType type) {
        return switch (type.kind()) {
            case BOOLEAN -> BOOLEAN;
            case INT -> INT32;
            case LONG -> INT64;
            case FLOAT -> FLOAT32;
            case DOUBLE -> FLOAT64;
            case DECIMAL -> type.layout() == Layout.INT64 ? DECIMAL : OTHER;
            case DATE -> DATE;
            case TIMESTAMP ->
                type.equals(DataType.TIMESTAMP) ? INSTANT : type.equals(DataType.LOCAL_TIMESTAMP) ? LOCAL : OTHER;
            case STRING -> TEXT;
            case BINARY -> BYTES;
            default -> OTHER;
        };
    }

    /** Takes the rows of a chunk. */
    void bind(Chunk chunk) {
        for (int column = 0; column < forms.length; column++) {
            Column source = chunk.column(column);
            values[column] = source.valuesAddress();
            validity[column] = source.validityAddress();
            if (others[column] == null) {
                lengths[column] = ((ViewColumn) source).lengthsAddress();
            }
        }
    }

    private static long sum(long lengths, long validity, int from, int end) {
        long sum = 0;
        for (int row = from; row < end; row++) {
            // whatever is in the place of a null
            sum += validity == 0 || present(validity, row) ? UnsafeApi.getInt(lengths + 4L * row) : 0;
        }
        return sum;
    }

    /** No more is written of the rows from one to before another. */
    long maxBytes(int from, int end) {
        long textBytes = 0;
        for (int column = 0; column < forms.length; column++) {
            if (others[column] == null) {
                textBytes += sum(lengths[column], validity[column], from, end);
            }
        }
        // each byte of text may be a quote, which is doubled
        return (end - from) * fixedBytes + 2 * textBytes;
    }

    /** The end of the rows that have room for certain. */
    int fitting(int from, int end, long bytes) {
        long left = bytes;
        for (int row = from; row < end; row++) {
            left -= maxBytes(row, row + 1);
            if (left < 0) {
                return row;
            }
        }
        return end;
    }

    /** Writes the rows from one to before another and returns the address after them. */
    long format(int from, int end, long out) {
        int columns = forms.length;
        byte between = delimiter;
        long address = out;
        for (int row = from; row < end; row++) {
            for (int column = 0; column < columns; column++) {
                if (column > 0) {
                    UnsafeApi.putByte(address++, between);
                }
                long bits = validity[column];
                if (bits == 0 || present(bits, row)) {
                    address = value(column, row, address);
                }
            }
            UnsafeApi.putByte(address++, (byte) '\n');
        }
        return address;
    }

    /** Writes a value that is not null, without quotes unless it is text. */
    final long value(int column, int row, long out) {
        long from = values[column];
        return switch (forms[column]) {
            case BOOLEAN -> BooleanFormatter.format(present(from, row), out);
            case INT32 -> IntegerFormatter.format(UnsafeApi.getInt(from + 4L * row), out);
            case INT64 -> IntegerFormatter.format(UnsafeApi.getLong(from + 8L * row), out);
            case FLOAT32 -> DoubleFormatter.format(UnsafeApi.getFloat(from + 4L * row), out);
            case FLOAT64 -> DoubleFormatter.format(UnsafeApi.getDouble(from + 8L * row), out);
            case DECIMAL -> DecimalFormatter.format(UnsafeApi.getLong(from + 8L * row), scales[column], out);
            case DATE -> DateFormatter.format(UnsafeApi.getInt(from + 4L * row), out);
            case INSTANT -> TimestampFormatter.format(UnsafeApi.getLong(from + 8L * row), MICROS, true, out);
            case LOCAL -> TimestampFormatter.format(UnsafeApi.getLong(from + 8L * row), MICROS, false, out);
            case OTHER -> others[column].format(from, row, out);
            case BYTES ->
                BinaryFormatter.format(
                        UnsafeApi.getLong(from + 8L * row), UnsafeApi.getInt(lengths[column] + 4L * row), out);
            default ->
                StringFormatter.format(
                        UnsafeApi.getLong(from + 8L * row),
                        UnsafeApi.getInt(lengths[column] + 4L * row),
                        delimiter,
                        quote,
                        out);
        };
    }

    /** What a value of a column needs, or 0 if it has any length. */
    final int maxValueBytes(int column) {
        return others[column] == null ? 0 : others[column].maxBytes();
    }

    final boolean isNull(int column, int row) {
        return validity[column] != 0 && !present(validity[column], row);
    }

    final boolean isText(int column) {
        return forms[column] == TEXT;
    }

    final long valuesAddress(int column) {
        return values[column];
    }

    /** The length of a text or of bytes. */
    final int length(int column, int row) {
        return UnsafeApi.getInt(lengths[column] + 4L * row);
    }

    private static boolean present(long bitmap, int row) {
        return Bits.isSet(bitmap, row);
    }
}
