package dev.peristyle.internal.over;

import dev.peristyle.schema.DataType;
import org.agrona.UnsafeApi;

/** The place of a row in the order, from 1: equal rows share it, and leave no gap. */
final class DenseRank extends Numbering {

    DenseRank() {
        super("denseRank", DataType.LONG);
    }

    @Override
    void write(RowBounds bounds, int count, OverCall call, long out) {
        UnsafeApi.copyMemory(bounds.places(), out, 8L * count);
    }
}
