package dev.peristyle.spi;

import dev.peristyle.spi.Condition.And;
import dev.peristyle.spi.Condition.Comparison;
import dev.peristyle.spi.Condition.In;
import dev.peristyle.spi.Condition.IsNull;
import dev.peristyle.spi.Condition.Not;
import dev.peristyle.spi.Condition.Operator;
import dev.peristyle.spi.Condition.Or;

/**
 * What a column is in each row that passes a condition: a value between two limits, or null where that may be.
 *
 * @param min the least value, or null if there is no lower limit
 * @param minInclusive whether {@code min} itself may be
 * @param max the greatest value, or null if there is no upper limit
 * @param maxInclusive whether {@code max} itself may be
 * @param values whether there can be a value at all
 * @param nulls whether there can be a null
 */
public record Bounds(
        Object min, boolean minInclusive, Object max, boolean maxInclusive, boolean values, boolean nulls) {

    /** Nothing is known. */
    public static final Bounds NONE = new Bounds(null, false, null, false, true, true);

    /** Any value, no null. */
    static final Bounds VALUES = new Bounds(null, false, null, false, true, false);

    /** Only nulls. */
    static final Bounds NULLS = new Bounds(null, false, null, false, false, true);

    /** No row can pass. */
    static final Bounds EMPTY = new Bounds(null, false, null, false, false, false);

    /**
     * Says whether no row can pass.
     *
     * @return true if there can be neither a value nor a null
     */
    public boolean isEmpty() {
        return !values && !nulls;
    }

    /** What a condition says of a column. */
    static Bounds of(Condition condition, String column) {
        return of(condition, column, false);
    }

    private static Bounds of(Condition condition, String column, boolean negated) {
        if (condition instanceof Not not) {
            return of(not.part(), column, !negated);
        }
        if (condition instanceof And and) {
            return negated ? any(and.parts(), column, true) : all(and.parts(), column, false);
        }
        if (condition instanceof Or or) {
            return negated ? all(or.parts(), column, true) : any(or.parts(), column, false);
        }
        if (condition instanceof Comparison comparison && comparison.column().equals(column)) {
            Operator operator = comparison.operator();
            return of(negated ? operator.negated() : operator, comparison.value());
        }
        if (condition instanceof In in && in.column().equals(column)) {
            Bounds hull = negated ? VALUES : EMPTY;
            for (Object value : in.values()) {
                hull = negated ? hull : hull.or(of(Operator.EQ, value));
            }
            return hull;
        }
        if (condition instanceof IsNull test && test.column().equals(column)) {
            return negated ? VALUES : NULLS;
        }
        return NONE;
    }

    private static Bounds of(Operator operator, Object value) {
        return switch (operator) {
            case EQ -> new Bounds(value, true, value, true, true, false);
            case NE -> VALUES;
            case LT -> new Bounds(null, false, value, false, true, false);
            case LE -> new Bounds(null, false, value, true, true, false);
            case GT -> new Bounds(value, false, null, false, true, false);
            case GE -> new Bounds(value, true, null, false, true, false);
        };
    }

    private static Bounds all(Iterable<Condition> parts, String column, boolean negated) {
        Bounds result = NONE;
        for (Condition part : parts) {
            result = result.and(of(part, column, negated));
        }
        return result;
    }

    private static Bounds any(Iterable<Condition> parts, String column, boolean negated) {
        Bounds result = EMPTY;
        for (Condition part : parts) {
            result = result.or(of(part, column, negated));
        }
        return result;
    }

    /** What both say. */
    Bounds and(Bounds other) {
        boolean bothNull = nulls && other.nulls;
        if (!values || !other.values) {
            return bothNull ? NULLS : EMPTY;
        }
        boolean lower = isLower(other);
        boolean upper = isUpper(other);
        Bounds result = new Bounds(
                lower ? other.min : min,
                lower ? other.minInclusive : minInclusive,
                upper ? other.max : max,
                upper ? other.maxInclusive : maxInclusive,
                true,
                bothNull);
        return result.hasNoValue() ? (bothNull ? NULLS : EMPTY) : result;
    }

    /** Whether the other's lower limit is the stricter one. */
    private boolean isLower(Bounds other) {
        if (other.min == null || min == null) {
            return other.min != null;
        }
        int order = ValueOrder.compare(other.min, min);
        return order > 0 || order == 0 && !other.minInclusive;
    }

    private boolean isUpper(Bounds other) {
        if (other.max == null || max == null) {
            return other.max != null;
        }
        int order = ValueOrder.compare(other.max, max);
        return order < 0 || order == 0 && !other.maxInclusive;
    }

    private boolean hasNoValue() {
        if (min == null || max == null) {
            return false;
        }
        int order = ValueOrder.compare(min, max);
        return order > 0 || order == 0 && !(minInclusive && maxInclusive);
    }

    /** What at least one says. */
    Bounds or(Bounds other) {
        boolean eitherNull = nulls || other.nulls;
        if (!values || !other.values) {
            Bounds range = values ? this : other;
            return new Bounds(range.min, range.minInclusive, range.max, range.maxInclusive, range.values, eitherNull);
        }
        boolean lower = min == null || other.min != null && isLower(other);
        boolean upper = max == null || other.max != null && isUpper(other);
        return new Bounds(
                lower ? min : other.min,
                lower ? minInclusive : other.minInclusive,
                upper ? max : other.max,
                upper ? maxInclusive : other.maxInclusive,
                true,
                eitherNull);
    }
}
