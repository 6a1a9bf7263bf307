package dev.peristyle.internal.loop;

import java.lang.invoke.MethodHandles;
import org.agrona.UnsafeApi;

/**
 * Compares a column with a scalar, whose word is the second operand; begins at row 0. The bits go least significant bit
 * first; those past the last row are undefined. Eight rows are a step, in which the place of each bit is a constant. See
 * {@link LoopTemplate}.
 */
final class CompareScalarLoop implements RowLoop {

    private static final Form CONSTANT = LoopTemplate.operation(MethodHandles.lookup(), Form.class);

    private final Form form;

    CompareScalarLoop(Object form) {
        this.form = (Form) form;
    }

    /** What the loop needs to know: the test, how far values are apart, and -1 for the opposite of the test or 0. */
    record Form(ScalarTest test, int bytes, long invert) {}

    /** Asked for in each step: what is kept in a variable is no constant where the compiler enters in the middle of a loop. */
    private Form known() {
        return CONSTANT == null ? form : CONSTANT;
    }

    @Override
    public long run(long left, long scalar, long result, int from, int to) {
        Form known = known();
        long first = known.test().first(scalar);
        long second = known.test().second(scalar);
        long invert = known.invert() ^ known.test().invert(scalar);
        int row = 0;
        for (; row <= to - 8; row += 8) {
            ScalarTest test = known().test();
            long bytes = known().bytes();
            long block = left + row * bytes;
            int bits = test.test(block, first, second, 1)
                    | test.test(block + bytes, first, second, 2)
                    | test.test(block + 2 * bytes, first, second, 4)
                    | test.test(block + 3 * bytes, first, second, 8)
                    | test.test(block + 4 * bytes, first, second, 16)
                    | test.test(block + 5 * bytes, first, second, 32)
                    | test.test(block + 6 * bytes, first, second, 64)
                    | test.test(block + 7 * bytes, first, second, 128);
            UnsafeApi.putByte(result + (row >>> 3), (byte) (bits ^ invert));
        }
        if (row < to) {
            int bits = 0;
            for (int bit = 0; bit < to - row; bit++) {
                bits |= known.test().test(left + (long) (row + bit) * known.bytes(), first, second, 1 << bit);
            }
            UnsafeApi.putByte(result + (row >>> 3), (byte) (bits ^ invert));
        }
        return 0;
    }
}
