package dev.peristyle.internal.expression;

import dev.peristyle.internal.ground.Bits;
import dev.peristyle.internal.value.BinaryFormatter;
import dev.peristyle.internal.value.ValueReader;
import dev.peristyle.schema.DataType;
import java.math.RoundingMode;
import org.agrona.UnsafeApi;

/**
 * Conversions from text. Blanks around it are no part of a value. A text with more digits than the type has room for is none of its
 * values, as in a file, unless a rounding is given; nor is a time with a zone a local one.
 */
final class TextParsing {

    private static final String LOST_TIME =
            " without losing a part of it: cast it to a type that has room for that first";

    private TextParsing() {}

    /** Reads the text of a row that may be null, then of no bytes; returns false when it is no such value. */
    private interface Cell {

        boolean read(long text, int length, Vector to, int row);
    }

    /** {@code rounding} is null where nothing may be lost. */
    static Conversion of(DataType target, RoundingMode rounding, Compiler compiler) {
        if (target instanceof DataType.Binary binary) {
            TextArena arena = compiler.newArena();
            Conversion bytes = of((text, length, to, row) -> bytes(binary, text, length, arena, to, row));
            return (from, to, impossible, rows) -> {
                arena.clear();
                return bytes.convert(from, to, impossible, rows);
            };
        }
        if (rounding == null || rounding == RoundingMode.UNNECESSARY) {
            ValueReader reader = ValueReader.of(target);
            return of((text, length, to, row) -> reader.read(text, length, to.values(), row) && reader.isExact());
        }
        ValueReader reader = ValueReader.of(target, rounding);
        return of((text, length, to, row) -> reader.read(text, length, to.values(), row));
    }

    /** Why the text of a row, which is present, is no value of a type: for an error; empty where that is plain to see. */
    static String reason(Vector source, Vector result, int row) {
        DataType type = result.type();
        long text = UnsafeApi.getLong(source.values() + 8L * row);
        int length = UnsafeApi.getInt(source.lengths() + 4L * row);
        if (type instanceof DataType.Timestamp timestamp
                && !timestamp.isUtc()
                && isRead(text, length, DataType.timestamp(timestamp.resolution()), result, row)) {
            return isRead(text, length, type, result, row)
                    ? LOST_TIME
                    : ", which has no zone: cast it to timestamp first";
        }
        if (type.kind() == DataType.Kind.BINARY || !isRead(text, length, type, result, row)) {
            return "";
        }
        return type.isNumeric() ? " without rounding, which cast(type, RoundingMode) does" : LOST_TIME;
    }

    private static boolean isRead(long text, int length, DataType type, Vector result, int row) {
        ValueReader reader = ValueReader.of(type);
        return read((start, bytes, to, at) -> reader.read(start, bytes, to.values(), at), text, length, result, row);
    }

    /** Rows without a value are read as an empty text, so that bits are written for them too. */
    private static Conversion of(Cell cell) {
        return (from, to, impossible, rows) -> {
            long any = 0;
            for (int row = 0; row < rows; row += 64) {
                long word = 0;
                int end = Math.min(rows, row + 64);
                for (int each = row; each < end; each++) {
                    boolean present = Bits.isPresent(from.validity(), each);
                    long text = present ? UnsafeApi.getLong(from.values() + 8L * each) : 0;
                    int length = present ? UnsafeApi.getInt(from.lengths() + 4L * each) : 0;
                    word |= (read(cell, text, length, to, each) ? 0L : 1L) << each;
                }
                UnsafeApi.putLong(impossible + (row >>> 3), word);
                any |= word;
            }
            return any != 0;
        };
    }

    private static boolean read(Cell cell, long text, int length, Vector to, int row) {
        long start = text;
        long end = text + length;
        while (start < end && isBlank(UnsafeApi.getByte(start))) {
            start++;
        }
        while (end > start && isBlank(UnsafeApi.getByte(end - 1))) {
            end--;
        }
        return cell.read(start, (int) (end - start), to, row);
    }

    private static boolean bytes(DataType.Binary type, long text, int length, TextArena arena, Vector to, int row) {
        int bytes = BinaryFormatter.parsedBytes(text, length);
        boolean fits = bytes >= 0 && (!type.isFixed() || bytes == type.length());
        long target = arena.reserve(Math.max(bytes, 0));
        if (!fits || !BinaryFormatter.parse(text, length, target)) {
            to.putText(row, 0, 0);
            return false;
        }
        arena.commit(bytes);
        to.putText(row, target, bytes);
        return true;
    }

    private static boolean isBlank(byte symbol) {
        return symbol == ' ' || symbol >= '\t' && symbol <= '\r';
    }
}
