package dev.peristyle.internal.sort;

import dev.peristyle.internal.sort.kernel.TextKeyKernel;
import dev.peristyle.schema.Layout;

/** Compares two rows key by key: what the words of entries express, in plain form. */
final class RowOrder {

    private RowOrder() {}

    /**
     * Compares a row of one set of columns with a row of another one over the same keys.
     *
     * @return negative, 0 or positive
     */
    static int compare(KeyColumn[] left, long leftRow, KeyColumn[] right, long rightRow, int firstKey) {
        return compare(left, leftRow, right, rightRow, firstKey, left.length);
    }

    /** As {@link #compare(KeyColumn[], long, KeyColumn[], long, int)}, by the keys before {@code endKey}. */
    static int compare(KeyColumn[] left, long leftRow, KeyColumn[] right, long rightRow, int firstKey, int endKey) {
        for (int key = firstKey; key < endKey; key++) {
            int order = compare(left[key], leftRow, right[key], rightRow);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static int compare(KeyColumn left, long leftRow, KeyColumn right, long rightRow) {
        boolean leftNull = left.isNull(leftRow);
        boolean rightNull = right.isNull(rightRow);
        if (leftNull || rightNull) {
            return leftNull == rightNull ? 0 : leftNull == left.key.nullsFirst() ? -1 : 1;
        }
        int order = left.layout == Layout.VIEW
                ? TextKeyKernel.compare(
                        left.textAt(leftRow), left.lengthAt(leftRow), right.textAt(rightRow), right.lengthAt(rightRow))
                : compareCodes(left, leftRow, right, rightRow);
        return left.key.descending() ? -order : order;
    }

    private static int compareCodes(KeyColumn left, long leftRow, KeyColumn right, long rightRow) {
        int order = Long.compareUnsigned(left.code(leftRow, 0), right.code(rightRow, 0));
        return order == 0 && left.layout == Layout.INT128
                ? Long.compareUnsigned(left.code(leftRow, Long.SIZE), right.code(rightRow, Long.SIZE))
                : order;
    }
}
