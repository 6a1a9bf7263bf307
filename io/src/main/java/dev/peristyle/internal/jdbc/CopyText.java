package dev.peristyle.internal.jdbc;

import dev.peristyle.error.DataAccessException;
import dev.peristyle.internal.check.ShownText;
import dev.peristyle.internal.value.ValueFormatter;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.util.List;
import java.util.Locale;
import org.agrona.UnsafeApi;

/**
 * Rows as the text format of PostgreSQL's COPY has them: fields between tabs, {@code \N} for null, and a backslash before what would end a
 * field. Values have their one text, but for years that PostgreSQL writes otherwise.
 */
final class CopyText extends RowForm {

    private static final int TEXT = 0;
    private static final int BYTES = 1;
    private static final int DAY = 2;
    private static final int OTHER = 3;

    /** The word after years before the first. */
    private static final int ERA_BYTES = 3;

    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};

    private final Schema schema;
    private final int[] forms;
    private final ValueFormatter[] formatters;
    private final KeptTime[] kept;

    CopyText(Schema schema, List<TableColumn> targets) {
        super(schema, 2);
        this.schema = schema;
        this.forms = new int[columns];
        this.formatters = new ValueFormatter[columns];
        this.kept = new KeptTime[columns];
        for (int column = 0; column < columns; column++) {
            DataType type = schema.field(column).type();
            boolean isDay = type instanceof DataType.Date || type instanceof DataType.Timestamp;
            forms[column] =
                    type.equals(DataType.STRING) ? TEXT : type instanceof DataType.Binary ? BYTES : isDay ? DAY : OTHER;
            formatters[column] = forms[column] < DAY ? null : ValueFormatter.of(type);
            KeptTime time = KeptTime.of(type, targets.get(column));
            kept[column] = time.units() == 1 ? null : time;
            // what ends it, and what begins bytes
            reserve(4 + (formatters[column] == null ? 0 : formatters[column].maxBytes() + ERA_BYTES));
        }
    }

    @Override
    long formatRow(int row, long out) {
        long address = out;
        for (int column = 0; column < columns; column++) {
            if (isNull(column, row)) {
                UnsafeApi.putByte(address, (byte) '\\');
                UnsafeApi.putByte(address + 1, (byte) 'N');
                address += 2;
            } else {
                address = value(column, row, address);
            }
            UnsafeApi.putByte(address++, column + 1 < columns ? (byte) '\t' : (byte) '\n');
        }
        return address;
    }

    private long value(int column, int row, long out) {
        switch (forms[column]) {
            case TEXT:
                return text(UnsafeApi.getLong(values[column] + 8L * row), length(column, row), out);
            case BYTES:
                return bytes(UnsafeApi.getLong(values[column] + 8L * row), length(column, row), out);
            default:
                if (kept[column] != null) {
                    check(column, UnsafeApi.getLong(values[column] + 8L * row));
                }
                long end = formatters[column].format(values[column], row, out);
                return forms[column] == DAY ? year(out, end) : end;
        }
    }

    private int length(int column, int row) {
        return UnsafeApi.getInt(lengths[column] + 4L * row);
    }

    private static long text(long from, int length, long out) {
        long address = out;
        for (int index = 0; index < length; index++) {
            byte character = UnsafeApi.getByte(from + index);
            byte escaped = switch (character) {
                case '\\' -> '\\';
                case '\t' -> 't';
                case '\n' -> 'n';
                case '\r' -> 'r';
                default -> 0;
            };
            if (escaped == 0) {
                UnsafeApi.putByte(address++, character);
            } else {
                UnsafeApi.putByte(address, (byte) '\\');
                UnsafeApi.putByte(address + 1, escaped);
                address += 2;
            }
        }
        return address;
    }

    private static long bytes(long from, int length, long out) {
        UnsafeApi.putByte(out, (byte) '\\');
        UnsafeApi.putByte(out + 1, (byte) '\\');
        UnsafeApi.putByte(out + 2, (byte) 'x');
        long address = out + 3;
        for (int index = 0; index < length; index++) {
            int value = UnsafeApi.getByte(from + index);
            UnsafeApi.putByte(address, HEX[value >>> 4 & 15]);
            UnsafeApi.putByte(address + 1, HEX[value & 15]);
            address += 2;
        }
        return address;
    }

    /** Years of five digits have no sign there, and the year 0 is the first before Christ. */
    private static long year(long from, long end) {
        byte first = UnsafeApi.getByte(from);
        boolean isZero = first == '0' && UnsafeApi.getInt(from) == 0x30303030;
        if (first >= '0' && !isZero) {
            return end;
        }
        byte[] text = new byte[(int) (end - from)];
        for (int index = 0; index < text.length; index++) {
            text[index] = UnsafeApi.getByte(from + index);
        }
        int digits = isZero ? 0 : 1;
        int dash = digits;
        int year = 0;
        while (text[dash] != '-') {
            year = 10 * year + text[dash++] - '0';
        }
        String changed = first == '+' ? Integer.toString(year) : String.format(Locale.ROOT, "%04d", year + 1);
        StringBuilder whole = new StringBuilder(changed);
        for (int index = dash; index < text.length; index++) {
            whole.append((char) text[index]);
        }
        whole.append(first == '+' ? "" : " BC");
        for (int index = 0; index < whole.length(); index++) {
            UnsafeApi.putByte(from + index, (byte) whole.charAt(index));
        }
        return from + whole.length();
    }

    private void check(int column, long units) {
        try {
            kept[column].check(units);
        } catch (IllegalArgumentException unfit) {
            throw new DataAccessException(
                    "column '" + ShownText.of(schema.field(column).name()) + "': " + unfit.getMessage()
                            + ". Nothing is written",
                    unfit);
        }
    }
}
