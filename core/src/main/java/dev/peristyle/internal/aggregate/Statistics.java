package dev.peristyle.internal.aggregate;

/** A record a group that holds a sum, both extremes and the rows: what it is asked for whatever the type of the values. */
interface Statistics extends RowCounts {

    /** The smallest value's place in the order; without meaning when the group has no values. */
    long smallest(int group);

    /** The largest value's place in the order; without meaning when the group has no values. */
    long largest(int group);
}
