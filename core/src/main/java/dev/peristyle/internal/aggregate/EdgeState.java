package dev.peristyle.internal.aggregate;

/** A state that holds a value of the first or last row of each group. All those of the same rows share where these are. */
interface EdgeState extends ColumnState {

    /** Whether it is of first rows. */
    boolean isFirst();

    /** Says which rows to take values from; they are found before this state is updated or merged, and closed elsewhere. */
    void follow(EdgeRows rows);
}
