package dev.peristyle.collection;

/** Elements that are made when they are asked for. */
@FunctionalInterface
interface MadeElements<R> {

    /** Makes an element. */
    R get(int index);

    /**
     * Says which elements are asked for soon; does nothing unless it is overridden.
     *
     * @param indexes address of ints
     * @param count how many
     */
    default void touch(long indexes, int count) {}
}
