package dev.peristyle.internal.aggregate;

import dev.peristyle.column.Column;

/** A state of the values of one column. */
interface ColumnState extends GroupState {

    /**
     * Takes a chunk in.
     *
     * @param batch rows and their groups, all of which have a state
     * @param argument the values; null for a count of rows
     */
    void update(GroupBatch batch, Column argument);

    @Override
    default void update(GroupBatch batch, Column[] arguments, int first) {
        update(batch, arguments[first]);
    }

    /**
     * Says how much memory {@link #update} may take. What {@link #grow} takes is not part of it.
     *
     * @param batch rows and their groups
     * @param argument the values; null for a count of rows
     * @return bytes at most; 0 where memory depends on the number of groups only
     */
    default long growth(GroupBatch batch, Column argument) {
        return 0;
    }

    @Override
    default long growth(GroupBatch batch, Column[] arguments, int first) {
        return growth(batch, arguments[first]);
    }
}
