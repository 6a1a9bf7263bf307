package dev.peristyle.internal.aggregate;

import org.agrona.UnsafeApi;

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

    /** Address of the eight-byte place of each row in the dataset; 0 where rows follow each other. */
    long ordinals;

    /** Whether every row comes after all rows of the chunks before. */
    boolean inOrder;

    /** The place of a row in the dataset. */
    long ordinal(int row) {
        return ordinals == 0 ? ordinal + row : UnsafeApi.getLong(ordinals + 8L * row);
    }
}
