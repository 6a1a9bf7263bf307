package dev.peristyle.internal.loop;

import dev.peristyle.internal.ground.WordAccess;
import java.lang.invoke.MethodHandles;
import java.util.function.LongUnaryOperator;

/** A function of a word, from one layout to another. See {@link LoopTemplate}. */
final class WordLoop implements RowLoop {

    private static final Form CONSTANT = LoopTemplate.operation(MethodHandles.lookup(), Form.class);

    private final Form form;

    WordLoop(Object form) {
        this.form = (Form) form;
    }

    /** What the loop needs to know. */
    record Form(WordAccess source, LongUnaryOperator operation, WordAccess target) {}

    /** Asked for in each row: what is kept in a variable is no constant where the compiler enters in the middle of a loop. */
    private Form known() {
        return CONSTANT == null ? form : CONSTANT;
    }

    @Override
    public long run(long left, long right, long result, int from, int to) {
        Form known = known();
        loop(
                left + (long) from * known.source().bytes(),
                result + (long) from * known.target().bytes(),
                to - from);
        return 0;
    }

    /** From row 0: the compiler unrolls a loop whose first row it knows. */
    private void loop(long left, long result, int rows) {
        for (int row = 0; row < rows; row++) {
            Form known = known();
            long word = known.source().load(left + (long) row * known.source().bytes());
            known.target()
                    .store(
                            result + (long) row * known.target().bytes(),
                            known.operation().applyAsLong(word));
        }
    }
}
