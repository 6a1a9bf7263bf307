package dev.peristyle.internal.over;

import dev.peristyle.column.Chunk;
import dev.peristyle.column.Column;
import dev.peristyle.column.ViewColumn;
import dev.peristyle.internal.expression.kernel.Bytes;
import dev.peristyle.internal.ground.Bits;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.internal.ground.WordAccess;
import dev.peristyle.internal.loop.Loops;
import dev.peristyle.internal.over.kernel.ChangeKernel;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Layout;
import org.agrona.UnsafeApi;

/** Finds the rows that are the first ones with their keys. Equal is what is equal in a sort. Not thread-safe. */
final class KeyChanges implements AutoCloseable {

    private final int[] columns;
    private final GrowingBuffer changes;

    /** Looks at some columns. */
    KeyChanges(MemoryPool pool, String owner, int[] columns) {
        this.columns = columns;
        this.changes = new GrowingBuffer(pool, owner);
    }

    /**
     * Adds the rows in which a key changes to those of a bitmap.
     *
     * @param chunk at least one row
     * @param before the row before these, null if there is none: then the first one is a change
     * @param bits address of the bitmap, in whole words
     */
    void mark(Chunk chunk, Chunk before, long bits) {
        int count = chunk.rowCount();
        boolean first = before == null;
        for (int position : columns) {
            Column column = chunk.column(position);
            long found = changes.ensure(8L * (count + 63 >>> 6));
            mark(column, count, found);
            if (column.nullCount() > 0) {
                ChangeKernel.withNulls(column.validityAddress(), count, found);
            }
            ChangeKernel.or(found, count, bits);
            first = first || !isSame(before.column(position), column);
        }
        if (first) {
            UnsafeApi.putByte(bits, (byte) (UnsafeApi.getByte(bits) | 1));
        }
    }

    private static void mark(Column column, int count, long bits) {
        Layout layout = column.type().layout();
        long values = column.valuesAddress();
        if (column instanceof ViewColumn views) {
            ChangeKernel.changeViews(values, views.lengthsAddress(), presence(column), count, bits);
        } else if (layout == Layout.BIT) {
            ChangeKernel.changeBits(values, count, bits);
        } else if (layout.bytes() > Long.BYTES) {
            ChangeKernel.change16(values, count, bits);
        } else {
            Loops.changes(layout).run(values, 0, bits, 0, count);
        }
    }

    private static long presence(Column column) {
        return column.nullCount() == 0 ? 0 : column.validityAddress();
    }

    /** Whether the first rows of two columns of a type are equal. */
    private static boolean isSame(Column left, Column right) {
        boolean absent = Bits.isNull(presence(left), 0);
        if (absent || Bits.isNull(presence(right), 0)) {
            return absent && Bits.isNull(presence(right), 0);
        }
        long one = left.valuesAddress();
        long other = right.valuesAddress();
        if (left instanceof ViewColumn text) {
            int length = UnsafeApi.getInt(text.lengthsAddress());
            return length == UnsafeApi.getInt(((ViewColumn) right).lengthsAddress())
                    && Bytes.equal(UnsafeApi.getLong(one), UnsafeApi.getLong(other), length);
        }
        Layout layout = left.type().layout();
        if (layout == Layout.BIT) {
            return Bits.at(one, 0) == Bits.at(other, 0);
        }
        WordAccess access = WordAccess.of(layout);
        return access.toOrder(access.load(one)) == access.toOrder(access.load(other))
                && (layout.bytes() <= Long.BYTES || access.high(one) == access.high(other));
    }

    @Override
    public void close() {
        changes.close();
    }
}
