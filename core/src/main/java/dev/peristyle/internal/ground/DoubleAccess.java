package dev.peristyle.internal.ground;

import dev.peristyle.schema.Layout;
import org.agrona.UnsafeApi;

/**
 * What there is to know of each layout of numbers with a fraction: how they go between memory and doubles, what their words mean,
 * and how precise they are. All else is derived from it. See {@link WordAccess}.
 */
public abstract class DoubleAccess {

    private DoubleAccess() {}

    /**
     * The access to numbers of a layout.
     *
     * @param layout one of the lane {@link dev.peristyle.schema.Lane#F64}
     * @return always the same object
     */
    public static DoubleAccess of(Layout layout) {
        if (layout == Layout.FLOAT16) {
            return Float16.ACCESS;
        }
        return layout == Layout.FLOAT32 ? Float32.ACCESS : Float64.ACCESS;
    }

    /** How they are loaded, stored and ordered as words. */
    abstract WordAccess words();

    /** Bytes of a value in memory. */
    public final int bytes() {
        return words().bytes();
    }

    /** Bits of the significand, the one that is not stored among them. */
    public abstract int precision();

    /** The power of two of the smallest number that has all bits of the significand. */
    public abstract int minExponent();

    /** Loads the number at an address. */
    public abstract double load(long address);

    /** Stores a number, rounded to the nearest that the layout has. */
    public abstract void store(long address, double value);

    /** The number that a word is, see {@link WordAccess}. */
    public abstract double ofWord(long word);

    /** The word of the nearest number that the layout has. */
    public abstract long toWord(double value);

    /** The word of the number that is nearest to an integer. */
    public abstract long toWord(long value);

    /** Loads the number of a row. */
    public final double loadRow(long values, int row) {
        return load(values + (long) bytes() * row);
    }

    /** Stores the number of a row. */
    public final void storeRow(long values, int row, double value) {
        store(values + (long) bytes() * row, value);
    }

    private static final class Float16 extends DoubleAccess {
        static final DoubleAccess ACCESS = new Float16();

        private static final WordAccess WORDS = new Float16Words();

        @Override
        WordAccess words() {
            return WORDS;
        }

        @Override
        public int precision() {
            return 11;
        }

        @Override
        public int minExponent() {
            return -14;
        }

        @Override
        public double load(long address) {
            return HalfPrecision.toFloat(UnsafeApi.getShort(address));
        }

        @Override
        public void store(long address, double value) {
            UnsafeApi.putShort(address, HalfPrecision.nearest(value));
        }

        @Override
        public double ofWord(long word) {
            return HalfPrecision.toFloat((short) word);
        }

        @Override
        public long toWord(double value) {
            return HalfPrecision.nearest(value);
        }

        @Override
        public long toWord(long value) {
            return HalfPrecision.nearest((double) value);
        }
    }

    private static final class Float16Words extends WordAccess.Int16 {
        @Override
        public long toOrder(long word) {
            return HalfPrecision.ordered((short) word);
        }

        @Override
        public long ofOrder(long place) {
            return HalfPrecision.ofOrdered((short) place);
        }

        @Override
        public boolean isInt() {
            return false;
        }
    }

    private static final class Float32 extends DoubleAccess {
        static final DoubleAccess ACCESS = new Float32();

        private static final WordAccess WORDS = new Float32Words();

        @Override
        WordAccess words() {
            return WORDS;
        }

        @Override
        public int precision() {
            return 24;
        }

        @Override
        public int minExponent() {
            return -126;
        }

        @Override
        public double load(long address) {
            return UnsafeApi.getFloat(address);
        }

        @Override
        public void store(long address, double value) {
            UnsafeApi.putFloat(address, (float) value);
        }

        @Override
        public double ofWord(long word) {
            return Float.intBitsToFloat((int) word);
        }

        @Override
        public long toWord(double value) {
            return Float.floatToRawIntBits((float) value);
        }

        @Override
        public long toWord(long value) {
            return Float.floatToRawIntBits((float) value);
        }
    }

    private static final class Float64 extends DoubleAccess {
        static final DoubleAccess ACCESS = new Float64();

        private static final WordAccess WORDS = new Float64Words();

        @Override
        WordAccess words() {
            return WORDS;
        }

        @Override
        public int precision() {
            return 53;
        }

        @Override
        public int minExponent() {
            return -1022;
        }

        @Override
        public double load(long address) {
            return UnsafeApi.getDouble(address);
        }

        @Override
        public void store(long address, double value) {
            UnsafeApi.putDouble(address, value);
        }

        @Override
        public double ofWord(long word) {
            return Double.longBitsToDouble(word);
        }

        @Override
        public long toWord(double value) {
            return Double.doubleToRawLongBits(value);
        }

        @Override
        public long toWord(long value) {
            return Double.doubleToRawLongBits((double) value);
        }
    }

    private static final class Float32Words extends WordAccess.Int32 {
        @Override
        public long toOrder(long word) {
            return DoubleOrder.ordered((int) word);
        }

        @Override
        public long ofOrder(long place) {
            return DoubleOrder.ofOrdered((int) place);
        }

        @Override
        public boolean isInt() {
            return false;
        }
    }

    private static final class Float64Words extends WordAccess.Int64 {
        @Override
        public long toOrder(long word) {
            return DoubleOrder.ordered(word);
        }

        @Override
        public long ofOrder(long place) {
            return DoubleOrder.ofOrdered(place);
        }
    }
}
