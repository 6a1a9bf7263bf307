package dev.peristyle.internal.record;

import java.util.Iterator;

/**
 * An iterator over what belongs to one thread. While it is lent, the threads of a run ask it in turn, and what it goes through can be read
 * by its owner but not be changed or closed.
 *
 * @param <T> the elements
 */
public interface LentIterator<T> extends Iterator<T> {

    /**
     * Lends it, by the thread that it belongs to.
     *
     * @throws IllegalStateException when the current thread is another one
     */
    void lend();

    /** Ends the loan, when no thread asks any more. Ending it again does nothing. */
    void giveBack();
}
