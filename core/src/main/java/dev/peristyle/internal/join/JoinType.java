package dev.peristyle.internal.join;

import java.util.Locale;

/** Which rows of two inputs come out of a join. */
public enum JoinType {
    INNER,
    LEFT,
    RIGHT,
    FULL,
    SEMI,
    ANTI;

    /** Whether columns of the right come out. */
    public boolean showsRight() {
        return this != SEMI && this != ANTI;
    }

    /** Whether left rows without a match come out, with nulls for the columns of the right. */
    public boolean keepsLeft() {
        return this == LEFT || this == FULL;
    }

    /** Whether right rows without a match come out. */
    public boolean keepsRight() {
        return this == RIGHT || this == FULL;
    }

    /** Whether a left row comes out only if it has a match. */
    public boolean dropsLeft() {
        return this == INNER || this == RIGHT || this == SEMI;
    }

    /** Whether a right row is seen only with a match. */
    public boolean dropsRight() {
        return !keepsRight();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
