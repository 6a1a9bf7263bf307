package dev.peristyle.internal.expression;

import dev.peristyle.internal.expression.Bound.Apply;
import dev.peristyle.internal.expression.Bound.Constant;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.DataType.Kind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** The types of comparisons. A constant stands on the right, in the type and at the scale of the column. */
final class Comparisons {

    private Comparisons() {}

    static Bound bind(Function function, Bound left, Bound right, Node node) {
        if (Constants.isNull(left) || Constants.isNull(right)) {
            requireComparable(left, right, node);
            return new Constant(DataType.BOOLEAN, null);
        }
        Bound first = LiteralText.parse(left, right.type(), node);
        Bound second = LiteralText.parse(right, left.type(), node);
        requireComparable(first, second, node);
        if (first instanceof Constant && !(second instanceof Constant)) {
            return typed(function.mirrored(), second, first, node);
        }
        return typed(function, first, second, node);
    }

    private static void requireComparable(Bound left, Bound right, Node node) {
        if (Constants.isUntyped(left) || Constants.isUntyped(right)) {
            return;
        }
        if (CommonType.of(left.type(), right.type()) == null) {
            boolean timestamps =
                    left.type().kind() == Kind.TIMESTAMP && right.type().kind() == Kind.TIMESTAMP;
            throw TypeErrors.mismatch(
                    node,
                    "the operands cannot be compared",
                    timestamps
                            ? "cast one to the type of the other: an instant is taken as a local time in UTC"
                            : "cast one of them to the type of the other",
                    left,
                    right);
        }
    }

    private static Bound typed(Function function, Bound left, Bound right, Node node) {
        DataType common = CommonType.of(left.type(), right.type());
        if (common.kind() == Kind.FLOAT && (isDecimal(left) || isDecimal(right))) {
            Bound first = Conversions.implicit(left, DataType.FLOAT, node);
            return typed(function, first, Conversions.implicit(right, DataType.FLOAT, node), node);
        }
        if (common.kind() == Kind.FLOAT || common.kind() == Kind.DOUBLE) {
            return same(function, DataType.DOUBLE, left, right, node);
        }
        if (Constants.isExactNumber(right)
                && !(left instanceof Constant)
                && left.type().isNumeric()) {
            return exact(function, left, Constants.exact((Constant) right), node);
        }
        if (common.kind() == Kind.DECIMAL) {
            return Folding.apply(function, DataType.BOOLEAN, sixtyFourBits(left, node), sixtyFourBits(right, node));
        }
        return same(function, common, left, right, node);
    }

    private static boolean isDecimal(Bound operand) {
        return operand.type().kind() == Kind.DECIMAL;
    }

    private static Bound same(Function function, DataType type, Bound left, Bound right, Node node) {
        return Folding.apply(
                function,
                DataType.BOOLEAN,
                Conversions.implicit(left, type, node),
                Conversions.implicit(right, type, node));
    }

    /** Decimals and longs of any scale are compared as they are. */
    private static Bound sixtyFourBits(Bound operand, Node node) {
        return operand.type().kind() == Kind.INT ? Conversions.implicit(operand, DataType.LONG, node) : operand;
    }

    /**
     * An exact number against a constant, which is rounded to the scale of the column in the direction that keeps the
     * outcome: {@code x < 1.25} at one digit is {@code x <= 1.2}.
     */
    private static Bound exact(Function function, Bound left, BigDecimal value, Node node) {
        BigDecimal scaled = value.movePointRight(left.type().scale());
        BigInteger floor = scaled.setScale(0, RoundingMode.FLOOR).toBigInteger();
        boolean exact = new BigDecimal(floor).compareTo(scaled) == 0;
        if (!exact && (function == Function.EQ || function == Function.NE)) {
            return always(function == Function.NE, left, node);
        }
        if (!Constants.fitsLong(floor)) {
            boolean columnIsLess = floor.signum() > 0;
            return always(
                    switch (function) {
                        case LT, LE -> columnIsLess;
                        case GT, GE -> !columnIsLess;
                        default -> function == Function.NE;
                    },
                    left,
                    node);
        }
        Function rounded = switch (function) {
            case LT -> exact ? Function.LT : Function.LE;
            case GE -> exact ? Function.GE : Function.GT;
            default -> function;
        };
        return withLong(rounded, left, floor.longValueExact(), node);
    }

    private static Bound withLong(Function function, Bound left, long value, Node node) {
        if (left.type().kind() == Kind.INT && value == (int) value) {
            return new Apply(function, DataType.BOOLEAN, left, new Constant(DataType.INT, (int) value));
        }
        Bound wide = sixtyFourBits(left, node);
        return new Apply(function, DataType.BOOLEAN, wide, new Constant(wide.type(), value));
    }

    /** The same outcome for every row that has a value. */
    private static Bound always(boolean outcome, Bound left, Node node) {
        return withLong(outcome ? Function.GE : Function.LT, left, Long.MIN_VALUE, node);
    }
}
