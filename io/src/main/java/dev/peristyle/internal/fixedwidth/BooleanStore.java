package dev.peristyle.internal.fixedwidth;

import dev.peristyle.column.Column;
import dev.peristyle.internal.fixedwidth.kernel.NullKernel;
import dev.peristyle.internal.fixedwidth.kernel.SpreadKernel;

/** Bits as bytes of 0 and 1. Nothing stands for null. */
final class BooleanStore extends FieldStore {

    @Override
    int store(Column column, int rows, long target, long stride) {
        int bad = column.nullCount() == 0 ? ALL : NullKernel.first(column.validityAddress(), rows);
        SpreadKernel.spreadBits(column.valuesAddress(), bad == ALL ? rows : bad, target, stride);
        return bad;
    }
}
