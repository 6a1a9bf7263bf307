package dev.peristyle.internal.loop;

import java.lang.invoke.MethodHandles;
import org.agrona.UnsafeApi;

/**
 * An operation on floats or doubles. Floats are computed as such: half as many bytes, and twice as many at a time. See
 * {@link LoopTemplate}.
 */
final class FloatingLoop implements RowLoop {

    private static final Form CONSTANT = LoopTemplate.operation(MethodHandles.lookup(), Form.class);

    private final Form form;

    FloatingLoop(Object form) {
        this.form = (Form) form;
    }

    /** What the loop needs to know; values have four or eight bytes, as narrower ones are computed as floats. */
    record Form(NumberOperation operation, int bytes, Operands operands) {}

    /** Asked for in each row: what is kept in a variable is no constant where the compiler enters in the middle of a loop. */
    private Form known() {
        return CONSTANT == null ? form : CONSTANT;
    }

    @Override
    public long run(long left, long right, long result, int from, int to) {
        Form known = known();
        long start = (long) from * known.bytes();
        long first = known.operands() == Operands.SCALAR_FIRST ? left : left + start;
        long second = known.operands() == Operands.SCALAR_SECOND ? right : right + start;
        if (known.bytes() == Float.BYTES) {
            floats(first, second, result + start, to - from);
        } else {
            doubles(first, second, result + start, to - from);
        }
        return 0;
    }

    /** From row 0: the compiler unrolls a loop whose first row it knows. */
    private void floats(long left, long right, long result, int rows) {
        for (int row = 0; row < rows; row++) {
            Form known = known();
            long offset = (long) row << 2;
            float first = known.operands() == Operands.SCALAR_FIRST
                    ? Float.intBitsToFloat((int) left)
                    : UnsafeApi.getFloat(left + offset);
            float second = known.operands() == Operands.SCALAR_SECOND
                    ? Float.intBitsToFloat((int) right)
                    : UnsafeApi.getFloat(right + offset);
            UnsafeApi.putFloat(result + offset, known.operation().ofFloats(first, second));
        }
    }

    private void doubles(long left, long right, long result, int rows) {
        for (int row = 0; row < rows; row++) {
            Form known = known();
            long offset = (long) row << 3;
            double first = known.operands() == Operands.SCALAR_FIRST
                    ? Double.longBitsToDouble(left)
                    : UnsafeApi.getDouble(left + offset);
            double second = known.operands() == Operands.SCALAR_SECOND
                    ? Double.longBitsToDouble(right)
                    : UnsafeApi.getDouble(right + offset);
            UnsafeApi.putDouble(result + offset, known.operation().ofDoubles(first, second));
        }
    }
}
