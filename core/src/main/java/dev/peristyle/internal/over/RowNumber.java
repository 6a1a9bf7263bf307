package dev.peristyle.internal.over;

import dev.peristyle.schema.DataType;
import org.agrona.UnsafeApi;

/** The number of a row in its partition, from 1. */
final class RowNumber extends Numbering {

    RowNumber() {
        super("rowNumber", DataType.LONG);
    }

    @Override
    void write(RowBounds bounds, int count, OverCall call, long out) {
        long starts = bounds.partitionStarts();
        long number = bounds.first() + 1;
        for (int row = 0; row < count; row++) {
            UnsafeApi.putLong(out + 8L * row, number + row - UnsafeApi.getLong(starts + 8L * row));
        }
    }
}
