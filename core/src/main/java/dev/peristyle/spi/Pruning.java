package dev.peristyle.spi;

import dev.peristyle.spi.Condition.And;
import dev.peristyle.spi.Condition.Comparison;
import dev.peristyle.spi.Condition.In;
import dev.peristyle.spi.Condition.IsNull;
import dev.peristyle.spi.Condition.Not;
import dev.peristyle.spi.Condition.Operator;
import dev.peristyle.spi.Condition.Or;
import java.util.List;

/** Tells from statistics that no row of some rows can meet a condition. */
final class Pruning {

    private Pruning() {}

    static boolean canHold(Condition condition, Statistics statistics) {
        boolean noRows = statistics.rowCount().orElse(-1) == 0;
        return !noRows && can(condition, false, statistics);
    }

    /** Whether a condition, or its negation, can be true for a row. */
    private static boolean can(Condition condition, boolean negated, Statistics statistics) {
        if (condition instanceof Not not) {
            return can(not.part(), !negated, statistics);
        }
        if (condition instanceof And and) {
            return negated ? any(and.parts(), true, statistics) : all(and.parts(), false, statistics);
        }
        if (condition instanceof Or or) {
            return negated ? all(or.parts(), true, statistics) : any(or.parts(), false, statistics);
        }
        if (condition instanceof Comparison comparison) {
            Operator operator = comparison.operator();
            return compares(
                    negated ? operator.negated() : operator, comparison.value(), comparison.column(), statistics);
        }
        if (condition instanceof In in) {
            return negated ? equalsNone(in, statistics) : equalsOne(in, statistics);
        }
        if (condition instanceof IsNull test) {
            return negated ? hasValues(test.column(), statistics) : hasNulls(test.column(), statistics);
        }
        return true;
    }

    private static boolean all(List<Condition> parts, boolean negated, Statistics statistics) {
        return parts.stream().allMatch(part -> can(part, negated, statistics));
    }

    private static boolean any(List<Condition> parts, boolean negated, Statistics statistics) {
        return parts.stream().anyMatch(part -> can(part, negated, statistics));
    }

    private static boolean equalsOne(In in, Statistics statistics) {
        return in.values().stream().anyMatch(value -> compares(Operator.EQ, value, in.column(), statistics));
    }

    private static boolean equalsNone(In in, Statistics statistics) {
        return in.values().stream().allMatch(value -> compares(Operator.NE, value, in.column(), statistics));
    }

    private static boolean compares(Operator operator, Object value, String column, Statistics statistics) {
        if (!hasValues(column, statistics)) {
            return false;
        }
        ColumnStatistics known = statistics.column(column);
        Object min = known.min();
        Object max = known.max();
        if (min != null && !ValueOrder.comparable(min, value) || max != null && !ValueOrder.comparable(max, value)) {
            return true;
        }
        int least = min == null ? -1 : ValueOrder.compare(min, value);
        int greatest = max == null ? 1 : ValueOrder.compare(max, value);
        return switch (operator) {
            case EQ -> least <= 0 && greatest >= 0;
            case NE -> least != 0 || greatest != 0;
            case LT -> least < 0;
            case LE -> least <= 0;
            case GT -> greatest > 0;
            case GE -> greatest >= 0;
        };
    }

    private static boolean hasNulls(String column, Statistics statistics) {
        return statistics.column(column).nullCount().orElse(-1) != 0;
    }

    private static boolean hasValues(String column, Statistics statistics) {
        long nulls = statistics.column(column).nullCount().orElse(-1);
        return nulls < 0 || nulls != statistics.rowCount().orElse(-1);
    }
}
