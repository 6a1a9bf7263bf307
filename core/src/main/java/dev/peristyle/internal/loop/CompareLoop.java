package dev.peristyle.internal.loop;

import java.lang.invoke.MethodHandles;
import org.agrona.UnsafeApi;

/**
 * Compares two columns and writes whole words of bits; begins at row 0. The bits go least significant bit first; those past
 * the last row are undefined. See {@link LoopTemplate}.
 */
final class CompareLoop implements RowLoop {

    private static final Form CONSTANT = LoopTemplate.operation(MethodHandles.lookup(), Form.class);

    private final Form form;

    CompareLoop(Object form) {
        this.form = (Form) form;
    }

    /** What the loop needs to know: the test, how far values are apart, and -1 for the opposite of the test or 0. */
    record Form(PairTest test, int leftBytes, int rightBytes, long invert) {}

    /** Asked for in each row: what is kept in a variable is no constant where the compiler enters in the middle of a loop. */
    private Form known() {
        return CONSTANT == null ? form : CONSTANT;
    }

    @Override
    public long run(long left, long right, long result, int from, int to) {
        int row = 0;
        for (; row <= to - 64; row += 64) {
            UnsafeApi.putLong(result + (row >>> 3), block(left, right, row, 64));
        }
        if (row < to) {
            UnsafeApi.putLong(result + (row >>> 3), block(left, right, row, to - row));
        }
        return 0;
    }

    private long block(long left, long right, int row, int count) {
        long firstLeft = left + (long) row * known().leftBytes();
        long firstRight = right + (long) row * known().rightBytes();
        long word = 0;
        for (int bit = 0; bit < count; bit++) {
            Form known = known();
            long holds = known.test()
                    .test(firstLeft + (long) bit * known.leftBytes(), firstRight + (long) bit * known.rightBytes());
            word |= holds << bit;
        }
        return word ^ known().invert();
    }
}
