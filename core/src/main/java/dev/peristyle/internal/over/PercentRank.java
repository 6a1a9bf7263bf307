package dev.peristyle.internal.over;

import dev.peristyle.schema.DataType;
import org.agrona.UnsafeApi;

/** The part of the other rows that come before a row in the order; 0 where there are no others. */
final class PercentRank extends Numbering {

    PercentRank() {
        super("percentRank", DataType.DOUBLE);
    }

    @Override
    public long reach(OverCall call) {
        return Frame.END;
    }

    @Override
    void write(RowBounds bounds, int count, OverCall call, long out) {
        long starts = bounds.partitionStarts();
        long ends = bounds.partitionEnds();
        long peers = bounds.peerStarts();
        for (int row = 0; row < count; row++) {
            long start = UnsafeApi.getLong(starts + 8L * row);
            long others = UnsafeApi.getLong(ends + 8L * row) - start - 1;
            double before = UnsafeApi.getLong(peers + 8L * row) - start;
            UnsafeApi.putDouble(out + 8L * row, others == 0 ? 0 : before / others);
        }
    }
}
