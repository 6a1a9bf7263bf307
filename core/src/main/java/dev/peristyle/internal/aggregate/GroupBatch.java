package dev.peristyle.internal.aggregate;

/** The rows of one chunk with the group of each: what every state is updated from. Reused for every chunk. */
final class GroupBatch {

    /** Rows of the chunk. */
    int rows;

    /** Address of the four-byte group of each row. */
    long groups;

    /** Groups known now; with 1, every row is of group 0. */
    int groupCount;

    /** Groups that were known before this chunk. */
    int knownGroups;

    /** The place of row 0 in the dataset. */
    long ordinal;

    /** Whether every row stands after all rows of the chunks before. */
    boolean inOrder;

    /** Whether the groups are so few that rows would wait for each other's stores. */
    boolean wantsLanes() {
        return groupCount <= LaneScratch.MOST_GROUPS && rows >= LaneScratch.FEWEST_ROWS;
    }
}
