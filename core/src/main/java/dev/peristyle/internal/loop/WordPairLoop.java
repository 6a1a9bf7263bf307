package dev.peristyle.internal.loop;

import dev.peristyle.internal.ground.WordAccess;
import java.lang.invoke.MethodHandles;

/** A function of one or two words of layouts of their own; gives 1 if some outcome is impossible. See {@link LoopTemplate}. */
final class WordPairLoop implements RowLoop {

    private static final Form CONSTANT = LoopTemplate.operation(MethodHandles.lookup(), Form.class);

    private final Form form;

    WordPairLoop(Object form) {
        this.form = (Form) form;
    }

    /** What the loop needs to know. */
    record Form(WordAccess left, WordAccess right, WordPairOperation operation, WordAccess target) {}

    /** Asked for in each row: what is kept in a variable is no constant where the compiler enters in the middle of a loop. */
    private Form known() {
        return CONSTANT == null ? form : CONSTANT;
    }

    @Override
    public long run(long left, long right, long result, int from, int to) {
        Form known = known();
        return loop(
                left + (long) from * known.left().bytes(),
                right + (long) from * known.right().bytes(),
                result + (long) from * known.target().bytes(),
                to - from);
    }

    /** From row 0: the compiler unrolls a loop whose first row it knows. */
    private long loop(long left, long right, long result, int rows) {
        long noticed = 0;
        for (int row = 0; row < rows; row++) {
            Form known = known();
            long first = known.left().load(left + (long) row * known.left().bytes());
            long second = known.right().load(right + (long) row * known.right().bytes());
            noticed |= known.operation().isImpossible(first, second) ? 1 : 0;
            known.target()
                    .store(
                            result + (long) row * known.target().bytes(),
                            known.operation().apply(first, second));
        }
        return noticed;
    }
}
