package dev.peristyle.internal.csv;

import dev.peristyle.column.ColumnBuffer;
import dev.peristyle.internal.csv.kernel.Utf8Kernel;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.internal.operator.FilterCascade;
import dev.peristyle.memory.MemoryPool;
import org.agrona.UnsafeApi;

/**
 * Puts U+FFFD in place of what is no UTF-8 in the texts of a column: those that have such bytes are copied, the others stay where they are.
 * Holds the copies until the next chunk. Not thread-safe.
 */
final class TextReplacement implements AutoCloseable {
    private final GrowingBuffer copies;

    TextReplacement(MemoryPool pool) {
        this.copies = new GrowingBuffer(pool, "csv: text with replaced bytes");
    }

    /**
     * Looks at the first texts of a buffer.
     *
     * @return {@link FilterCascade#ALL_READ}, or the first row whose text would be longer than a text can be
     */
    int apply(ColumnBuffer column, int count) {
        long needed = 0;
        for (int row = 0; row < count; row++) {
            long address = address(column, row);
            int length = length(column, row);
            if (Utf8Kernel.firstInvalid(address, 0, length) >= 0) {
                long replaced = Utf8Kernel.replacedLength(address, length);
                if (replaced > Integer.MAX_VALUE) {
                    return row;
                }
                needed += replaced;
            }
        }
        if (needed > 0) {
            copy(column, count, needed);
        }
        return FilterCascade.ALL_READ;
    }

    private void copy(ColumnBuffer column, int count, long needed) {
        long copy = copies.ensure(needed);
        for (int row = 0; row < count; row++) {
            long address = address(column, row);
            int length = length(column, row);
            if (Utf8Kernel.firstInvalid(address, 0, length) >= 0) {
                int replaced = (int) Utf8Kernel.replacedLength(address, length);
                Utf8Kernel.replace(address, length, copy);
                UnsafeApi.putLong(column.valuesAddress() + 8L * row, copy);
                UnsafeApi.putInt(column.lengthsAddress() + 4L * row, replaced);
                copy += replaced;
            }
        }
    }

    private static long address(ColumnBuffer column, int row) {
        return UnsafeApi.getLong(column.valuesAddress() + 8L * row);
    }

    private static int length(ColumnBuffer column, int row) {
        return UnsafeApi.getInt(column.lengthsAddress() + 4L * row);
    }

    @Override
    public void close() {
        copies.close();
    }
}
