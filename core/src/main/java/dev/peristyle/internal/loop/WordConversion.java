package dev.peristyle.internal.loop;

/**
 * Makes a word of one layout a word of another one: integers as they are, numbers with a fraction as their bits. A record, so that
 * what it holds is constant in a loop.
 */
public interface WordConversion {

    /** What is stored; whatever the value, this must not fail. */
    long convert(long value);

    /** Whether the outcome is not what was meant, because it has no room. */
    default boolean isImpossible(long value, long outcome) {
        return false;
    }

    /** What conversions of the same kind are equal in, with their class. */
    Object key();
}
