package dev.peristyle.internal.over;

/**
 * Rows that follow each other in the order of the window and are computed together.
 *
 * @param bounds their partitions and equals
 * @param frames their frames; null where nobody needs them
 */
record Batch(RowBounds bounds, Frames frames) {

    /** The number of the first row. */
    long first() {
        return bounds.first();
    }
}
