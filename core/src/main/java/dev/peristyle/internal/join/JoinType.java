package dev.peristyle.internal.join;

import java.util.Locale;

/** Which rows of two inputs come out of a join. */
public enum JoinType {
    INNER,
    LEFT,
    RIGHT,
    FULL,
    SEMI,
    ANTI,
    /** The rows of the right that have a match, in their order: what semi is for whoever looks from the other side. */
    RIGHT_SEMI,
    /** The rows of the right that have none. */
    RIGHT_ANTI;

    /** Whether columns of the left come out. */
    public boolean showsLeft() {
        return this != RIGHT_SEMI && this != RIGHT_ANTI;
    }

    /** Whether columns of the right come out. */
    public boolean showsRight() {
        return this != SEMI && this != ANTI;
    }

    /** Whether left rows without a match come out, with nulls for the columns of the right. */
    public boolean keepsLeft() {
        return this == LEFT || this == FULL;
    }

    /** Whether rows of the right come out on their own, after all rows of the left: which ones is known then. */
    public boolean keepsRight() {
        return this == RIGHT || this == FULL || !showsLeft();
    }

    /** Whether a left row comes out only if it has a match. */
    public boolean dropsLeft() {
        return this == INNER || this == RIGHT || this == SEMI || !showsLeft();
    }

    /** Whether a right row is seen only with a match. */
    public boolean dropsRight() {
        return !keepsRight();
    }

    /** The join that gives the same rows when the sides change places, in another order. */
    public JoinType mirrored() {
        return switch (this) {
            case INNER, FULL -> this;
            case LEFT -> RIGHT;
            case RIGHT -> LEFT;
            case SEMI -> RIGHT_SEMI;
            case ANTI -> RIGHT_ANTI;
            case RIGHT_SEMI -> SEMI;
            case RIGHT_ANTI -> ANTI;
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
