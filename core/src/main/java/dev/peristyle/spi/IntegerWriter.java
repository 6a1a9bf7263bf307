package dev.peristyle.spi;

import dev.peristyle.column.ColumnBuffer;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Field;
import java.math.BigInteger;
import java.util.Objects;
import org.agrona.UnsafeApi;

/** Adds integers of any width. Not thread-safe. */
public final class IntegerWriter extends ColumnWriter {

    private final int bytes;
    private final long min;
    private final long max;

    IntegerWriter(Field field, ColumnBuffer buffer) {
        super(field, buffer);
        DataType.Int type = (DataType.Int) field.type();
        int valueBits = type.signed() ? type.bits() - 1 : type.bits();
        this.bytes = type.bits() / 8;
        this.max = valueBits >= 63 ? Long.MAX_VALUE : (1L << valueBits) - 1;
        this.min = type.signed() ? -max - 1 : 0;
    }

    /**
     * Adds a row.
     *
     * @param value its value
     * @throws IllegalArgumentException when the type of the column does not have it
     * @throws IllegalStateException when the chunk is full
     */
    public void add(long value) {
        if (value < min || value > max) {
            throw unfit(value);
        }
        put(value);
    }

    /**
     * Adds a row, also one that only an unsigned column of 64 bits can have.
     *
     * @param value its value
     * @throws IllegalArgumentException when the type of the column does not have it
     * @throws IllegalStateException when the chunk is full
     */
    public void add(BigInteger value) {
        Objects.requireNonNull(value, "value");
        boolean large = bytes == Long.BYTES && min == 0 && value.signum() >= 0 && value.bitLength() <= Long.SIZE;
        if (!large && value.bitLength() >= Long.SIZE) {
            throw unfit(value);
        }
        if (large) {
            put(value.longValue());
        } else {
            add(value.longValue());
        }
    }

    private void put(long value) {
        long address = buffer.valuesAddress() + (long) next() * bytes;
        switch (bytes) {
            case 1 -> UnsafeApi.putByte(address, (byte) value);
            case 2 -> UnsafeApi.putShort(address, (short) value);
            case 4 -> UnsafeApi.putInt(address, (int) value);
            default -> UnsafeApi.putLong(address, value);
        }
    }
}
