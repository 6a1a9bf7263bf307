package dev.peristyle.internal.loop;

/** A loop over rows. */
public interface RowLoop {

    /**
     * Computes the rows {@code [from, to)}.
     *
     * @param left address of the first operand's values
     * @param right address of the second operand's values; anything where there is none
     * @return what it noticed, for loops that say so; else 0
     */
    long run(long left, long right, long result, int from, int to);
}
