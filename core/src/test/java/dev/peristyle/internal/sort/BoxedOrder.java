package dev.peristyle.internal.sort;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The order of rows by sort keys, over plain objects. */
record BoxedOrder(List<BoundSortKey> keys) implements Comparator<Object[]> {

    @Override
    public int compare(Object[] left, Object[] right) {
        for (BoundSortKey key : keys) {
            Object one = left[key.column()];
            Object other = right[key.column()];
            int order;
            if (one == null || other == null) {
                order = one == other ? 0 : (one == null) == key.nullsFirst() ? -1 : 1;
            } else {
                order = key.descending() ? values(other, one) : values(one, other);
            }
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    @SuppressWarnings("unchecked") // both values are of the column's one type
    private static int values(Object one, Object other) {
        if (one instanceof String text) {
            return Arrays.compareUnsigned(
                    text.getBytes(StandardCharsets.UTF_8), ((String) other).getBytes(StandardCharsets.UTF_8));
        } else if (one instanceof byte[] bytes) {
            return Arrays.compareUnsigned(bytes, (byte[]) other);
        } else if (one instanceof Double number) {
            return Double.compare(number == 0 ? 0 : number, (Double) other == 0 ? 0 : (Double) other);
        } else if (one instanceof Float number) {
            return Float.compare(number == 0 ? 0 : number, (Float) other == 0 ? 0 : (Float) other);
        }
        return ((Comparable<Object>) one).compareTo(other);
    }
}
