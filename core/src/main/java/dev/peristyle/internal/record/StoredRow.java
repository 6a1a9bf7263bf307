package dev.peristyle.internal.record;

import dev.peristyle.internal.ground.Bits;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import org.agrona.UnsafeApi;

/**
 * The row of a {@link RecordStore} that is being read: what a {@link dev.peristyle.column.RowView} is for chunks, with accessors of the same
 * names, but straight from memory and without a check, and only for the columns that components have by default. What uses it has
 * checked that there is such a row, and sees to it that memory stays until it has been read. Not thread-safe.
 */
public final class StoredRow {

    private static final long BYTES = UnsafeApi.arrayBaseOffset(byte[].class);

    /** Texts of more bytes get an array of their own, so that one of them does not take room for good. */
    private static final int MAX_SHARED = 256;

    private static final long NANOS = 1_000_000_000L;
    private static final int DECIMAL_SCALE = 18;
    private static final BigInteger TWO_TO_64 = BigInteger.ONE.shiftLeft(Long.SIZE);

    private final long[] values;
    private final long[] lengths;

    /** For each column the address of its bitmap, 0 where all rows have a value. */
    private final long[] validities;

    private final byte[] text = new byte[MAX_SHARED];

    private long row = -1;

    StoredRow(int columns) {
        this(new long[columns], new long[columns], new long[columns]);
    }

    private StoredRow(long[] values, long[] lengths, long[] validities) {
        this.values = values;
        this.lengths = lengths;
        this.validities = validities;
    }

    /** Another row of the same columns, for another thread. */
    StoredRow another() {
        return new StoredRow(values, lengths, validities);
    }

    /** Says where a column is. */
    void bind(int column, long newValues, long newLengths, long newValidity) {
        values[column] = newValues;
        lengths[column] = newLengths;
        validities[column] = newValidity;
    }

    /**
     * Goes to a row, or with -1 to none.
     *
     * @return where it was
     */
    long moveTo(long newRow) {
        long before = row;
        row = newRow;
        return before;
    }

    /** Whether a record is being made of it. */
    boolean isBeingRead() {
        return row >= 0;
    }

    /** What the accessor of this name is called here for components of a class. */
    static String accessor(String name, Class<?> component) {
        if (component == byte.class) {
            return "getByte";
        }
        return component == short.class ? "getShort" : name;
    }

    long rowNumber() {
        return row;
    }

    boolean isNull(int column) {
        return Bits.isNull(validities[column], (int) row);
    }

    boolean getBoolean(int column) {
        return Bits.isSet(values[column], (int) row);
    }

    int getByte(int column) {
        return UnsafeApi.getByte(values[column] + row);
    }

    int getShort(int column) {
        return UnsafeApi.getShort(values[column] + Short.BYTES * row);
    }

    int getInt(int column) {
        return UnsafeApi.getInt(values[column] + Integer.BYTES * row);
    }

    long getLong(int column) {
        return UnsafeApi.getLong(values[column] + Long.BYTES * row);
    }

    float getFloat(int column) {
        return UnsafeApi.getFloat(values[column] + Float.BYTES * row);
    }

    double getDouble(int column) {
        return UnsafeApi.getDouble(values[column] + Double.BYTES * row);
    }

    BigInteger getBigInteger(int column) {
        long address = values[column] + 2 * Long.BYTES * row;
        long low = UnsafeApi.getLong(address);
        long high = UnsafeApi.getLong(address + Long.BYTES);
        BigInteger lower = BigInteger.valueOf(low);
        if (high == low >> 63) {
            return lower;
        }
        return BigInteger.valueOf(high).shiftLeft(Long.SIZE).add(low < 0 ? lower.add(TWO_TO_64) : lower);
    }

    BigDecimal getDecimal(int column) {
        return new BigDecimal(getBigInteger(column), DECIMAL_SCALE);
    }

    LocalDate getDate(int column) {
        return LocalDate.ofEpochDay(getInt(column));
    }

    LocalTime getTime(int column) {
        return LocalTime.ofNanoOfDay(getLong(column));
    }

    Instant getTimestamp(int column) {
        long nanos = getLong(column);
        return Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS), Math.floorMod(nanos, NANOS));
    }

    LocalDateTime getLocalTimestamp(int column) {
        long nanos = getLong(column);
        return LocalDateTime.ofEpochSecond(
                Math.floorDiv(nanos, NANOS), (int) Math.floorMod(nanos, NANOS), ZoneOffset.UTC);
    }

    Duration getDuration(int column) {
        return Duration.ofNanos(getLong(column));
    }

    byte[] getBytes(int column) {
        int length = length(column);
        byte[] bytes = new byte[length];
        copy(getLong(column), bytes, length);
        return bytes;
    }

    String getString(int column) {
        int length = length(column);
        byte[] bytes = length <= MAX_SHARED ? text : new byte[length];
        copy(getLong(column), bytes, length);
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    private int length(int column) {
        return UnsafeApi.getInt(lengths[column] + Integer.BYTES * row);
    }

    /** Eight bytes at a time, the last ones perhaps twice: a call to copy so few would take longer. */
    private static void copy(long address, byte[] bytes, int length) {
        if (length < Long.BYTES) {
            for (int position = 0; position < length; position++) {
                bytes[position] = UnsafeApi.getByte(address + position);
            }
            return;
        }
        int last = length - Long.BYTES;
        for (int position = 0; position < last; position += Long.BYTES) {
            UnsafeApi.putLong(bytes, BYTES + position, UnsafeApi.getLong(address + position));
        }
        UnsafeApi.putLong(bytes, BYTES + last, UnsafeApi.getLong(address + last));
    }
}
