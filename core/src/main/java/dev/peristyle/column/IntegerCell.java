package dev.peristyle.column;

import dev.peristyle.schema.DataType;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.agrona.UnsafeApi;

/** Reads integers: a class for each width, which loads its bits as the number that they are. */
abstract class IntegerCell extends Cell {

    private IntegerCell(DataType type, String name) {
        super(type, name);
    }

    /** Makes the one for a type; an object, so that the JVM does not load them all to verify that each is a cell. */
    static Object of(DataType type, String name) {
        switch (type.layout()) {
            case INT8:
                return new Signed8(type, name);
            case UINT8:
                return new Unsigned8(type, name);
            case INT16:
                return new Signed16(type, name);
            case UINT16:
                return new Unsigned16(type, name);
            case INT32:
                return new Signed32(type, name);
            case UINT32:
                return new Unsigned32(type, name);
            case INT64:
                return new Signed64(type, name);
            case UINT64:
                return new Unsigned64(type, name);
            default:
                throw new IllegalStateException("no integers: " + type);
        }
    }

    @Override
    double getDouble(long values, int row) {
        return getLong(values, row);
    }

    @Override
    BigInteger getBigInteger(long values, int row) {
        return BigInteger.valueOf(getLong(values, row));
    }

    @Override
    BigDecimal getDecimal(long values, int row) {
        return new BigDecimal(getBigInteger(values, row));
    }

    /** Integers that are all ints. */
    private abstract static class Narrow extends IntegerCell {

        Narrow(DataType type, String name) {
            super(type, name);
        }

        @Override
        abstract int getInt(long values, int row);

        @Override
        long getLong(long values, int row) {
            return getInt(values, row);
        }

        @Override
        Object get(long values, int row) {
            return getInt(values, row);
        }
    }

    /** {@link DataType#BYTE}. */
    static final class Signed8 extends Narrow {

        Signed8(DataType type, String name) {
            super(type, name);
        }

        @Override
        int getInt(long values, int row) {
            return UnsafeApi.getByte(values + row);
        }

        @Override
        Object get(long values, int row) {
            return UnsafeApi.getByte(values + row);
        }
    }

    /** {@link DataType#UNSIGNED_BYTE}. */
    static final class Unsigned8 extends Narrow {

        Unsigned8(DataType type, String name) {
            super(type, name);
        }

        @Override
        int getInt(long values, int row) {
            return UnsafeApi.getByte(values + row) & 0xFF;
        }
    }

    /** {@link DataType#SHORT}. */
    static final class Signed16 extends Narrow {

        Signed16(DataType type, String name) {
            super(type, name);
        }

        @Override
        int getInt(long values, int row) {
            return UnsafeApi.getShort(values + 2L * row);
        }

        @Override
        Object get(long values, int row) {
            return UnsafeApi.getShort(values + 2L * row);
        }
    }

    /** {@link DataType#UNSIGNED_SHORT}. */
    static final class Unsigned16 extends Narrow {

        Unsigned16(DataType type, String name) {
            super(type, name);
        }

        @Override
        int getInt(long values, int row) {
            return UnsafeApi.getShort(values + 2L * row) & 0xFFFF;
        }
    }

    /** {@link DataType#INT}. */
    static final class Signed32 extends Narrow {

        Signed32(DataType type, String name) {
            super(type, name);
        }

        @Override
        int getInt(long values, int row) {
            return UnsafeApi.getInt(values + 4L * row);
        }
    }

    /** {@link DataType#UNSIGNED_INT}. */
    static final class Unsigned32 extends IntegerCell {

        Unsigned32(DataType type, String name) {
            super(type, name);
        }

        @Override
        long getLong(long values, int row) {
            return UnsafeApi.getInt(values + 4L * row) & 0xFFFF_FFFFL;
        }

        @Override
        Object get(long values, int row) {
            return getLong(values, row);
        }
    }

    /** {@link DataType#LONG}. */
    static final class Signed64 extends IntegerCell {

        Signed64(DataType type, String name) {
            super(type, name);
        }

        @Override
        long getLong(long values, int row) {
            return UnsafeApi.getLong(values + 8L * row);
        }

        @Override
        Object get(long values, int row) {
            return getLong(values, row);
        }
    }

    /** {@link DataType#UNSIGNED_LONG}. */
    static final class Unsigned64 extends IntegerCell {

        Unsigned64(DataType type, String name) {
            super(type, name);
        }

        @Override
        long getLong(long values, int row) {
            long bits = UnsafeApi.getLong(values + 8L * row);
            if (bits < 0) {
                throw refuse(Long.toUnsignedString(bits), "does not fit a long; read it with getBigInteger");
            }
            return bits;
        }

        @Override
        BigInteger getBigInteger(long values, int row) {
            return Cells.unsigned(UnsafeApi.getLong(values + 8L * row));
        }

        @Override
        double getDouble(long values, int row) {
            long bits = UnsafeApi.getLong(values + 8L * row);
            // half of it, and the lost bit kept below so that the rounding of the conversion sees it
            return bits >= 0 ? bits : (double) (bits >>> 1 | bits & 1) * 2;
        }

        @Override
        Object get(long values, int row) {
            return getBigInteger(values, row);
        }
    }
}
