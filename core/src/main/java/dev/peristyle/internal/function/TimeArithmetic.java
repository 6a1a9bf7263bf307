package dev.peristyle.internal.function;

import dev.peristyle.internal.expression.Bound;
import dev.peristyle.internal.expression.Conversions;
import dev.peristyle.internal.expression.Folding;
import dev.peristyle.internal.expression.Node;
import dev.peristyle.internal.expression.ScalarFunction;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.DataType.Kind;
import dev.peristyle.schema.Resolution;

/** Sums and differences of timestamps, times of day and durations, in the finer unit of both. */
final class TimeArithmetic {

    private TimeArithmetic() {}

    /** The type of the result; null when there is none. */
    static DataType result(ScalarFunction function, DataType left, DataType right) {
        boolean isPlus = function == Plus.PLUS;
        boolean isMinus = function == Minus.MINUS;
        if (!isPlus && !isMinus) {
            return null;
        }
        Kind first = left.kind();
        Kind second = right.kind();
        if (second == Kind.DURATION && (first == Kind.TIMESTAMP || first == Kind.DURATION)) {
            return Timed.withUnit(left, unit(left, right));
        }
        if (isPlus && first == Kind.DURATION && second == Kind.TIMESTAMP) {
            return Timed.withUnit(right, unit(left, right));
        }
        boolean comparable =
                first == second && (first == Kind.TIME || first == Kind.TIMESTAMP && left.isUtc() == right.isUtc());
        return isMinus && comparable ? DataType.duration(unit(left, right)) : null;
    }

    static Bound bind(ScalarFunction function, DataType type, Bound left, Bound right, Node node) {
        Resolution unit = type.resolution();
        Bound first = Conversions.implicit(left, Timed.withUnit(left.type(), unit), node);
        return Folding.apply(
                function, type, first, Conversions.implicit(right, Timed.withUnit(right.type(), unit), node));
    }

    private static Resolution unit(DataType left, DataType right) {
        return left.resolution().compareTo(right.resolution()) >= 0 ? left.resolution() : right.resolution();
    }
}
