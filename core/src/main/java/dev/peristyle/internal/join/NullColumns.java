package dev.peristyle.internal.join;

import dev.peristyle.column.ColumnBuffer;
import dev.peristyle.schema.Layout;
import org.agrona.UnsafeApi;

/** Columns of rows that have no value. */
final class NullColumns {

    private NullColumns() {}

    /** Shows rows without a value through a buffer that is used for nothing else. */
    static void show(ColumnBuffer buffer, int rows) {
        if (rows > buffer.capacity()) {
            buffer.ensureCapacity(rows);
            Layout layout = buffer.column().type().layout();
            int capacity = buffer.capacity();
            UnsafeApi.setMemory(buffer.validityAddress(), Layout.BIT.bytes(capacity), (byte) 0);
            UnsafeApi.setMemory(buffer.valuesAddress(), layout.bytes(capacity), (byte) 0);
            if (layout == Layout.VIEW) {
                UnsafeApi.setMemory(buffer.lengthsAddress(), 4L * capacity, (byte) 0);
            }
        }
        buffer.publish(rows, rows);
    }
}
