package dev.peristyle.internal.ground;

import dev.peristyle.schema.Layout;
import org.agrona.UnsafeApi;

/** How numbers with a fraction go between memory and doubles, and what their words mean. See {@link WordAccess}. */
public abstract class DoubleAccess {

    private DoubleAccess() {}

    /**
     * The access to numbers of a layout.
     *
     * @param layout one of the lane {@link dev.peristyle.schema.Lane#F64}
     * @return always the same object
     */
    public static DoubleAccess of(Layout layout) {
        return layout == Layout.FLOAT32 ? Float32.ACCESS : Float64.ACCESS;
    }

    /** Bytes of a value in memory. */
    public abstract int bytes();

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

    private static final class Float32 extends DoubleAccess {
        static final DoubleAccess ACCESS = new Float32();

        @Override
        public int bytes() {
            return Float.BYTES;
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

        @Override
        public int bytes() {
            return Double.BYTES;
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
}
