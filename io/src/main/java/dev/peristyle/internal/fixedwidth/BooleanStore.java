package dev.peristyle.internal.fixedwidth;

import dev.peristyle.column.Column;
import dev.peristyle.internal.fixedwidth.kernel.NullKernel;
import dev.peristyle.internal.kernel.SpreadKernel;

/** Bits as bytes of 0 and 1. Nothing stands for null. */
final class BooleanStore extends FieldStore {

    @Override
    int store(Column column, int from, int rows, long target, long stride) {
        long validity = validity(column, from);
        int bad = validity == 0 ? ALL : NullKernel.first(validity, rows);
        long bits = column.valuesAddress() + from / Byte.SIZE;
        SpreadKernel.spreadBits(bits, bad == ALL ? rows : bad, target, stride);
        return bad;
    }
}
