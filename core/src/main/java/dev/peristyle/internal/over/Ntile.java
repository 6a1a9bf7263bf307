package dev.peristyle.internal.over;

import dev.peristyle.schema.DataType;
import org.agrona.UnsafeApi;

/** Which of some parts of a partition a row is in, from 1; the first parts have a row more where it does not come out even. */
final class Ntile extends Numbering {

    Ntile() {
        super("ntile", DataType.LONG);
    }

    @Override
    public long reach(OverCall call) {
        return Frame.END;
    }

    @Override
    void write(RowBounds bounds, int count, OverCall call, long out) {
        for (int row = 0; row < count; row++) {
            long start = UnsafeApi.getLong(bounds.partitionStarts() + 8L * row);
            long rows = UnsafeApi.getLong(bounds.partitionEnds() + 8L * row) - start;
            long least = rows / call.number();
            long longer = rows % call.number();
            long before = bounds.first() + row - start;
            long inLonger = longer * (least + 1);
            long part = before < inLonger ? before / (least + 1) : longer + (before - inLonger) / least;
            UnsafeApi.putLong(out + 8L * row, part + 1);
        }
    }
}
