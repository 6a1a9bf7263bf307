package dev.peristyle.column;

import dev.peristyle.schema.DataType;

/** A column of bytes, of any length or of one length. */
public final class BinaryColumn extends ViewColumn {

    BinaryColumn(DataType type) {
        super(type);
    }

    /**
     * As {@link #getBytes}.
     *
     * @param row 0 to {@code rowCount() - 1}
     * @return the bytes
     * @throws IllegalStateException when the row is null or the column is no longer valid
     */
    public byte[] get(int row) {
        return getBytes(row);
    }
}
