package dev.peristyle.internal.aggregate;

import dev.peristyle.column.ColumnBuffer;
import dev.peristyle.internal.aggregate.kernel.NormalizeKernel;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.DataType.Layout;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntToLongFunction;
import org.agrona.UnsafeApi;

/** Writes the result of one aggregate for one group. Called once a group, at the end. */
interface ResultWriter {

    /**
     * Writes a result.
     *
     * @param group the group
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

    /** Doubles. */
    static ResultWriter ofDouble(IntPredicate present, IntToDoubleFunction result) {
        return (group, out, row) -> {
            if (!present.test(group)) {
                return false;
            }
            UnsafeApi.putDouble(out.valuesAddress() + 8L * row, result.applyAsDouble(group));
            return true;
        };
    }

    /** Values of fixed width as {@link ValueNormalizer#raw} gives them. */
    static ResultWriter ofRaw(DataType type, IntPredicate present, IntToLongFunction result) {
        Layout layout = type.layout();
        return (group, out, row) -> {
            if (!present.test(group)) {
                return false;
            }
            CellWriter.write(layout, out.valuesAddress(), row, result.applyAsLong(group));
            return true;
        };
    }

    /** Values of fixed width by their places in the order of their type. */
    static ResultWriter ofOrdered(DataType type, IntPredicate present, IntToLongFunction result) {
        return switch (type.layout()) {
            case FLOAT32 -> ofRaw(type, present, group -> NormalizeKernel.floatOfOrder(result.applyAsLong(group)));
            case FLOAT64 -> ofRaw(type, present, group -> NormalizeKernel.doubleOfOrder(result.applyAsLong(group)));
            default -> ofRaw(type, present, result);
        };
    }

    /** Owned texts. */
    static ResultWriter ofText(TextCells cells) {
        return (group, out, row) -> {
            if (!cells.isPresent(group)) {
                return false;
            }
            UnsafeApi.putLong(out.valuesAddress() + 8L * row, cells.address(group));
            UnsafeApi.putInt(out.lengthsAddress() + 4L * row, cells.length(group));
            return true;
        };
    }
}
