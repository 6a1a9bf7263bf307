package dev.peristyle.internal.join;

import dev.peristyle.JoinKind;
import dev.peristyle.Pipeline;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiPredicate;

/** A join as two loops over boxed rows, and rows of pipelines to compare it with. */
final class NaiveJoin {

    private NaiveJoin() {}

    /** All rows of a pipeline. */
    static List<List<Object>> rows(Pipeline pipeline) {
        List<List<Object>> rows = new ArrayList<>();
        pipeline.forEach(row -> {
            List<Object> values = new ArrayList<>();
            for (int column = 0; column < row.schema().size(); column++) {
                Object value = row.isNull(column) ? null : row.get(column);
                values.add(value instanceof byte[] bytes ? Arrays.toString(bytes) : value);
            }
            rows.add(values);
        });
        return rows;
    }

    /** All columns of the left, then all of the right, in the order that joins promise. */
    static List<List<Object>> join(
            List<List<Object>> left,
            int leftColumns,
            List<List<Object>> right,
            int rightColumns,
            JoinKind kind,
            BiPredicate<List<Object>, List<Object>> matches) {
        boolean[] met = new boolean[right.size()];
        List<List<Object>> result = new ArrayList<>();
        for (List<Object> row : left) {
            int found = 0;
            for (int other = 0; other < right.size(); other++) {
                if (matches.test(row, right.get(other))) {
                    found++;
                    met[other] = true;
                    if (kind != JoinKind.SEMI && kind != JoinKind.ANTI) {
                        result.add(both(row, right.get(other)));
                    }
                }
            }
            if (kind == JoinKind.SEMI && found > 0 || kind == JoinKind.ANTI && found == 0) {
                result.add(row);
            } else if ((kind == JoinKind.LEFT || kind == JoinKind.FULL) && found == 0) {
                result.add(both(row, Arrays.asList(new Object[rightColumns])));
            }
        }
        for (int other = 0; other < right.size(); other++) {
            if ((kind == JoinKind.RIGHT || kind == JoinKind.FULL) && !met[other]) {
                result.add(both(Arrays.asList(new Object[leftColumns]), right.get(other)));
            }
        }
        return result;
    }

    private static List<Object> both(List<Object> left, List<Object> right) {
        List<Object> all = new ArrayList<>(left);
        all.addAll(right);
        return all;
    }

    /** Whether two keys are equal, as comparisons say. */
    static boolean equal(Object left, Object right, boolean nullsMatch) {
        if (left == null || right == null) {
            return nullsMatch && left == right;
        }
        if (left instanceof Double first && right instanceof Double second) {
            return first.equals(second) || first.doubleValue() == second.doubleValue();
        }
        if (left instanceof Float first && right instanceof Float second) {
            return first.equals(second) || first.floatValue() == second.floatValue();
        }
        return left.equals(right);
    }
}
