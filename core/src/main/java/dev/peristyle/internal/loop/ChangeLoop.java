package dev.peristyle.internal.loop;

import dev.peristyle.internal.ground.WordAccess;
import java.lang.invoke.MethodHandles;
import org.agrona.UnsafeApi;

/** Where a value of at most 64 bits is not equal to the one before it. See {@link LoopTemplate} and {@link Loops#changes}. */
final class ChangeLoop implements RowLoop {

    private static final WordAccess CONSTANT = LoopTemplate.operation(MethodHandles.lookup(), WordAccess.class);

    private final WordAccess access;

    ChangeLoop(Object access) {
        this.access = (WordAccess) access;
    }

    /** Asked for in each row: what is kept in a variable is no constant where the compiler enters in the middle of a loop. */
    private WordAccess known() {
        return CONSTANT == null ? access : CONSTANT;
    }

    @Override
    public long run(long left, long unused, long result, int from, int to) {
        for (int base = from; base < to; base += 64) {
            long word = 0;
            int end = Math.min(64, to - base);
            for (int lane = base == 0 ? 1 : 0; lane < end; lane++) {
                WordAccess known = known();
                long address = left + (long) known.bytes() * (base + lane);
                long place = known.toOrder(known.load(address));
                long before = known.toOrder(known.load(address - known.bytes()));
                word |= (place != before ? 1L : 0L) << lane;
            }
            UnsafeApi.putLong(result + (base >>> 3), word);
        }
        return 0;
    }
}
