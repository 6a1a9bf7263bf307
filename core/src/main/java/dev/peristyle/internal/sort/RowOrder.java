package dev.peristyle.internal.sort;

import dev.peristyle.internal.sort.kernel.TextKeyKernel;

/** Compares two rows key by key: what the words of entries stand for, in plain form. */
final class RowOrder {

    private RowOrder() {}

    /**
     * Compares a row of one set of columns with a row of another one over the same keys.
     *
     * @return negative, 0 or positive
     */
    static int compare(SortColumn[] left, long leftRow, SortColumn[] right, long rightRow, int firstKey) {
        for (int key = firstKey; key < left.length; key++) {
            int order = compare(left[key], leftRow, right[key], rightRow);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static int compare(SortColumn left, long leftRow, SortColumn right, long rightRow) {
        boolean leftNull = left.isNull(leftRow);
        boolean rightNull = right.isNull(rightRow);
        if (leftNull || rightNull) {
            return leftNull == rightNull ? 0 : leftNull == left.key.nullsFirst() ? -1 : 1;
        }
        int order = switch (left.layout) {
            case BIT -> Boolean.compare(left.booleanAt(leftRow), right.booleanAt(rightRow));
            case INT32 -> Integer.compare(left.intAt(leftRow), right.intAt(rightRow));
            case INT64 -> Long.compare(left.longAt(leftRow), right.longAt(rightRow));
            // adding 0 turns -0.0 into 0.0; Float.compare and Double.compare put NaN last
            case FLOAT32 ->
                Float.compare(
                        Float.intBitsToFloat(left.intAt(leftRow)) + 0.0f,
                        Float.intBitsToFloat(right.intAt(rightRow)) + 0.0f);
            case FLOAT64 ->
                Double.compare(
                        Double.longBitsToDouble(left.longAt(leftRow)) + 0.0,
                        Double.longBitsToDouble(right.longAt(rightRow)) + 0.0);
            case VIEW ->
                TextKeyKernel.compare(
                        left.textAt(leftRow), left.lengthAt(leftRow), right.textAt(rightRow), right.lengthAt(rightRow));
        };
        return left.key.descending() ? -order : order;
    }
}
