package dev.peristyle.column;

import dev.peristyle.schema.Field;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Objects;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One column of a {@link Table} with access to any row. The accessors are those of {@link RowView}, with the same
 * conversions and errors. Valid until the table is closed; every access is checked, so that use after close is an
 * exception. Several threads may read at the same time.
 */
public final class TableColumn {

    private final Field field;
    private final int shift;
    private final int mask;
    private final long first;
    private final long[] values;
    private final long[] validity;
    private final long[] text;
    private long rowCount;
    private boolean valid = true;

    TableColumn(Field field, TableStorage storage, int position, long first, long rowCount) {
        this.field = field;
        this.shift = storage.batchShift;
        this.mask = (1 << shift) - 1;
        this.first = first;
        this.rowCount = rowCount;
        this.values = storage.values[position];
        this.validity = storage.validity[position];
        this.text = storage.text[position];
    }

    void invalidate() {
        rowCount = 0;
        valid = false;
    }

    /**
     * Returns name and type.
     *
     * @return the field
     */
    public Field field() {
        return field;
    }

    /**
     * Returns the number of rows.
     *
     * @return rows, 0 once the table is closed
     */
    public long rowCount() {
        return rowCount;
    }

    /**
     * Says whether a row has no value.
     *
     * @param row 0 to {@code rowCount() - 1}
     * @return true if it has none
     */
    public boolean isNull(long row) {
        checkRow(row);
        return isNullAt(first + row);
    }

    private boolean isNullAt(long at) {
        long bitmap = validity[(int) (at >>> shift)];
        return bitmap != 0 && !Cells.isSet(bitmap, (int) at & mask);
    }

    /**
     * Returns a boolean.
     *
     * @param row 0 to {@code rowCount() - 1}
     * @return the value
     */
    public boolean getBoolean(long row) {
        long at = present(row);
        return Cells.getBoolean(field, values[(int) (at >>> shift)], (int) at & mask);
    }

    /**
     * Returns an int.
     *
     * @param row 0 to {@code rowCount() - 1}
     * @return the value
     */
    public int getInt(long row) {
        long at = present(row);
        return Cells.getInt(field, values[(int) (at >>> shift)], (int) at & mask);
    }

    /**
     * Returns a long; widens an int.
     *
     * @param row 0 to {@code rowCount() - 1}
     * @return the value
     */
    public long getLong(long row) {
        long at = present(row);
        return Cells.getLong(field, values[(int) (at >>> shift)], (int) at & mask);
    }

    /**
     * Returns a float.
     *
     * @param row 0 to {@code rowCount() - 1}
     * @return the value
     */
    public float getFloat(long row) {
        long at = present(row);
        return Cells.getFloat(field, values[(int) (at >>> shift)], (int) at & mask);
    }

    /**
     * Returns a double; widens any numeric type, longs and decimals to the nearest double.
     *
     * @param row 0 to {@code rowCount() - 1}
     * @return the value
     */
    public double getDouble(long row) {
        long at = present(row);
        return Cells.getDouble(field, values[(int) (at >>> shift)], (int) at & mask);
    }

    /**
     * Returns a decimal as an integer: its value times 10<sup>scale</sup>.
     *
     * @param row 0 to {@code rowCount() - 1}
     * @return the unscaled value
     */
    public long getUnscaled(long row) {
        long at = present(row);
        return Cells.getUnscaled(field, values[(int) (at >>> shift)], (int) at & mask);
    }

    /**
     * Returns an exact decimal; widens ints and longs. Allocates.
     *
     * @param row 0 to {@code rowCount() - 1}
     * @return the value
     */
    public BigDecimal getDecimal(long row) {
        long at = present(row);
        return Cells.getDecimal(field, values[(int) (at >>> shift)], (int) at & mask);
    }

    /**
     * Returns a date as a number.
     *
     * @param row 0 to {@code rowCount() - 1}
     * @return days since 1970-01-01
     */
    public int getEpochDay(long row) {
        long at = present(row);
        return Cells.getEpochDay(field, values[(int) (at >>> shift)], (int) at & mask);
    }

