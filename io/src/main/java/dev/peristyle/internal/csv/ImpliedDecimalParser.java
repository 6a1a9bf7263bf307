package dev.peristyle.internal.csv;

import static org.agrona.UnsafeApi.getByte;
import static org.agrona.UnsafeApi.getInt;

import dev.peristyle.internal.csv.ColumnParsers.ColumnParser;
import dev.peristyle.internal.csv.kernel.FieldColumn;
import dev.peristyle.internal.csv.kernel.ParseState;
import dev.peristyle.schema.DataType;

/**
 * Parses decimals that are written without their point: a sign or none, then digits. As the digits are the value without its scale, they are those of a decimal
 * without a fraction; what is written with a point could be meant either way, so that it is refused.
 */
final class ImpliedDecimalParser {
    private final ColumnParser digits;

    ImpliedDecimalParser(DataType type) {
        this.digits = ColumnParsers.of(DataType.decimal(type.precision(), 0));
    }

    /** See {@link ColumnParser#parse}. */
    int parse(FieldColumn column, ParseState state) {
        column.scale = 0;
        int wrong = firstWrong(column);
        int count = column.count;
        column.count = wrong < 0 ? count : wrong;
        int failed = column.count == 0 ? -1 : digits.parse(column, state);
        column.count = count;
        return failed < 0 ? wrong : failed;
    }

    private static int firstWrong(FieldColumn column) {
        for (int out = 0; out < column.count; out++) {
            long row = column.selection == 0 ? out : getInt(column.selection + ((long) out << 2));
            int start = getInt(column.starts + row * column.startStep) + 1;
            int length = getInt(column.ends + row * column.endStep) - start;
            long address = column.base + start;
            if (!isWhole(address, length)
                    && (column.nullTokens == null || !column.nullTokens.matches(address, length))) {
                return out;
            }
        }
        return -1;
    }

    private static boolean isWhole(long address, int length) {
        int position = length > 0 && (getByte(address) == '-' || getByte(address) == '+') ? 1 : 0;
        while (position < length && getByte(address + position) >= '0' && getByte(address + position) <= '9') {
            position++;
        }
        return position == length;
    }
}
