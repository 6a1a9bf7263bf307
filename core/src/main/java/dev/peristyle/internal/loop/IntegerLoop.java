package dev.peristyle.internal.loop;

import dev.peristyle.internal.ground.WordAccess;
import java.lang.invoke.MethodHandles;

/** An operation on integers, which says what it noticed. See {@link LoopTemplate}. */
final class IntegerLoop implements RowLoop {

    private static final Form CONSTANT = LoopTemplate.operation(MethodHandles.lookup(), Form.class);

    private final Form form;

    IntegerLoop(Object form) {
        this.form = (Form) form;
    }

    /** What the loop needs to know. Ints are computed as such: they divide faster, and one check does for all operations. */
    record Form(NumberOperation operation, WordAccess access, boolean ints, Operands operands) {}

    /** Asked for in each row: what is kept in a variable is no constant where the compiler enters in the middle of a loop. */
    private Form known() {
        return CONSTANT == null ? form : CONSTANT;
    }

    @Override
    public long run(long left, long right, long result, int from, int to) {
        Form known = known();
        long start = (long) from * known.access().bytes();
        long first = known.operands() == Operands.SCALAR_FIRST ? left : left + start;
        long second = known.operands() == Operands.SCALAR_SECOND ? right : right + start;
        return known.ints()
                ? ints(first, second, result + start, to - from)
                : longs(first, second, result + start, to - from);
    }

    /** From row 0: the compiler unrolls a loop whose first row it knows. */
    private long ints(long left, long right, long result, int rows) {
        long noticed = 0;
        for (int row = 0; row < rows; row++) {
            Form known = known();
            WordAccess access = known.access();
            NumberOperation operation = known.operation();
            long offset = (long) row * access.bytes();
            int first = (int) (known.operands() == Operands.SCALAR_FIRST ? left : access.load(left + offset));
            int second = (int) (known.operands() == Operands.SCALAR_SECOND ? right : access.load(right + offset));
            long outcome = operation.ofInts(first, second);
            noticed |= operation.noticed(first, second, outcome);
            access.store(result + offset, outcome);
        }
        return noticed;
    }

    private long longs(long left, long right, long result, int rows) {
        long noticed = 0;
        long alsoNoticed = 0;
        for (int row = 0; row < rows; row++) {
            Form known = known();
            WordAccess access = known.access();
            NumberOperation operation = known.operation();
            long offset = (long) row * access.bytes();
            long first = known.operands() == Operands.SCALAR_FIRST ? left : access.load(left + offset);
            long second = known.operands() == Operands.SCALAR_SECOND ? right : access.load(right + offset);
            long outcome = operation.ofLongs(first, second);
            noticed |= operation.noticed(first, second, outcome);
            alsoNoticed |= operation.alsoNoticed(first, second, outcome);
            access.store(result + offset, outcome);
        }
        return known().operation().summary(noticed, alsoNoticed);
    }
}
