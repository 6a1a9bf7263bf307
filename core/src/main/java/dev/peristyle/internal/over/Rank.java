package dev.peristyle.internal.over;

import dev.peristyle.schema.DataType;
import org.agrona.UnsafeApi;

/** The number of the first row that is equal in the order: equal rows share it, and leave a gap. */
final class Rank extends Numbering {

    Rank() {
        super("rank", DataType.LONG);
    }

    @Override
    void write(RowBounds bounds, int count, OverCall call, long out) {
        long starts = bounds.partitionStarts();
        long peers = bounds.peerStarts();
        for (int row = 0; row < count; row++) {
            long start = UnsafeApi.getLong(starts + 8L * row);
            UnsafeApi.putLong(out + 8L * row, UnsafeApi.getLong(peers + 8L * row) - start + 1);
        }
    }
}
