package dev.peristyle.internal.expression;

import dev.peristyle.internal.expression.Bound.Constant;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.DataType.Kind;

/** Which types can be converted, and when nothing has to be done. */
final class Conversions {

    private Conversions() {}

    /** What a user asked for. */
    static Bound cast(Bound operand, DataType target, boolean orNull, Node node) {
        if (Constants.isUntyped(operand)) {
            return new Constant(target, null);
        }
        if (operand.type().equals(target)) {
            return operand;
        }
        if (!isPossible(operand.type(), target)) {
            throw TypeErrors.mismatch(
                    node, "cannot be converted to " + target, "convert it to string first, if that is meant", operand);
        }
        if (target.kind() == Kind.BOOLEAN && operand.type().isNumeric()) {
            return Comparisons.bind(Function.NE, operand, Constants.of(0), node);
        }
        return Folding.apply(orNull ? Function.TRY_CAST : Function.CAST, target, operand);
    }

    /** What an operation needs; the types have a common type. */
    static Bound implicit(Bound operand, DataType target, Node node) {
        DataType source = operand.type();
        if (source == null) {
            return new Constant(target, null);
        }
        boolean sameDecimals = source.kind() == Kind.DECIMAL
                && target.kind() == Kind.DECIMAL
                && source.scale() == target.scale()
                && source.precision() <= target.precision();
        return sameDecimals ? operand : cast(operand, target, false, node);
    }

    private static boolean isPossible(DataType source, DataType target) {
        if (source.kind() == Kind.STRING || target.kind() == Kind.STRING) {
            return true;
        }
        if (isNumberOrBoolean(source)) {
            return isNumberOrBoolean(target);
        }
        return target.kind() == Kind.DATE || target.kind() == Kind.TIMESTAMP;
    }

    private static boolean isNumberOrBoolean(DataType type) {
        return type.isNumeric() || type.kind() == Kind.BOOLEAN;
    }
}
