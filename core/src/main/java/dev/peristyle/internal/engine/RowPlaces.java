package dev.peristyle.internal.engine;

import dev.peristyle.error.ComputationException;

/**
 * Gives the rows of morsels places in the order of the dataset, with gaps. Morsels that one thread reads in their order may have any
 * number of rows; where several threads read them each has room for 2 to the power of 32. Thread-safe where threads have morsels of
 * their own.
 */
final class RowPlaces {

    /** None overflows a long. */
    private static final int MORSEL_BITS = 32;

    private final long first;
    private final boolean inOrder;
    private final int bits;
    private long end;

    /**
     * Places of a stage.
     *
     * @param first the first one
     * @param inOrder whether one thread reads all morsels in their order
     */
    RowPlaces(long first, boolean inOrder) {
        this(first, inOrder, MORSEL_BITS);
    }

    /** With other room for each morsel. */
    RowPlaces(long first, boolean inOrder, int bits) {
        this.first = first;
        this.inOrder = inOrder;
        this.bits = bits;
        this.end = first;
    }

    /** The place of the first row of a morsel. */
    long begin(int morsel) {
        long place = first + ((long) morsel << bits);
        return inOrder ? Math.max(place, end) : place;
    }

    /**
     * The place after some rows of a morsel.
     *
     * @param begin where the morsel begins
     * @param place of the first of the rows
     */
    long after(long begin, long place, int rows) {
        long next = place + rows;
        if (inOrder) {
            end = next;
        } else if (next - begin > 1L << bits) {
            throw new ComputationException("a part of the input has become more than " + (1L << bits)
                    + " rows, by a join most likely, and then several threads cannot tell in which order the groups are. Use"
                    + " Execution.threads(1)");
        }
        return next;
    }

    /** The first place after those of so many morsels. */
    long next(int morsels) {
        return Math.max(end, first + ((long) morsels << bits));
    }
}
