package dev.peristyle.internal.expression;

import dev.peristyle.internal.expression.Bound.Constant;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.DataType.Kind;
import java.util.List;

/** The types of arithmetic. */
final class Arithmetic {

    private Arithmetic() {}

    static Bound bind(Function function, List<Bound> arguments, Node node) {
        Bound first = arguments.get(0);
        if (arguments.size() == 1) {
            if (Constants.isUntyped(first)) {
                return first;
            }
            if (!first.type().isNumeric()) {
                throw TypeErrors.mismatch(node, "needs a number", "cast the operand to a number", first);
            }
            return unary(function, first, node);
        }
        Bound second = arguments.get(1);
        if (Constants.isUntyped(first) && Constants.isUntyped(second)) {
            return first;
        }
        Bound left = Constants.isUntyped(first) ? new Constant(second.type(), null) : first;
        Bound right = Constants.isUntyped(second) ? new Constant(first.type(), null) : second;
        if (left.type().kind() == Kind.DATE || right.type().kind() == Kind.DATE) {
            return days(function, left, right, node);
        }
        if (!left.type().isNumeric() || !right.type().isNumeric()) {
            throw TypeErrors.mismatch(node, "needs numbers", "cast the operands to numbers", left, right);
        }
        return binary(function, left, right, node);
    }

    private static Bound unary(Function function, Bound operand, Node node) {
        DataType type = operand.type();
        boolean fractional = type.kind() == Kind.DOUBLE || type.kind() == Kind.FLOAT;
        switch (function) {
            case NEGATE -> {
                if (fractional) {
                    Bound minusOne = Conversions.implicit(Constants.of(-1), type, node);
                    return Folding.apply(Function.TIMES, type, operand, minusOne);
                }
                Bound zero = Conversions.implicit(Constants.of(0), type, node);
                return Folding.apply(Function.MINUS, type, zero, operand);
            }
            case ABS -> {
                return Folding.apply(Function.ABS, type, operand);
            }
            default -> {
                if (type.kind() == Kind.INT || type.kind() == Kind.LONG) {
                    return operand;
                }
                if (type.kind() == Kind.DECIMAL) {
                    int digits = Math.min(DataType.MAX_DECIMAL_PRECISION, CommonType.integerDigits(type) + 1);
                    return Folding.apply(function, DataType.decimal(digits, 0), operand);
                }
                return Folding.apply(function, type, operand);
            }
        }
    }

    private static Bound binary(Function function, Bound left, Bound right, Node node) {
        if (function == Function.DIVIDE) {
            return same(function, DataType.DOUBLE, left, right, node);
        }
        DataType common = CommonType.of(left.type(), right.type());
        if (common.kind() != Kind.DECIMAL) {
            return same(function, common, left, right, node);
        }
        Bound first = CommonType.asDecimal(left, node);
        Bound second = CommonType.asDecimal(right, node);
        return function == Function.TIMES ? product(first, second, node) : aligned(function, first, second, node);
    }

    private static Bound same(Function function, DataType type, Bound left, Bound right, Node node) {
        return Folding.apply(
                function, type, Conversions.implicit(left, type, node), Conversions.implicit(right, type, node));
    }

    private static Bound product(Bound left, Bound right, Node node) {
        int scale = left.type().scale() + right.type().scale();
        if (scale > DataType.MAX_DECIMAL_PRECISION) {
            throw TypeErrors.mismatch(
                    node,
                    "the product would have " + scale + " fraction digits, more than the "
                            + DataType.MAX_DECIMAL_PRECISION + " of a decimal",
                    "cast an operand to a smaller scale, or to double",
                    left,
                    right);
        }
        int precision = left.type().precision() + right.type().precision();
        DataType type = DataType.decimal(Math.min(DataType.MAX_DECIMAL_PRECISION, precision), scale);
        return Folding.apply(Function.TIMES, type, left, right);
    }

    /** Both at the larger scale; sums get a digit more. */
    private static Bound aligned(Function function, Bound left, Bound right, Node node) {
        int scale = Math.max(left.type().scale(), right.type().scale());
        int digits = Math.max(CommonType.integerDigits(left.type()), CommonType.integerDigits(right.type()));
        int precision = digits + scale + (function == Function.MODULO ? 0 : 1);
        DataType type = DataType.decimal(Math.min(DataType.MAX_DECIMAL_PRECISION, precision), scale);
        return Folding.apply(function, type, atScale(left, scale, node), atScale(right, scale, node));
    }

    private static Bound atScale(Bound operand, int scale, Node node) {
        int precision = CommonType.integerDigits(operand.type()) + scale;
        DataType type = DataType.decimal(Math.min(DataType.MAX_DECIMAL_PRECISION, Math.max(1, precision)), scale);
        return Conversions.implicit(operand, type, node);
    }

    /** A date plus or minus days, or the days between two dates. */
    private static Bound days(Function function, Bound left, Bound right, Node node) {
        boolean leftDate = left.type().kind() == Kind.DATE;
        boolean rightDate = right.type().kind() == Kind.DATE;
        if (function == Function.MINUS && leftDate && rightDate) {
            return Folding.apply(Function.MINUS, DataType.INT, left, right);
        }
        boolean plusDays = function == Function.PLUS && leftDate != rightDate;
        boolean minusDays = function == Function.MINUS && leftDate;
        Bound days = leftDate ? right : left;
        if ((plusDays || minusDays) && days.type().kind() == Kind.INT) {
            return Folding.apply(function, DataType.DATE, left, right);
        }
        throw TypeErrors.mismatch(
                node, "dates can be subtracted, or have days added", "use an int for the days", left, right);
    }
}
