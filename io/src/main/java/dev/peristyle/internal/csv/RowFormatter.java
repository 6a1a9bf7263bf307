package dev.peristyle.internal.csv;

import dev.peristyle.column.Chunk;
import dev.peristyle.column.Column;
import dev.peristyle.column.StringColumn;
import dev.peristyle.internal.csv.kernel.BooleanFormatter;
import dev.peristyle.internal.csv.kernel.DateFormatter;
import dev.peristyle.internal.csv.kernel.DecimalFormatter;
import dev.peristyle.internal.csv.kernel.DoubleFormatter;
import dev.peristyle.internal.csv.kernel.FloatFormatter;
import dev.peristyle.internal.csv.kernel.IntegerFormatter;
import dev.peristyle.internal.csv.kernel.StringFormatter;
import dev.peristyle.internal.csv.kernel.TimestampFormatter;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import org.agrona.UnsafeApi;

/**
 * Writes the rows of a chunk as lines, row by row: a line is written where it belongs at once, and the columns of some
 * hundred rows are in the first-level cache anyway. The type of a column is a number to switch on, so that no value costs a
 * call that the compiler cannot see through. Not thread-safe.
 */
final class RowFormatter {
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

    private final byte delimiter;
    private final byte quote;
    private final int[] forms;
    private final int[] scales;
    private final long[] values;
    private final long[] lengths;
    private final long[] validity;
    private final long fixedBytes;
    private int rowCount;
    private long textBytes;

    RowFormatter(WriteSettings settings, Schema schema) {
        int columns = schema.size();
        this.delimiter = settings.delimiter();
        this.quote = settings.quote();
        this.forms = new int[columns];
        this.scales = new int[columns];
        this.values = new long[columns];
        this.lengths = new long[columns];
        this.validity = new long[columns];
        long bytes = 1;
        for (int column = 0; column < columns; column++) {
            DataType type = schema.field(column).type();
            forms[column] = formOf(type);
            scales[column] = type.scale();
            bytes += mostBytesOf(forms[column]) + 1;
        }
        this.fixedBytes = bytes;
    }

    private static int formOf(DataType type) {
        return switch (type.kind()) {
            case BOOLEAN -> BOOLEAN;
            case INT -> INT32;
            case LONG -> INT64;
            case FLOAT -> FLOAT32;
            case DOUBLE -> FLOAT64;
            case DECIMAL -> DECIMAL;
            case DATE -> DATE;
            case TIMESTAMP -> type.isUtc() ? INSTANT : LOCAL;
            case STRING -> TEXT;
        };
    }

    private static int mostBytesOf(int form) {
        return switch (form) {
            case BOOLEAN -> BooleanFormatter.MAX_BYTES;
            case INT32, INT64 -> IntegerFormatter.MAX_BYTES;
            case FLOAT32 -> FloatFormatter.MAX_BYTES;
            case FLOAT64 -> DoubleFormatter.MAX_BYTES;
            case DECIMAL -> DecimalFormatter.MAX_BYTES;
            case DATE -> DateFormatter.MAX_BYTES;
            case INSTANT, LOCAL -> TimestampFormatter.MAX_BYTES;
            default -> (int) StringFormatter.maxBytes(0);
        };
    }

    /** Takes the rows of a chunk. */
    void bind(Chunk chunk) {
        rowCount = chunk.rowCount();
        textBytes = 0;
        for (int column = 0; column < forms.length; column++) {
            Column source = chunk.column(column);
            values[column] = source.valuesAddress();
            validity[column] = source.validityAddress();
            if (forms[column] == TEXT) {
                lengths[column] = ((StringColumn) source).lengthsAddress();
                textBytes += sum(lengths[column], validity[column], rowCount);
            }
        }
    }

    private static long sum(long lengths, long validity, int count) {
        long sum = 0;
        for (int row = 0; row < count; row++) {
            // whatever stands at the place of a null
            sum += validity == 0 || present(validity, row) ? UnsafeApi.getInt(lengths + 4L * row) : 0;
        }
        return sum;
    }

    /** No more is written than this. */
    long mostBytes() {
        // each byte of text may be a quote, which is doubled
        return rowCount * fixedBytes + 2 * textBytes;
    }

    /** Writes the rows and returns the address behind them. */
    long format(long out) {
        int columns = forms.length;
        int count = rowCount;
        byte between = delimiter;
        long address = out;
        for (int row = 0; row < count; row++) {
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

    private long value(int column, int row, long out) {
        long from = values[column];
        return switch (forms[column]) {
            case BOOLEAN -> BooleanFormatter.format(present(from, row), out);
            case INT32 -> IntegerFormatter.format(UnsafeApi.getInt(from + 4L * row), out);
            case INT64 -> IntegerFormatter.format(UnsafeApi.getLong(from + 8L * row), out);
            case FLOAT32 -> FloatFormatter.format(UnsafeApi.getFloat(from + 4L * row), out);
            case FLOAT64 -> DoubleFormatter.format(UnsafeApi.getDouble(from + 8L * row), out);
            case DECIMAL -> DecimalFormatter.format(UnsafeApi.getLong(from + 8L * row), scales[column], out);
            case DATE -> DateFormatter.format(UnsafeApi.getInt(from + 4L * row), out);
            case INSTANT -> TimestampFormatter.format(UnsafeApi.getLong(from + 8L * row), true, out);
            case LOCAL -> TimestampFormatter.format(UnsafeApi.getLong(from + 8L * row), false, out);
            default ->
                StringFormatter.format(
                        UnsafeApi.getLong(from + 8L * row),
                        UnsafeApi.getInt(lengths[column] + 4L * row),
                        delimiter,
                        quote,
                        out);
        };
    }

    private static boolean present(long bitmap, int row) {
        return (UnsafeApi.getByte(bitmap + (row >> 3)) >>> (row & 7) & 1) != 0;
    }
}
