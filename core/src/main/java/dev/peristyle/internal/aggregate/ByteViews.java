package dev.peristyle.internal.aggregate;

import dev.peristyle.column.Column;
import dev.peristyle.column.ColumnBuffer;
import dev.peristyle.column.ViewColumn;
import dev.peristyle.internal.aggregate.kernel.WideKernel;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.internal.kernel.TextKernel;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Layout;
import org.agrona.UnsafeApi;

/**
 * Shows the values of a column as bytes whose unsigned order is theirs: text and binary as they are, integers of 128 bits
 * turned into 16 bytes. So one state of each kind is enough for all that does not fit 64 bits.
 */
final class ByteViews implements AutoCloseable {

    private static final int WIDE = 16;

    /** Address of the eight-byte addresses. */
    long addresses;

    /** Address of the four-byte lengths. */
    long lengths;

    /** Address of the validity bitmap, 0 when there are no nulls. */
    long validity;

    private final GrowingBuffer scratch;

    ByteViews(MemoryPool pool, String owner) {
        this.scratch = new GrowingBuffer(pool, owner);
    }

    /** Says whether values of a type are held as bytes. */
    static boolean hold(DataType type) {
        return type.layout() == Layout.VIEW || type.layout() == Layout.INT128;
    }

    /** The bytes of the values of a column. */
    static long totalLength(Column column, int rows) {
        return column instanceof ViewColumn view
                ? TextKernel.totalLength(view.lengthsAddress(), column.validityAddress(), 0, rows)
                : (long) WIDE * rows;
    }

    /** Shows a column until the next call. */
    void bind(Column column, int rows) {
        validity = column.validityAddress();
        if (column instanceof ViewColumn view) {
            addresses = view.valuesAddress();
            lengths = view.lengthsAddress();
            return;
        }
        long bytes = scratch.ensure((WIDE + 12L) * rows);
        addresses = bytes + (long) WIDE * rows;
        lengths = addresses + 8L * rows;
        WideKernel.orderedBytes(rows, column.valuesAddress(), bytes, addresses, lengths);
    }

    /** Writes a value that was shown; bytes of any length must stay where they are as long as the column. */
    static void write(Layout layout, long address, int length, ColumnBuffer out, int row) {
        if (layout == Layout.VIEW) {
            UnsafeApi.putLong(out.valuesAddress() + 8L * row, address);
            UnsafeApi.putInt(out.lengthsAddress() + 4L * row, length);
        } else if (length == WIDE) {
            WideKernel.ofOrderedBytes(address, out.valuesAddress() + (long) WIDE * row);
        }
    }

    @Override
    public void close() {
        scratch.close();
    }
}
