package dev.peristyle.internal.expression;

import dev.peristyle.internal.expression.Bound.Constant;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.DataType.Kind;
import java.util.List;

/** The type in which values of different types meet. */
final class CommonType {

    private static final int INT_DIGITS = 10;
    private static final int LONG_DIGITS = 19;

    private CommonType() {}

    /** Converts all to one type. */
    static List<Bound> convert(List<Bound> operands, Node node) {
        DataType common = null;
        for (Bound operand : operands) {
            if (!Constants.isUntyped(operand)) {
                common = of(common, operand.type());
                if (common == null) {
                    throw mismatch(operands, node);
                }
            }
        }
        if (common == null) {
            throw new IllegalArgumentException(node.describe() + " has no type; write lit(null).cast(type)");
        }
        DataType target = common;
        return operands.stream()
                .map(operand -> Conversions.implicit(operand, target, node))
                .toList();
    }

    private static IllegalArgumentException mismatch(List<Bound> operands, Node node) {
        return TypeErrors.mismatch(
                node, "the values must have one type", "cast them to the same type", operands.toArray(Bound[]::new));
    }

    /** The type in which both fit, or null when there is none. */
    static DataType of(DataType left, DataType right) {
        if (left == null || left.equals(right)) {
            return right;
        }
        if (left.isNumeric() && right.isNumeric()) {
            return numeric(left, right);
        }
        if (left.kind() == Kind.DATE && right.kind() == Kind.TIMESTAMP) {
            return right;
        }
        if (left.kind() == Kind.TIMESTAMP && right.kind() == Kind.DATE) {
            return left;
        }
        return null;
    }

    private static DataType numeric(DataType left, DataType right) {
        if (left.kind() == Kind.DOUBLE || right.kind() == Kind.DOUBLE) {
            return DataType.DOUBLE;
        }
        if (left.kind() == Kind.FLOAT || right.kind() == Kind.FLOAT) {
            return DataType.FLOAT;
        }
        if (left.kind() == Kind.DECIMAL || right.kind() == Kind.DECIMAL) {
            int scale = Math.max(left.scale(), right.scale());
            int digits = Math.max(integerDigits(left), integerDigits(right));
            return DataType.decimal(Math.min(DataType.MAX_DECIMAL_PRECISION, digits + scale), scale);
        }
        return left.kind() == Kind.LONG || right.kind() == Kind.LONG ? DataType.LONG : DataType.INT;
    }

    /** Digits before the decimal point. */
    static int integerDigits(DataType type) {
        return switch (type.kind()) {
            case INT -> INT_DIGITS;
            case LONG -> LONG_DIGITS;
            default -> type.precision() - type.scale();
        };
    }

    /** An int or long as a decimal without fraction; a constant with just the digits it has. */
    static Bound asDecimal(Bound operand, Node node) {
        if (operand.type().kind() == Kind.DECIMAL) {
            return operand;
        }
        if (operand instanceof Constant constant && !constant.isNull()) {
            return Constants.decimal(Constants.exact(constant));
        }
        int digits = Math.min(DataType.MAX_DECIMAL_PRECISION, integerDigits(operand.type()));
        return Conversions.implicit(operand, DataType.decimal(digits, 0), node);
    }
}
