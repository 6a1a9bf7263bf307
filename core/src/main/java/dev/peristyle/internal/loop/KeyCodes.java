package dev.peristyle.internal.loop;

import dev.peristyle.internal.ground.WordAccess;
import dev.peristyle.schema.Layout;

/** The values of a column as unsigned numbers in their order, in loops of their own for each layout. */
public interface KeyCodes {

    /**
     * The codes of a layout.
     *
     * @param layout any but bits and views
     * @return always the same object
     */
    static KeyCodes of(Layout layout) {
        WordAccess access = WordAccess.of(layout);
        return LoopTemplate.shared(KeyCodes.class, KeyCodesLoop.class, access, layout);
    }

    /** See {@link WordAccess#code}. */
    long code(long address);

    /**
     * Adds a part of each code to the word of an entry, for layouts of at most 64 bits. An entry is a word and what names a row;
     * the value of a row is at {@code base + row * step}.
     *
     * @param entries address of the entries, 16 bytes each
     * @param count entries
     * @param flip -1 for the opposite order, else 0
     * @param drop how many of the upper bits of a code are left out
     * @param bits how many bits after these are taken, at least 1
     * @param at the bit of the word that the last of them goes to
     */
    void write(long entries, long count, long base, int step, long flip, int drop, int bits, int at);
}
