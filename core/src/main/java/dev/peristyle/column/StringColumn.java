package dev.peristyle.column;

import dev.peristyle.schema.DataType;
import java.nio.charset.StandardCharsets;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A column of UTF-8 text, held as views: eight bytes of address and four of length a row. The bytes lie elsewhere, most
 * often in the mapped input, and are valid as long as the chunk is.
 */
public final class StringColumn extends Column {

    private long lengths;

    StringColumn() {
        super(DataType.STRING);
    }

    void bindLengths(long newLengths) {
        this.lengths = newLengths;
    }

    /**
     * Returns the address of the lengths, four bytes a row; the values are the addresses of the text.
     *
     * @return a raw address
     */
    public long lengthsAddress() {
        valuesAddress();
        return lengths;
    }

    /**
     * Returns the length of a row's text.
     *
     * @param row 0 to {@code rowCount() - 1}
     * @return bytes of UTF-8
     * @throws IllegalStateException when the row is null or the column is no longer valid
     */
    public int byteLength(int row) {
        checkValue(row);
        return UnsafeApi.getInt(lengths + 4L * row);
    }

    /**
     * Shows a row's text through a buffer of the caller, without a copy. Must not be used after the chunk.
     *
     * @param row 0 to {@code rowCount() - 1}
     * @param view is wrapped around the bytes
     * @throws IllegalStateException when the row is null or the column is no longer valid
     */
    public void view(int row, UnsafeBuffer view) {
        checkValue(row);
        view.wrap(UnsafeApi.getLong(values + 8L * row), UnsafeApi.getInt(lengths + 4L * row));
    }

    /**
     * Returns a row's text as an object. Allocates; {@link #view} does not.
     *
     * @param row 0 to {@code rowCount() - 1}
     * @return the text; bytes that are not UTF-8 are shown as U+FFFD
     * @throws IllegalStateException when the row is null or the column is no longer valid
     */
    public String get(int row) {
        checkValue(row);
        byte[] bytes = new byte[UnsafeApi.getInt(lengths + 4L * row)];
        long address = UnsafeApi.getLong(values + 8L * row);
        for (int position = 0; position < bytes.length; position++) {
            bytes[position] = UnsafeApi.getByte(address + position);
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
