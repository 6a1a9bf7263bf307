package dev.peristyle.column;

import dev.peristyle.internal.lifetime.Held;
import dev.peristyle.schema.DataType;
import java.util.Objects;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A column of byte sequences of different lengths, held as views: eight bytes of address and four of length per row.
 * The bytes lie elsewhere, most often in the input, and are valid as long as the chunk is.
 */
public abstract sealed class ViewColumn extends Column permits StringColumn, BinaryColumn {

    long lengths;
    private byte[] shown;

    ViewColumn(DataType type) {
        super(type);
    }

    void bindLengths(long newLengths) {
        this.lengths = newLengths;
    }

    /**
     * Returns the address of the lengths, four bytes per row; the values are the addresses of the bytes.
     *
     * @return a raw address
     */
    public final long lengthsAddress() {
        valuesAddress();
        return lengths;
    }

    /**
     * Returns the length of a row's value.
     *
     * @param row 0 to {@code rowCount() - 1}
     * @return bytes
     * @throws IllegalStateException when the row is null or the column is no longer valid
     */
    public final int byteLength(int row) {
        checkValue(row);
        return Held.by(this, UnsafeApi.getInt(lengths + 4L * row));
    }

    /**
     * Shows a row's bytes through a buffer of the caller. It is a copy, so that the view shows the same bytes as long
     * as it is kept; a view that is passed again keeps its array, so that a loop with one view allocates nothing.
     *
     * <p>Inside of a run, in a source or a sink, nothing is copied: there the view must not be used after the chunk.
     *
     * @param row 0 to {@code rowCount() - 1}
     * @param view is wrapped around the bytes
     * @throws IllegalStateException when the row is null or the column is no longer valid
     */
    public final void view(int row, UnsafeBuffer view) {
        Objects.requireNonNull(view, "view");
        if (isLent()) {
            shown = copyTo(row, view, shown);
        } else {
            checkValue(row);
            view.wrap(UnsafeApi.getLong(values + 8L * row), UnsafeApi.getInt(lengths + 4L * row));
        }
    }

    /** As {@link Cells#copy}. */
    final byte[] copyTo(int row, UnsafeBuffer view, byte[] own) {
        checkValue(row);
        return Held.by(
                this,
                Cells.copy(UnsafeApi.getLong(values + 8L * row), UnsafeApi.getInt(lengths + 4L * row), view, own));
    }

    /**
     * Returns a copy of a row's bytes. Allocates; {@link #view} does not.
     *
     * @param row 0 to {@code rowCount() - 1}
     * @return the bytes
     * @throws IllegalStateException when the row is null or the column is no longer valid
     */
    public final byte[] getBytes(int row) {
        checkValue(row);
        return Held.by(this, Cells.bytes(address(row), length(row)));
    }

    /** Where the bytes of a row are that has a value. */
    final long address(int row) {
        return UnsafeApi.getLong(values + 8L * row);
    }

    final int length(int row) {
        return UnsafeApi.getInt(lengths + 4L * row);
    }

    @Override
    final Object object(int row) {
        return Held.by(this, cell.get(address(row), length(row)));
    }
}
