package dev.peristyle.internal.csv;

import dev.peristyle.internal.csv.kernel.Dialect;
import java.nio.charset.StandardCharsets;
import org.agrona.UnsafeApi;

/** A delimiter at the end of records, which makes an empty field more than there are columns. */
final class TrailingDelimiter {
    /** A sentence without its full stop. */
    static final String ADVICE =
            "It ends with a delimiter, which makes an empty field more. If that is so in all records, scan with"
                    + " CsvOptions.builder().badRows(BadRows.fail().truncating()), which leaves out what is beyond the columns";

    private TrailingDelimiter() {}

    /**
     * Whether a record ends with a delimiter; of one that may be escaped that is not said.
     *
     * @param address of the window
     * @param from where the record begins, relative to that
     * @param to where it ends, its line end not counted
     */
    static boolean isAt(long address, int from, int to, Dialect dialect) {
        byte[] delimiter = dialect.delimiter().getBytes(StandardCharsets.UTF_8);
        int start = to - delimiter.length;
        if (start < from) {
            return false;
        }
        for (int position = 0; position < delimiter.length; position++) {
            if (UnsafeApi.getByte(address + start + position) != delimiter[position]) {
                return false;
            }
        }
        return dialect.escape() == Dialect.NONE
                || start == from
                || (UnsafeApi.getByte(address + start - 1) & 0xFF) != dialect.escape();
    }
}
