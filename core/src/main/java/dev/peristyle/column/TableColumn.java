package dev.peristyle.column;

import dev.peristyle.internal.ground.Bits;
import dev.peristyle.internal.lifetime.ConcurrentReaders;
import dev.peristyle.internal.lifetime.ConcurrentReaders.Reader;
import dev.peristyle.memory.MemorySize;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Layout;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Objects;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One column of a {@link Table} with access to any row. The accessors are those of {@link RowView}, with the same
 * conversions and errors. Valid until the table is closed; every access is checked, so that use after close is an
 * exception. Several threads may read at the same time, and any may close the table meanwhile. To read many values,
 * {@link Table#chunks()} is faster: it is checked once per chunk.
 */
public final class TableColumn {

    private final Field field;
    private final Cell cell;
    private final boolean views;
    private final int shift;
    private final int mask;
    private final long first;
    private final long[] values;
    private final long[] validity;
    private final long[] text;
    private final long rowCount;
    private final ConcurrentReaders readers;
    private final MemorySize size;
    private byte[] shown;

    TableColumn(Field field, TableStorage storage, int position, long first, long rowCount, ConcurrentReaders readers) {
        this.field = field;
        this.cell = Cell.of(field);
        this.views = field.type().layout() == Layout.VIEW;
        this.shift = storage.batchShift;
        this.mask = (1 << shift) - 1;
        this.first = first;
        this.rowCount = rowCount;
        this.values = storage.values[position];
        this.validity = storage.validity[position];
        this.text = storage.text[position];
        this.readers = readers;
        this.size = storage.sizes[position];
    }

    /**
     * Tells how much memory the column takes, of all rows that the table and what it is a slice of hold together. The sizes of all
     * columns are less than {@link Table#memorySize()} by what aligns the blocks that they lie in.
     *
     * @return bytes off the heap
     */
    public MemorySize memorySize() {
        return size;
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
     * @return rows
     * @throws IllegalStateException when the table is closed, so that no loop ends early without a word
     */
    public long rowCount() {
        checkValid();
        return rowCount;
    }

    /**
     * Says whether a row has no value.
     *
     * @param row 0 to {@code rowCount() - 1}
     * @return true if it has none
     */
    public boolean isNull(long row) {
        Reader reader = enter();
        try {
            checkRow(row);
            return isNullAt(first + row);
        } finally {
            reader.exit();
        }
    }

    private boolean isNullAt(long at) {
        long bitmap = validity[(int) (at >>> shift)];
        return bitmap != 0 && !Bits.isSet(bitmap, (int) at & mask);
    }

    /**
     * Returns a boolean.
     *
     * @param row 0 to {@code rowCount() - 1}
     * @return the value
     */
    public boolean getBoolean(long row) {
        Reader reader = enter();
        try {
            long at = present(row);
            return cell.getBoolean(values[(int) (at >>> shift)], (int) at & mask);
        } finally {
            reader.exit();
        }
    }

    /**
     * Returns an int.
     *
     * @param row 0 to {@code rowCount() - 1}
     * @return the value
     */
    public int getInt(long row) {
        Reader reader = enter();
        try {
            long at = present(row);
            return cell.getInt(values[(int) (at >>> shift)], (int) at & mask);
        } finally {
            reader.exit();
        }
    }

    /**
     * Returns a long; widens any integer.
     *
     * @param row 0 to {@code rowCount() - 1}
     * @return the value
     */
    public long getLong(long row) {
        Reader reader = enter();
        try {
            long at = present(row);
            return cell.getLong(values[(int) (at >>> shift)], (int) at & mask);
        } finally {
            reader.exit();
        }
    }

    /**
     * Returns a float.
     *
     * @param row 0 to {@code rowCount() - 1}
     * @return the value
     */
    public float getFloat(long row) {
        Reader reader = enter();
        try {
            long at = present(row);
            return cell.getFloat(values[(int) (at >>> shift)], (int) at & mask);
        } finally {
            reader.exit();
        }
    }

    /**
     * Returns a double; widens any numeric type, longs and decimals to the nearest double.
     *
     * @param row 0 to {@code rowCount() - 1}
     * @return the value
     */
    public double getDouble(long row) {
        Reader reader = enter();
        try {
            long at = present(row);
            return cell.getDouble(values[(int) (at >>> shift)], (int) at & mask);
        } finally {
            reader.exit();
        }
    }

    /**
     * Returns a decimal as an integer: its value times 10<sup>scale</sup>.
     *
     * @param row 0 to {@code rowCount() - 1}
     * @return the unscaled value
     */
    public long getUnscaled(long row) {
        Reader reader = enter();
        try {
            long at = present(row);
            return cell.getUnscaled(values[(int) (at >>> shift)], (int) at & mask);
        } finally {
            reader.exit();
        }
    }

    /**
     * Returns an exact decimal; widens any integer. Allocates.
     *
     * @param row 0 to {@code rowCount() - 1}
     * @return the value
     */
    public BigDecimal getDecimal(long row) {
        Reader reader = enter();
        try {
            long at = present(row);
            return cell.getDecimal(values[(int) (at >>> shift)], (int) at & mask);
        } finally {
            reader.exit();
        }
    }

    /**
     * Returns a date as a number.
     *
     * @param row 0 to {@code rowCount() - 1}
     * @return days since 1970-01-01
     */
    public int getEpochDay(long row) {
        Reader reader = enter();
        try {
            long at = present(row);
            return cell.getEpochDay(values[(int) (at >>> shift)], (int) at & mask);
        } finally {
            reader.exit();
        }
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
     * @throws ArithmeticException when it is not a whole number of them, or not one of 64 bits; {@link #getUnits} gives it
     */
    public long getEpochMicros(long row) {
        Reader reader = enter();
        try {
            long at = present(row);
            return cell.getEpochMicros(values[(int) (at >>> shift)], (int) at & mask);
        } finally {
            reader.exit();
        }
    }

    /**
     * Returns a timestamp as an instant. Allocates. A local timestamp is taken as if its clock showed UTC.
     *
     * @param row 0 to {@code rowCount() - 1}
     * @return the value
     */
    public Instant getTimestamp(long row) {
        Reader reader = enter();
        try {
            long at = present(row);
            return cell.getInstant(values[(int) (at >>> shift)], (int) at & mask);
        } finally {
            reader.exit();
        }
    }

    /**
     * Returns a timestamp as a date and time. Allocates. An instant is shown on a clock in UTC.
     *
     * @param row 0 to {@code rowCount() - 1}
     * @return the value
     */
    public LocalDateTime getLocalTimestamp(long row) {
        Reader reader = enter();
        try {
            long at = present(row);
            return cell.getLocalDateTime(values[(int) (at >>> shift)], (int) at & mask);
        } finally {
            reader.exit();
        }
    }

    /**
     * Returns a text. Allocates; {@link #view} does not.
     *
     * @param row 0 to {@code rowCount() - 1}
     * @return the value; bytes that are not UTF-8 are shown as U+FFFD
     */
    public String getString(long row) {
        cell.checkView();
        Reader reader = enter();
        try {
            long at = present(row);
            long offsets = values[(int) (at >>> shift)] + 4L * ((int) at & mask);
            int start = UnsafeApi.getInt(offsets);
            return cell.getString(text[(int) (at >>> shift)] + start, UnsafeApi.getInt(offsets + 4) - start);
        } finally {
            reader.exit();
        }
    }

    /**
     * Shows the bytes of a text through a buffer of the caller. It is a copy, so that the view shows the same text as long as
     * it is kept; a view that is passed again keeps its array, so that a loop with one view allocates nothing.
     *
     * @param row 0 to {@code rowCount() - 1}
     * @param view is wrapped around the bytes
     */
    public void view(long row, UnsafeBuffer view) {
        Objects.requireNonNull(view, "view");
        cell.checkView();
        Reader reader = enter();
        try {
            long at = present(row);
            long offsets = values[(int) (at >>> shift)] + 4L * ((int) at & mask);
            int start = UnsafeApi.getInt(offsets);
            long address = text[(int) (at >>> shift)] + start;
            shown = Cells.copy(address, UnsafeApi.getInt(offsets + 4) - start, view, shown);
        } finally {
            reader.exit();
        }
    }

    /**
     * Returns a time of day, timestamp or duration as a number.
     *
     * @param row 0 to {@code rowCount() - 1}
     * @return units of the resolution of the type
     */
    public long getUnits(long row) {
        Reader reader = enter();
        try {
            long at = present(row);
            return cell.getUnits(values[(int) (at >>> shift)], (int) at & mask);
        } finally {
            reader.exit();
        }
    }

    /**
     * Returns an integer of any type. Allocates.
     *
     * @param row 0 to {@code rowCount() - 1}
     * @return the value
     */
    public BigInteger getBigInteger(long row) {
        Reader reader = enter();
        try {
            long at = present(row);
            return cell.getBigInteger(values[(int) (at >>> shift)], (int) at & mask);
        } finally {
            reader.exit();
        }
    }

    /**
     * Returns a time of day. Allocates.
     *
     * @param row 0 to {@code rowCount() - 1}
     * @return the value
     */
    public LocalTime getTime(long row) {
        Reader reader = enter();
        try {
            long at = present(row);
            return cell.getTime(values[(int) (at >>> shift)], (int) at & mask);
        } finally {
            reader.exit();
        }
    }

    /**
     * Returns an amount of time. Allocates.
     *
     * @param row 0 to {@code rowCount() - 1}
     * @return the value
     */
    public Duration getDuration(long row) {
        Reader reader = enter();
        try {
            long at = present(row);
            return cell.getDuration(values[(int) (at >>> shift)], (int) at & mask);
        } finally {
            reader.exit();
        }
    }

    /**
     * Returns a copy of the bytes of a text or binary value. Allocates; {@link #view} does not.
     *
     * @param row 0 to {@code rowCount() - 1}
     * @return the bytes
     */
    public byte[] getBytes(long row) {
        cell.checkView();
        Reader reader = enter();
        try {
            long at = present(row);
            long offsets = values[(int) (at >>> shift)] + 4L * ((int) at & mask);
            int start = UnsafeApi.getInt(offsets);
            return cell.getBytes(text[(int) (at >>> shift)] + start, UnsafeApi.getInt(offsets + 4) - start);
        } finally {
            reader.exit();
        }
    }

    /**
     * Returns a value as an object, as {@link RowView#get(int)} does. Allocates.
     *
     * @param row 0 to {@code rowCount() - 1}
     * @return the value, or null
     */
    public Object get(long row) {
        Reader reader = enter();
        try {
            checkRow(row);
            long at = first + row;
            if (isNullAt(at)) {
                return null;
            }
            if (!views) {
                return cell.get(values[(int) (at >>> shift)], (int) at & mask);
            }
            long offsets = values[(int) (at >>> shift)] + 4L * ((int) at & mask);
            int start = UnsafeApi.getInt(offsets);
            return cell.get(text[(int) (at >>> shift)] + start, UnsafeApi.getInt(offsets + 4) - start);
        } finally {
            reader.exit();
        }
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
        Objects.checkIndex(row, rowCount);
    }

    private Reader enter() {
        Reader reader = readers.enter();
        if (reader == null) {
            throw closed();
        }
        return reader;
    }

    private void checkValid() {
        if (readers.isClosed()) {
            throw closed();
        }
    }

    private IllegalStateException closed() {
        return new IllegalStateException("column '" + field.name() + "' is not valid: its table has been closed");
    }
}
