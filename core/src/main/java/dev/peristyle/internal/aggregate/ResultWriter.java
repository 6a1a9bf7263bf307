package dev.peristyle.internal.aggregate;

import dev.peristyle.column.ColumnBuffer;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Layout;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntToLongFunction;
import org.agrona.UnsafeApi;

/** Writes the result of one aggregate for one group. Called once per group, at the end. */
interface ResultWriter {

    /**
     * Writes a result.
     *
     * @param out the column of results, with room
     * @param row where the result goes
     * @return false when the result is null; then nothing need be written
     */
    boolean write(int group, ColumnBuffer out, int row);

    /** Longs that are never null. */
    static ResultWriter ofLong(IntToLongFunction result) {
        return (group, out, row) -> {
            UnsafeApi.putLong(out.valuesAddress() + 8L * row, result.applyAsLong(group));
            return true;
        };
    }

    /** Doubles, null where there are no values. */
    static ResultWriter ofDouble(IntToLongFunction counts, IntToDoubleFunction result) {
        return (group, out, row) -> {
            if (counts.applyAsLong(group) == 0) {
                return false;
            }
            UnsafeApi.putDouble(out.valuesAddress() + 8L * row, result.applyAsDouble(group));
            return true;
        };
    }

    /** Values of up to 64 bits by their places in the order of their type, null where there are no values. */
    static ResultWriter ofOrdered(DataType type, IntToLongFunction counts, IntToLongFunction result) {
        Layout layout = type.layout();
        return (group, out, row) -> {
            if (counts.applyAsLong(group) == 0) {
                return false;
            }
            WordCells.storeOrdered(layout, out.valuesAddress(), row, result.applyAsLong(group));
            return true;
        };
    }

    /** Values that are owned as bytes. */
    static ResultWriter ofCells(DataType type, TextCells cells) {
        Layout layout = type.layout();
        return (group, out, row) -> {
            if (!cells.isPresent(group)) {
                return false;
            }
            ByteViews.write(layout, cells.address(group), cells.length(group), out, row);
            return true;
        };
    }
}
