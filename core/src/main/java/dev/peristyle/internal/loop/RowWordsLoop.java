package dev.peristyle.internal.loop;

import dev.peristyle.internal.ground.WordAccess;
import java.lang.invoke.MethodHandles;
import org.agrona.UnsafeApi;

/** The words of one layout in rows. See {@link LoopTemplate}. */
final class RowWordsLoop implements RowWords {

    private static final WordAccess CONSTANT = LoopTemplate.operation(MethodHandles.lookup(), WordAccess.class);

    private final WordAccess access;

    RowWordsLoop(Object access) {
        this.access = (WordAccess) access;
    }

    @Override
    public long word(long address) {
        // a constant only where it is asked for and not kept
        WordAccess known = CONSTANT == null ? access : CONSTANT;
        return known.toOrder(known.load(address));
    }

    @Override
    public void differ(int count, long words, long rows, int offset, long differs) {
        for (int row = 0; row < count; row++) {
            long address = UnsafeApi.getLong(rows + 8L * row);
            if (address != 0 && word(address + offset) != UnsafeApi.getLong(words + 8L * row)) {
                UnsafeApi.putByte(differs + row, (byte) 1);
            }
        }
    }
}
