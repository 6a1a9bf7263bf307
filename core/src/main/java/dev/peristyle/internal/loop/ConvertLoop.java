package dev.peristyle.internal.loop;

import dev.peristyle.internal.ground.WordAccess;
import java.lang.invoke.MethodHandles;
import org.agrona.UnsafeApi;

/**
 * Converts words; begins at row 0. The second operand is the address of a bitmap, which gets the rows that are impossible in
 * whole words; whether there are any is what it gives. See {@link LoopTemplate}.
 */
final class ConvertLoop implements RowLoop {

    private static final Form CONSTANT = LoopTemplate.operation(MethodHandles.lookup(), Form.class);

    private final Form form;

    ConvertLoop(Object form) {
        this.form = (Form) form;
    }

    /** What the loop needs to know. */
    record Form(WordAccess source, WordConversion conversion, WordAccess target) {}

    /** Asked for in each row: what is kept in a variable is no constant where the compiler enters in the middle of a loop. */
    private Form known() {
        return CONSTANT == null ? form : CONSTANT;
    }

    @Override
    public long run(long left, long impossible, long result, int from, int to) {
        long any = 0;
        for (int row = 0; row < to; row += 64) {
            long word = 0;
            int count = Math.min(64, to - row);
            for (int bit = 0; bit < count; bit++) {
                Form known = known();
                long value = known.source()
                        .load(left + (long) (row + bit) * known.source().bytes());
                long outcome = known.conversion().convert(value);
                word |= (known.conversion().isImpossible(value, outcome) ? 1L : 0L) << bit;
                known.target()
                        .store(result + (long) (row + bit) * known.target().bytes(), outcome);
            }
            UnsafeApi.putLong(impossible + (row >>> 3), word);
            any |= word;
        }
        return any;
    }
}
