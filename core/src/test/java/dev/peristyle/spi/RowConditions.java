package dev.peristyle.spi;

import java.util.ArrayList;
import java.util.List;

/** Conditions on one boxed row, the plain way: the oracle for what bounds and statistics say. */
final class RowConditions {

    private RowConditions() {}

    static boolean isKnown(Condition condition) {
        if (condition instanceof Condition.Not not) {
            return isKnown(not.part());
        }
        if (condition instanceof Condition.And and) {
            return and.parts().stream().allMatch(RowConditions::isKnown);
        }
        if (condition instanceof Condition.Or or) {
            return or.parts().stream().allMatch(RowConditions::isKnown);
        }
        return !(condition instanceof Condition.Opaque);
    }

    static boolean isTrue(Condition condition, Object[] row) {
        return Boolean.TRUE.equals(value(condition, row));
    }

    /** True, false or null. */
    static Boolean value(Condition condition, Object[] row) {
        if (condition instanceof Condition.Not not) {
            Boolean value = value(not.part(), row);
            return value == null ? null : !value;
        }
        if (condition instanceof Condition.And and) {
            return all(and.parts(), row, true);
        }
        if (condition instanceof Condition.Or or) {
            return all(or.parts(), row, false);
        }
        if (condition instanceof Condition.IsNull test) {
            return column(test.column(), row) == null;
        }
        if (condition instanceof Condition.In in) {
            List<Condition> comparisons = new ArrayList<>();
            for (Object value : in.values()) {
                comparisons.add(new Condition.Comparison(in.column(), Condition.Operator.EQ, value));
            }
            return all(comparisons, row, false);
        }
        Condition.Comparison comparison = (Condition.Comparison) condition;
        Object left = column(comparison.column(), row);
        if (left == null) {
            return null;
        }
        int order = ValueOrder.compare(left, comparison.value());
        return switch (comparison.operator()) {
            case EQ -> order == 0;
            case NE -> order != 0;
            case LT -> order < 0;
            case LE -> order <= 0;
            case GT -> order > 0;
            case GE -> order >= 0;
        };
    }

    private static Boolean all(List<Condition> parts, Object[] row, boolean neutral) {
        Boolean result = neutral;
        for (Condition part : parts) {
            Boolean value = value(part, row);
            if (value == null) {
                result = null;
            } else if (value != neutral) {
                return !neutral;
            }
        }
        return result;
    }

    /** Whether a row is within the bounds that a predicate gives each column. */
    static boolean isWithin(Predicate predicate, Object[] row) {
        return predicate.columns().stream().allMatch(name -> isWithin(predicate.bounds(name), column(name, row)));
    }

    static boolean isWithin(Bounds bounds, Object value) {
        if (value == null) {
            return bounds.nulls();
        }
        if (!bounds.values()) {
            return false;
        }
        int toMin = bounds.min() == null ? 1 : ValueOrder.compare(value, bounds.min());
        int toMax = bounds.max() == null ? -1 : ValueOrder.compare(value, bounds.max());
        return (toMin > 0 || toMin == 0 && bounds.minInclusive()) && (toMax < 0 || toMax == 0 && bounds.maxInclusive());
    }

    private static Object column(String name, Object[] row) {
        return row[NumberedRows.SCHEMA.indexOf(name)];
    }
}
