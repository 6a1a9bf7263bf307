package dev.peristyle.internal.csv;

import dev.peristyle.error.ComputationException;
import dev.peristyle.internal.file.OffHeapCopy;
import dev.peristyle.internal.file.Output;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import java.nio.charset.StandardCharsets;
import org.agrona.UnsafeApi;

/** Writes the first row of a CSV without a header, whose first field gets quotes if the file would be taken for something else without. */
final class FirstRow {
    private final WriteSettings settings;

    FirstRow(WriteSettings settings) {
        this.settings = settings;
    }

    /** Writes rows, of which the first one is the first of the file. */
    void write(Output output, long address, long size, MemoryPool pool) {
        byte[] start = copy(address, (int) Math.min(size, FirstField.BYTES));
        if (!FirstField.isMistaken(start)) {
            output.write(address, size);
            return;
        }
        int end = fieldEnd(address, size);
        byte[] field = copy(address, end);
        if (end == 0 || settings.nullText().equals(new String(field, StandardCharsets.UTF_8))) {
            throw new ComputationException("csv: the output would begin with '" + RawText.of(address, start.length)
                    + "', which readers take for another kind of file. Write a header, or choose another delimiter or"
                    + " null text");
        }
        byte[] quoted = new byte[end + 2];
        System.arraycopy(field, 0, quoted, 1, end);
        quoted[0] = settings.quote();
        quoted[end + 1] = settings.quote();
        try (OffHeapBuffer buffer = OffHeapCopy.of(quoted, pool, "csv: first field")) {
            output.write(buffer.address(), quoted.length);
        }
        output.write(address + end, size - end);
    }

    /** It has no quotes, for a file that begins with one is not mistaken. */
    private int fieldEnd(long address, long size) {
        int end = 0;
        while (end < size && !endsField(UnsafeApi.getByte(address + end))) {
            end++;
        }
        return end;
    }

    private boolean endsField(byte current) {
        return current == settings.delimiter() || current == '\n' || current == '\r';
    }

    private static byte[] copy(long address, int length) {
        byte[] bytes = new byte[length];
        UnsafeApi.copyMemory(null, address, bytes, UnsafeApi.arrayBaseOffset(byte[].class), length);
        return bytes;
    }
}
