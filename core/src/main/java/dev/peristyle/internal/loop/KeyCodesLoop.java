package dev.peristyle.internal.loop;

import dev.peristyle.internal.ground.WordAccess;
import java.lang.invoke.MethodHandles;
import org.agrona.UnsafeApi;

/** The codes of one layout. See {@link LoopTemplate}. */
final class KeyCodesLoop implements KeyCodes {

    private static final WordAccess CONSTANT = LoopTemplate.operation(MethodHandles.lookup(), WordAccess.class);

    private final WordAccess access;

    KeyCodesLoop(Object access) {
        this.access = (WordAccess) access;
    }

    /** Asked for in each row: what is kept in a variable is no constant where the compiler enters in the middle of a loop. */
    private WordAccess known() {
        return CONSTANT == null ? access : CONSTANT;
    }

    @Override
    public long code(long address) {
        return known().code(address);
    }

    @Override
    public void write(long entries, long count, long base, int step, long flip, int drop, int bits, int at) {
        for (long entry = entries; entry < entries + (count << 4); entry += 16) {
            long row = UnsafeApi.getLong(entry + 8);
            long code = known().code(base + row * step) ^ flip;
            UnsafeApi.putLong(entry, UnsafeApi.getLong(entry) | code << drop >>> 64 - bits << at);
        }
    }
}
