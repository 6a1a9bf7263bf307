package dev.peristyle.internal.fixedwidth;

import dev.peristyle.column.ColumnBuffer;
import dev.peristyle.internal.fixedwidth.kernel.BooleanKernel;

/** Bytes of 0 and 1 as bits. */
final class BooleanLoader extends FieldLoader {

    @Override
    int load(long source, long stride, long selection, int count, ColumnBuffer target) {
        int bad = BooleanKernel.load(source, stride, selection, count, target.valuesAddress());
        if (bad == ALL) {
            target.publish(count, 0);
        }
        return bad;
    }
}
