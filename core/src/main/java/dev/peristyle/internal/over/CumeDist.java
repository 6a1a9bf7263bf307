package dev.peristyle.internal.over;

import dev.peristyle.schema.DataType;
import org.agrona.UnsafeApi;

/** The part of the rows that come before a row in the order or are equal to it. */
final class CumeDist extends Numbering {

    CumeDist() {
        super("cumeDist", DataType.DOUBLE);
    }

    @Override
    public boolean needsPeers() {
        return true;
    }

    @Override
    public long reach(OverCall call) {
        return Frame.END;
    }

    @Override
    void write(RowBounds bounds, int count, OverCall call, long out) {
        long starts = bounds.partitionStarts();
        long ends = bounds.partitionEnds();
        long peers = bounds.peerEnds();
        for (int row = 0; row < count; row++) {
            long start = UnsafeApi.getLong(starts + 8L * row);
            double upTo = UnsafeApi.getLong(peers + 8L * row) - start;
            UnsafeApi.putDouble(out + 8L * row, upTo / (UnsafeApi.getLong(ends + 8L * row) - start));
        }
    }
}
