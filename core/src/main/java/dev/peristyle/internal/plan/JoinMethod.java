package dev.peristyle.internal.plan;

/** How a join is to be done. */
public enum JoinMethod {
    /** As what is known of the sides says. */
    CHOSEN,
    /** The left is read first and held, the right flows by. */
    BUILD_LEFT,
    /** The right is read first and held, the left flows by. */
    BUILD_RIGHT,
    /** Both sides are sorted by the keys, ascending and nulls last, and are read side by side. */
    MERGE
}
