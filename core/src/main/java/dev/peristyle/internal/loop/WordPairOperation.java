package dev.peristyle.internal.loop;

/**
 * A function of one or two words: integers as they are, numbers with a fraction as their bits. Of one, both are it. A record or
 * an enum, so that what it holds is constant in a loop.
 */
public interface WordPairOperation {

    /** The outcome; whatever the words, this must not fail. */
    long apply(long first, long second);

    /** Whether there is no such outcome. */
    default boolean isImpossible(long first, long second) {
        return false;
    }

    /** What it is equal in. */
    default Object key() {
        return this;
    }
}
