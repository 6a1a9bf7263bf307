package dev.peristyle.internal.expression;

import dev.peristyle.internal.value.BinaryFormatter;
import dev.peristyle.internal.value.ValueFormatter;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.DataType.Kind;
import org.agrona.UnsafeApi;

/** Conversions to text. */
final class TextFormatting {

    private TextFormatting() {}

    static Conversion of(DataType source, TextArena arena) {
        return source.kind() == Kind.BINARY ? bytes(arena) : values(ValueFormatter.of(source), arena);
    }

    private static Conversion values(ValueFormatter formatter, TextArena arena) {
        return (from, to, impossible, rows) -> {
            arena.clear();
            for (int row = 0; row < rows; row++) {
                if (from.isPresent(row)) {
                    long target = arena.reserve(formatter.maxBytes());
                    int length = (int) (formatter.format(from.values(), row, target) - target);
                    arena.commit(length);
                    to.putText(row, target, length);
                } else {
                    to.putText(row, 0, 0);
                }
            }
            return false;
        };
    }

    private static Conversion bytes(TextArena arena) {
        return (from, to, impossible, rows) -> {
            arena.clear();
            for (int row = 0; row < rows; row++) {
                if (from.isPresent(row)) {
                    int bytes = UnsafeApi.getInt(from.lengths() + 4L * row);
                    long length = BinaryFormatter.textBytes(bytes);
                    long target = arena.reserve(length);
                    BinaryFormatter.format(UnsafeApi.getLong(from.values() + 8L * row), bytes, target);
                    arena.commit(length);
                    to.putText(row, target, Math.toIntExact(length));
                } else {
                    to.putText(row, 0, 0);
                }
            }
            return false;
        };
    }
}
