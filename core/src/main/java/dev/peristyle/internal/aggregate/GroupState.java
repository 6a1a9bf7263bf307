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
     * @param arguments columns of values; null where rows are counted
     * @param first where its own are among them
     */
    void update(GroupBatch batch, Column[] arguments, int first);

    /**
     * Takes the state of another in.
     *
     * @param other a state of the same class and type
     * @param mapping which of its groups, and which groups here they belong to
     */
    void merge(GroupState other, GroupMapping mapping);

    /**
     * Says how much memory {@link #update} may take. What {@link #grow} takes is not part of it.
     *
     * @param batch rows and their groups
     * @param arguments columns of values; null where rows are counted
     * @param first where its own are among them
     * @return bytes at most; 0 where memory depends on the number of groups only
     */
    default long growth(GroupBatch batch, Column[] arguments, int first) {
        return 0;
    }

    /** Takes the memory that results need beside that of the groups. No rows follow. */
    default void finish() {}

    /**
     * What the state is read through.
     *
     * @param key one that it answers
     * @return an object of the key's view
     */
    default Object view(StateKey<?> key) {
        return this;
    }

    @Override
    void close();
}
