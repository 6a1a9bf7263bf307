package dev.peristyle.internal.aggregate;

import dev.peristyle.internal.expression.ArgumentRow;

/** A loop over rows for one aggregate of a user. */
interface Updates {

    /**
     * Takes the rows of a chunk in, but for those in which an argument is null.
     *
     * @param validities the addresses of the bitmaps of those arguments that have nulls
     * @param row shows the arguments; when the aggregate throws, it is at that row
     * @param state shows the words of a record
     * @param records address of the records of all groups
     * @param bytes of a record
     */
    void run(GroupBatch batch, long[] validities, ArgumentRow row, StateWords state, long records, int bytes);
}