    /**
     * Returns a date. Allocates.
     *
     * @param row 0 to {@code rowCount() - 1}
     * @return the value
     */
    public LocalDate getDate(long row) {
        return LocalDate.ofEpochDay(getEpochDay(row));
    }

    /**
     * Returns a timestamp as a number.
     *
     * @param row 0 to {@code rowCount() - 1}
     * @return microseconds since 1970-01-01T00:00:00
     */
    public long getEpochMicros(long row) {
        long at = present(row);
        return Cells.getEpochMicros(field, values[(int) (at >>> shift)], (int) at & mask);
    }

    /**
     * Returns a timestamp as an instant. Allocates. A local timestamp is taken as if its clock showed UTC.
     *
     * @param row 0 to {@code rowCount() - 1}
     * @return the value
     */
    public Instant getTimestamp(long row) {
        return Cells.instant(getEpochMicros(row));
    }

    /**
     * Returns a timestamp as a date and time. Allocates. An instant is shown on a clock in UTC.
     *
     * @param row 0 to {@code rowCount() - 1}
     * @return the value
     */
    public LocalDateTime getLocalTimestamp(long row) {
        return Cells.localDateTime(getEpochMicros(row));
    }

    /**
     * Returns a text. Allocates; {@link #view} does not.
     *
     * @param row 0 to {@code rowCount() - 1}
     * @return the value; bytes that are not UTF-8 are shown as U+FFFD
     */
    public String getString(long row) {
        Cells.checkText(field);
        long at = present(row);
        long offsets = values[(int) (at >>> shift)] + 4L * ((int) at & mask);
        int start = UnsafeApi.getInt(offsets);
        return Cells.text(text[(int) (at >>> shift)] + start, UnsafeApi.getInt(offsets + 4) - start);
    }

    /**
     * Shows the bytes of a text through a buffer of the caller, without a copy. Must not be used after the table is
     * closed.
     *
     * @param row 0 to {@code rowCount() - 1}
     * @param view is wrapped around the bytes
     */
    public void view(long row, UnsafeBuffer view) {
        Cells.checkText(field);
        long at = present(row);
        long offsets = values[(int) (at >>> shift)] + 4L * ((int) at & mask);
        int start = UnsafeApi.getInt(offsets);
        view.wrap(text[(int) (at >>> shift)] + start, UnsafeApi.getInt(offsets + 4) - start);
    }

    /**
     * Returns where the values of a batch lie: in the layout of the type, but text as {@code rows + 1} four-byte offsets
     * into {@link #textAddress}. For loops that have checked their range; see {@link Table#batchShift()}.
     *
     * @param batch 0 to the batch of the last row
     * @return a raw address, valid until the table is closed
     */
    public long valuesAddress(int batch) {
        checkValid();
        return values[batch];
    }

    /**
     * Returns where the validity bitmap of a batch lies.
     *
     * @param batch 0 to the batch of the last row
     * @return a raw address, valid until the table is closed; 0 when every row of the batch has a value
     */
    public long validityAddress(int batch) {
        checkValid();
        return validity[batch];
    }

    /**
     * Returns where the text of a batch of strings lies.
     *
     * @param batch 0 to the batch of the last row
     * @return a raw address, valid until the table is closed
     */
    public long textAddress(int batch) {
        checkValid();
        return text[batch];
    }

    private long present(long row) {
        checkRow(row);
        long at = first + row;
        if (isNullAt(at)) {
            throw Cells.isNull(field, row);
        }
        return at;
    }

    private void checkRow(long row) {
        if (row < 0 || row >= rowCount) {
            checkValid();
            Objects.checkIndex(row, rowCount);
        }
    }

    private void checkValid() {
        if (!valid) {
            throw new IllegalStateException("column '" + field.name() + "' is not valid: its table has been closed");
        }
    }
}
