package dev.peristyle.internal.expression;

import dev.peristyle.internal.expression.kernel.Bitmaps;
import dev.peristyle.schema.DataType;
import org.agrona.UnsafeApi;

/** Bytes as bytes of another length: they stay where they are, and only those of that length are possible. */
final class BinaryConversion {

    private BinaryConversion() {}

    static Conversion of(DataType target) {
        int length = ((DataType.Binary) target).length();
        return (from, to, impossible, rows) -> {
            long any = 0;
            UnsafeApi.copyMemory(from.values(), to.values(), 8L * rows);
            UnsafeApi.copyMemory(from.lengths(), to.lengths(), 4L * rows);
            UnsafeApi.setMemory(impossible, Bitmaps.bytes(rows), (byte) 0);
            for (int row = 0; row < rows; row++) {
                boolean fits = length == DataType.Binary.ANY_LENGTH
                        || !from.isPresent(row)
                        || UnsafeApi.getInt(from.lengths() + 4L * row) == length;
                if (!fits) {
                    long word = impossible + (row >>> 6 << 3);
                    UnsafeApi.putLong(word, UnsafeApi.getLong(word) | 1L << row);
                    any = 1;
                }
            }
            return any != 0;
        };
    }
}
