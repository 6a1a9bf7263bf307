package dev.peristyle.column;

import dev.peristyle.internal.ground.Bits;
import dev.peristyle.internal.lifetime.Held;
import dev.peristyle.internal.lifetime.ThreadOwner;
import dev.peristyle.schema.DataType;
import java.lang.invoke.VarHandle;
import java.util.Objects;

/**
 * The values of one column in a chunk: rows {@code [0, rowCount)}, read-only.
 *
 * <p>A column of a chunk is a flyweight: the next chunk shows other values through the same object, and closing the
 * iterator invalidates it. It belongs to the thread that reads the iterator. Every access is checked, so that use after
 * close and use by another thread are exceptions; a loop pays for that once. The addresses are for loops that have checked
 * their range; they are valid as long as the chunk is.
 */
public abstract sealed class Column
        permits BooleanColumn,
                IntColumn,
                LongColumn,
                IntegerColumn,
                FloatColumn,
                DoubleColumn,
                DecimalColumn,
                DateColumn,
                TimeColumn,
                TimestampColumn,
                DurationColumn,
                ViewColumn {

    /** Reads what is more than loading a number. */
    final Cell cell;

    private final DataType type;
    private int rowCount;
    private boolean valid;
    private long validity;
    private int nullCount;

    /** Whose it is when it was lent to a consumer; null inside of a run, where threads hand chunks on. */
    private ThreadOwner reader;

    long values;

    Column(DataType type) {
        this.type = type;
        this.cell = ColumnForms.cell(type, null);
    }

    /**
     * A column of a type, showing no rows until something is bound to it by a {@link ColumnBuffer} or a
     * {@link ColumnBinder}.
     *
     * @param type the type
     * @return a new column
     */
    static Column create(DataType type) {
        return ColumnForms.column(type);
    }

    void bind(int newRowCount, long newValues, long newValidity, int newNullCount) {
        this.rowCount = newRowCount;
        this.values = newValues;
        this.validity = newNullCount == 0 ? 0 : newValidity;
        this.nullCount = newNullCount;
        this.valid = true;
    }

    void invalidate() {
        this.rowCount = 0;
        this.values = 0;
        this.validity = 0;
        this.nullCount = 0;
        this.valid = false;
    }

    /** Lends it to one thread. Before anything is bound to it. */
    final void lendTo(ThreadOwner newReader) {
        this.reader = newReader;
        // whoever gets hold of the column, even through a race, has to find its owner
        VarHandle.releaseFence();
    }

    final boolean isLent() {
        return reader != null;
    }

    private void checkReader() {
        if (reader != null && !reader.isCurrent()) {
            throw reader.refusal();
        }
    }

    /** What was lent and is gone says so; what is used inside of a run has no rows then. */
    private void checkLent() {
        if (reader != null) {
            checkReader();
            if (!valid) {
                throw closed();
            }
        }
    }

    /**
     * Returns the type.
     *
     * @return the type
     */
    public final DataType type() {
        return type;
    }

    /**
     * Returns the number of rows.
     *
     * @return rows
     * @throws IllegalStateException when the iterator was closed or is at its end, so that no loop ends early without a word
     */
    public final int rowCount() {
        checkLent();
        return rowCount;
    }

    /**
     * Returns the number of rows without a value.
     *
     * @return rows
     * @throws IllegalStateException when the iterator was closed or is at its end
     */
    public final int nullCount() {
        checkLent();
        return nullCount;
    }

    /**
     * Says whether a row has no value.
     *
     * @param row 0 to {@code rowCount() - 1}
     * @return true if it has none
     */
    public final boolean isNull(int row) {
        checkRow(row);
        return Held.by(this, validity != 0 && !isPresent(row));
    }

    /**
     * Returns the address of the validity bitmap: one bit per row, least significant first, in whole 64-bit words.
     *
     * @return a raw address, or 0 when every row has a value
     */
    public final long validityAddress() {
        checkLent();
        return validity;
    }

    /**
     * Returns the address of the values in the {@link DataType#layout() layout} of the type.
     *
     * @return a raw address
     */
    public final long valuesAddress() {
        checkLent();
        if (!valid) {
            throw closed();
        }
        return values;
    }

    /**
     * Returns a row's value as an object of the class that {@link RowView#get(int)} lists for the type. Allocates.
     *
     * @param row 0 to {@code rowCount() - 1}
     * @return the value, or null
     * @throws IllegalStateException when the column is no longer valid
     */
    public final Object getObject(int row) {
        return isNull(row) ? null : object(row);
    }

    /** The value of a row that has one. */
    Object object(int row) {
        return Held.by(this, cell.get(values, row));
    }

    /** Checks that the row exists and has a value. */
    final void checkValue(int row) {
        checkRow(row);
        if (validity != 0 && !isPresent(row)) {
            throw new IllegalStateException("row " + row + " is null; ask isNull(row) first");
        }
    }

    private boolean isPresent(int row) {
        return Bits.isSet(validity, row);
    }

    private void checkRow(int row) {
        checkReader();
        if (row < 0 || row >= rowCount) {
            if (!valid) {
                throw closed();
            }
            Objects.checkIndex(row, rowCount);
        }
    }

    private IllegalStateException closed() {
        return new IllegalStateException(
                "this " + type + " column is not valid: its chunk has been closed, or next() has not been called yet");
    }
}
