package dev.peristyle.internal.ground;

import dev.peristyle.schema.Lane;
import dev.peristyle.schema.Layout;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.agrona.UnsafeApi;

/**
 * How values of a layout go between memory and 64-bit words: a class per layout, for all that load and store values. A loop to
 * which one is a constant compiles it into itself. They are classes and not lambdas because a process pays for each it
 * needs at its start, and half as much.
 */
public abstract class WordAccess {

    private static final Map<Layout, WordAccess> KNOWN = new ConcurrentHashMap<>();

    WordAccess() {}

    /**
     * The access to values of a layout.
     *
     * @param layout any but bits and views
     * @return always the same object
     */
    public static WordAccess of(Layout layout) {
        WordAccess known = KNOWN.get(layout);
        if (known != null) {
            return known;
        }
        WordAccess made = make(layout);
        WordAccess first = KNOWN.putIfAbsent(layout, made);
        return first == null ? made : first;
    }

    private static WordAccess make(Layout layout) {
        if (layout.lane() == Lane.F64) {
            return DoubleAccess.of(layout).words();
        }
        return (WordAccess) integers(layout);
    }

    /** Makes the one for integers; an object, so that the JVM does not load them all to verify that each is an access. */
    private static Object integers(Layout layout) {
        switch (layout) {
            case INT8:
                return new Int8();
            case INT16:
                return new Int16();
            case INT32:
                return new Int32();
            case INT64:
                return new Int64();
            case UINT8:
                return new UnsignedInt8();
            case UINT16:
                return new UnsignedInt16();
            case UINT32:
                return new UnsignedInt32();
            case UINT64:
                return new UnsignedInt64();
            case INT128:
                return new Int128();
            default:
                throw new IllegalArgumentException("no words: " + layout);
        }
    }

    /** Bytes of a value in memory. */
    public abstract int bytes();

    /** Loads a value: integers with their sign, of 128 bits the low half, numbers with a fraction as their bits. */
    public abstract long load(long address);

    /** Stores the last bits of a word. */
    public abstract void store(long address, long word);

    /** The high half of the value at an address as an integer of 128 bits. */
    public long high(long address) {
        return load(address) >> 63;
    }

    /** Brings a word to its place in the order of its type, as a signed integer. */
    public long toOrder(long word) {
        return word;
    }

    /** The word at a place; all equal values come back as one. */
    public long ofOrder(long place) {
        return place;
    }

    /** The least place that there is in the order. */
    public long leastPlace() {
        return Long.MIN_VALUE >> Long.SIZE - Byte.SIZE * bytes();
    }

    /**
     * The value at an address as an unsigned number in the order of its type, with the highest bit at the upper end of the word;
     * of 128 bits the upper half.
     */
    public long code(long address) {
        return toOrder(load(address)) - leastPlace() << Long.SIZE - Byte.SIZE * bytes();
    }

    /** Whether all values are ints. */
    public boolean isInt() {
        return false;
    }

    /** Loads the value of a row. */
    public final long loadRow(long values, int row) {
        return load(values + (long) bytes() * row);
    }

    /** Stores the value of a row. */
    public final void storeRow(long values, int row, long word) {
        store(values + (long) bytes() * row, word);
    }

    private static class Int8 extends WordAccess {
        @Override
        public int bytes() {
            return Byte.BYTES;
        }

        @Override
        public long load(long address) {
            return UnsafeApi.getByte(address);
        }

        @Override
        public void store(long address, long word) {
            UnsafeApi.putByte(address, (byte) word);
        }

        @Override
        public boolean isInt() {
            return true;
        }
    }

    /** Also the words of what else has two bytes. */
    static class Int16 extends WordAccess {
        @Override
        public int bytes() {
            return Short.BYTES;
        }

        @Override
        public long load(long address) {
            return UnsafeApi.getShort(address);
        }

        @Override
        public void store(long address, long word) {
            UnsafeApi.putShort(address, (short) word);
        }

        @Override
        public boolean isInt() {
            return true;
        }
    }

    /** Also the words of what else has four bytes. */
    static class Int32 extends WordAccess {
        @Override
        public int bytes() {
            return Integer.BYTES;
        }

        @Override
        public long load(long address) {
            return UnsafeApi.getInt(address);
        }

        @Override
        public void store(long address, long word) {
            UnsafeApi.putInt(address, (int) word);
        }

        @Override
        public boolean isInt() {
            return true;
        }
    }

    /** Also the words of what else has eight bytes. */
    static class Int64 extends WordAccess {
        @Override
        public int bytes() {
            return Long.BYTES;
        }

        @Override
        public long load(long address) {
            return UnsafeApi.getLong(address);
        }

        @Override
        public void store(long address, long word) {
            UnsafeApi.putLong(address, word);
        }
    }

    private static class UnsignedInt8 extends Int8 {
        @Override
        public long load(long address) {
            return UnsafeApi.getByte(address) & 0xFFL;
        }

        @Override
        public long leastPlace() {
            return 0;
        }
    }

    private static class UnsignedInt16 extends Int16 {
        @Override
        public long load(long address) {
            return UnsafeApi.getShort(address) & 0xFFFFL;
        }

        @Override
        public long leastPlace() {
            return 0;
        }
    }

    private static class UnsignedInt32 extends Int32 {
        @Override
        public long load(long address) {
            return UnsafeApi.getInt(address) & 0xFFFF_FFFFL;
        }

        @Override
        public long leastPlace() {
            return 0;
        }

        @Override
        public boolean isInt() {
            return false;
        }
    }

    private static class UnsignedInt64 extends Int64 {
        @Override
        public long high(long address) {
            return 0;
        }

        @Override
        public long toOrder(long word) {
            return word ^ Long.MIN_VALUE;
        }

        @Override
        public long ofOrder(long place) {
            return place ^ Long.MIN_VALUE;
        }
    }

    private static class Int128 extends WordAccess {
        @Override
        public int bytes() {
            return 2 * Long.BYTES;
        }

        @Override
        public long load(long address) {
            return UnsafeApi.getLong(address);
        }

        @Override
        public void store(long address, long word) {
            UnsafeApi.putLong(address, word);
            UnsafeApi.putLong(address + 8, word >> 63);
        }

        @Override
        public long code(long address) {
            return high(address) ^ Long.MIN_VALUE;
        }

        @Override
        public long high(long address) {
            return UnsafeApi.getLong(address + 8);
        }
    }
}
