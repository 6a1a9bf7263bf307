package dev.peristyle.internal.aggregate;

import dev.peristyle.column.Column;

/**
 * What one aggregate, or several that share it, remembers of each group. Every call is for a whole chunk; the loops are
 * in the kernels. Not thread-safe.
 */
interface GroupState extends AutoCloseable {

    /**
     * Gives groups their initial state.
     *
     * @param known groups that have a state
     * @param groups groups that will have one
     */
    void grow(int known, int groups);

    /**
     * Takes a chunk in.
     *
     * @param batch rows and their groups, all of which have a state
     * @param argument the values; null for a count of rows
     */
    void update(GroupBatch batch, Column argument);

    /**
     * Takes the state of another in.
     *
     * @param other a state of the same class and type
     * @param groups groups of the other
     * @param map address of the four-byte group here of each group there
     */
    void merge(GroupState other, int groups, long map);

    @Override
    void close();
}
