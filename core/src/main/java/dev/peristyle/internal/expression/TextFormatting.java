package dev.peristyle.internal.expression;

import dev.peristyle.internal.expression.kernel.Bitmaps;
import dev.peristyle.internal.expression.kernel.ValueFormat;
import dev.peristyle.schema.DataType;
import org.agrona.UnsafeApi;

/** Conversions to text. Floating point numbers take the way through Java's strings and allocate. */
final class TextFormatting {

    private TextFormatting() {}

    /** Writes one value and returns the bytes written. */
    private interface Writer {

        int write(long values, int row, long target);
    }

    static Conversion of(DataType source, TextArena arena) {
        Writer writer = switch (source.kind()) {
            case BOOLEAN -> (values, row, target) -> ValueFormat.writeBoolean(Bitmaps.isSet(values, row), target);
            case INT ->
                (values, row, target) -> ValueFormat.writeDecimal(UnsafeApi.getInt(values + 4L * row), 0, target);
            case LONG, DECIMAL ->
                (values, row, target) ->
                        ValueFormat.writeDecimal(UnsafeApi.getLong(values + 8L * row), source.scale(), target);
            case FLOAT ->
                (values, row, target) -> ValueFormat.writeFloat(UnsafeApi.getFloat(values + 4L * row), target);
            case DOUBLE ->
                (values, row, target) -> ValueFormat.writeDouble(UnsafeApi.getDouble(values + 8L * row), target);
            case DATE -> (values, row, target) -> ValueFormat.writeDate(UnsafeApi.getInt(values + 4L * row), target);
            case TIMESTAMP ->
                (values, row, target) ->
                        ValueFormat.writeTimestamp(UnsafeApi.getLong(values + 8L * row), source.isUtc(), target);
            case STRING -> throw new IllegalStateException("text is text already");
        };
        return (from, to, impossible, rows) -> {
            arena.clear();
            for (int row = 0; row < rows; row++) {
                if (from.isPresent(row)) {
                    long target = arena.reserve(ValueFormat.MOST_BYTES);
                    int length = writer.write(from.values(), row, target);
                    arena.commit(length);
                    to.putText(row, target, length);
                } else {
                    to.putText(row, 0, 0);
                }
            }
            return false;
        };
    }
}
