package dev.peristyle.column;

import dev.peristyle.internal.lifetime.Held;
import dev.peristyle.schema.DataType;

/** A column of UTF-8 text. */
public final class StringColumn extends ViewColumn {

    StringColumn() {
        super(DataType.STRING);
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
        return Held.by(this, Cells.text(address(row), length(row)));
    }
}
