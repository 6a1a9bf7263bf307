package dev.peristyle.internal.function;

import dev.peristyle.internal.expression.Bound;
import dev.peristyle.internal.expression.Bound.Constant;
import dev.peristyle.internal.expression.CommonType;
import dev.peristyle.internal.expression.Constants;
import dev.peristyle.internal.expression.Conversions;
import dev.peristyle.internal.expression.Folding;
import dev.peristyle.internal.expression.Node;
import dev.peristyle.internal.expression.ScalarFunction;
import dev.peristyle.internal.expression.TypeErrors;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.DataType.Kind;
import java.util.List;

/** The types of arithmetic. */
final class Arithmetic {

    private Arithmetic() {}

    /** A function of one number that is null for null. */
    static Bound number(Bound operand, Node node) {
        if (!Constants.isUntyped(operand) && !operand.type().isNumeric()) {
            throw TypeErrors.mismatch(node, "needs a number", "cast the operand to a number", operand);
        }
        return CommonType.computed(operand, node);
    }

    /** A function of two numbers or times. */
    static Bound bind(ScalarFunction function, List<Bound> arguments, Node node) {
        Bound first = arguments.get(0);
        Bound second = arguments.get(1);
        if (Constants.isUntyped(first) && Constants.isUntyped(second)) {
            return first;
        }
        Bound left = CommonType.computed(Constants.isUntyped(first) ? new Constant(second.type(), null) : first, node);
        Bound right =
                CommonType.computed(Constants.isUntyped(second) ? new Constant(first.type(), null) : second, node);
        if (left.type().kind() == Kind.DATE || right.type().kind() == Kind.DATE) {
            return days(function, left, right, node);
        }
        DataType time = TimeArithmetic.result(function, left.type(), right.type());
        if (time != null) {
            return TimeArithmetic.bind(function, time, left, right, node);
        }
        if (!left.type().isNumeric() || !right.type().isNumeric()) {
            throw TypeErrors.mismatch(node, "needs numbers", "cast the operands to numbers", left, right);
        }
        return binary(function, left, right, node);
    }

    private static Bound binary(ScalarFunction function, Bound left, Bound right, Node node) {
        if (function == Divide.DIVIDE) {
            return same(function, DataType.DOUBLE, left, right, node);
        }
        DataType common = CommonType.of(left.type(), right.type());
        if (common.kind() != Kind.DECIMAL) {
            return same(function, common, left, right, node);
        }
        int max = CommonType.maxPrecision(left.type(), right.type());
        Bound first = CommonType.asDecimal(left, max, node);
        Bound second = CommonType.asDecimal(right, max, node);
        return function == Times.TIMES ? product(first, second, node) : aligned(function, first, second, node);
    }

    private static Bound same(ScalarFunction function, DataType type, Bound left, Bound right, Node node) {
        return Folding.apply(
                function, type, Conversions.implicit(left, type, node), Conversions.implicit(right, type, node));
    }

    private static Bound product(Bound left, Bound right, Node node) {
        int scale = left.type().scale() + right.type().scale();
        int max = CommonType.maxPrecision(left.type(), right.type());
        if (scale > max) {
            throw TypeErrors.mismatch(
                    node,
                    "the product would have " + scale + " fraction digits, more than the " + max + " of a decimal",
                    "cast an operand to a smaller scale, or to double",
                    left,
                    right);
        }
        int precision = left.type().precision() + right.type().precision();
        DataType type = DataType.decimal(Math.min(max, precision), scale);
        return Folding.apply(
                Times.TIMES,
                type,
                wide(left, left.type().scale(), max, node),
                wide(right, right.type().scale(), max, node));
    }

    /** Both at the larger scale; sums get a digit more. */
    private static Bound aligned(ScalarFunction function, Bound left, Bound right, Node node) {
        int max = CommonType.maxPrecision(left.type(), right.type());
        int scale = Math.max(left.type().scale(), right.type().scale());
        int digits = Math.max(CommonType.integerDigits(left.type()), CommonType.integerDigits(right.type()));
        int precision = digits + scale + (function == Modulo.MODULO ? 0 : 1);
        DataType type = DataType.decimal(Math.min(max, precision), scale);
        return Folding.apply(function, type, wide(left, scale, max, node), wide(right, scale, max, node));
    }

    /** At a scale, and in 128 bits where that is the limit. */
    private static Bound wide(Bound operand, int scale, int max, Node node) {
        int least = max > DataType.MAX_LONG_PRECISION ? DataType.MAX_LONG_PRECISION + 1 : 1;
        int precision = CommonType.integerDigits(operand.type()) + scale;
        DataType type = DataType.decimal(Math.min(max, Math.max(least, precision)), scale);
        return Conversions.implicit(operand, type, node);
    }

    /** A date plus or minus days, or the days between two dates. */
    private static Bound days(ScalarFunction function, Bound left, Bound right, Node node) {
        boolean leftDate = left.type().kind() == Kind.DATE;
        boolean rightDate = right.type().kind() == Kind.DATE;
        if (function == Minus.MINUS && leftDate && rightDate) {
            return Folding.apply(Minus.MINUS, DataType.INT, left, right);
        }
        boolean plusDays = function == Plus.PLUS && leftDate != rightDate;
        boolean minusDays = function == Minus.MINUS && leftDate;
        Bound days = leftDate ? right : left;
        if ((plusDays || minusDays) && days.type().kind() == Kind.INT) {
            return Folding.apply(function, DataType.DATE, left, right);
        }
        throw TypeErrors.mismatch(
                node, "dates can be subtracted, or have days added", "use an int for the days", left, right);
    }
}
