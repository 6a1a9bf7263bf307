package dev.peristyle.internal.csv;

import dev.peristyle.error.ComputationException;
import java.nio.charset.StandardCharsets;
import org.agrona.UnsafeApi;

/** The first row of a CSV without a header, whose first field gets quotes if the file would be taken for something else without. */
final class FirstRow {

    private FirstRow() {}

    /**
     * Looks at the first bytes of a file.
     *
     * @return null if they are fine; else the first field in quotes, to be written in the place of what it is without these two
     * @throws ComputationException if quotes would make another value of it
     */
    static byte[] mended(WriteSettings settings, long address, long size) {
        byte[] start = copy(address, (int) Math.min(size, FirstField.BYTES));
        if (settings.lines() != null ? !FirstField.isMark(start) : !FirstField.isMistaken(start)) {
            return null;
        }
        if (settings.lines() != null) {
            throw new ComputationException(
                    "csv: the output would begin with a byte order mark, which readers leave out."
                            + " Write a header, or replace it in the first text");
        }
        int end = fieldEnd(settings, address, size);
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
        return quoted;
    }

    /** It has no quotes, for a file that begins with one is not mistaken. */
    private static int fieldEnd(WriteSettings settings, long address, long size) {
        int end = 0;
        while (end < size && !endsField(settings, UnsafeApi.getByte(address + end))) {
            end++;
        }
        return end;
    }

    private static boolean endsField(WriteSettings settings, byte current) {
        return current == settings.delimiter() || current == '\n' || current == '\r';
    }

    private static byte[] copy(long address, int length) {
        byte[] bytes = new byte[length];
        UnsafeApi.copyMemory(null, address, bytes, UnsafeApi.arrayBaseOffset(byte[].class), length);
        return bytes;
    }
}
