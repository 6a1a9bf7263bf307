package dev.peristyle.internal.aggregate;

/** Rows by group, whoever counts them. */
interface RowCounts {

    /** The rows of a group. */
    long count(int group);
}
