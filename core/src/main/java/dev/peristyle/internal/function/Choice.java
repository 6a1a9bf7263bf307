package dev.peristyle.internal.function;

import dev.peristyle.internal.expression.Bound;
import dev.peristyle.internal.expression.Bound.Apply;
import dev.peristyle.internal.expression.Bound.Constant;
import dev.peristyle.schema.DataType;

/** Choices between two values, brought to a common type. */
final class Choice {

    private Choice() {}

    static Bound of(Bound condition, Bound first, Bound second) {
        if (condition instanceof Constant constant) {
            return Boolean.TRUE.equals(constant.value()) ? first : second;
        }
        if (first instanceof Constant constant && constant.isUntypedNull()) {
            return second;
        }
        return new Apply(Case.CASE, wider(first.type(), second.type()), condition, first, second);
    }

    /** Of two decimals of the same scale the one with more digits; bytes of two lengths are of any length. */
    private static DataType wider(DataType first, DataType second) {
        if (first instanceof DataType.Binary && !first.equals(second)) {
            return DataType.BINARY;
        }
        return first != null && first.precision() > second.precision() ? first : second;
    }
}
