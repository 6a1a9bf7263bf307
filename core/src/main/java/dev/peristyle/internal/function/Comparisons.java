package dev.peristyle.internal.function;

import dev.peristyle.internal.expression.Bound;
import dev.peristyle.internal.expression.Bound.Apply;
import dev.peristyle.internal.expression.Bound.Constant;
import dev.peristyle.internal.expression.CommonType;
import dev.peristyle.internal.expression.Constants;
import dev.peristyle.internal.expression.Conversions;
import dev.peristyle.internal.expression.Folding;
import dev.peristyle.internal.expression.LiteralText;
import dev.peristyle.internal.expression.Node;
import dev.peristyle.internal.expression.TypeErrors;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.DataType.Kind;
import dev.peristyle.schema.Layout;
import dev.peristyle.schema.Resolution;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** The types of comparisons. A constant is on the right, in the type and at the scale of the column. */
final class Comparisons {

    /** What no decimal reaches. */
    private static final BigInteger LIMIT = BigInteger.TEN.pow(DataType.MAX_DECIMAL_PRECISION);

    private Comparisons() {}

    static Bound bind(Comparison function, Bound left, Bound right, Node node) {
        if (Constants.isNull(left) || Constants.isNull(right)) {
            requireComparable(left, right, node);
            return new Constant(DataType.BOOLEAN, null);
        }
        Bound first = CommonType.computed(LiteralText.parse(left, right.type(), node), node);
        Bound second = CommonType.computed(LiteralText.parse(right, left.type(), node), node);
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

    private static Bound typed(Comparison function, Bound left, Bound right, Node node) {
        DataType common = CommonType.of(left.type(), right.type());
        if (common.kind() == Kind.FLOAT && (isDecimal(left) || isDecimal(right))) {
            Bound first = Conversions.implicit(left, DataType.FLOAT, node);
            return typed(function, first, Conversions.implicit(right, DataType.FLOAT, node), node);
        }
        if (common instanceof DataType.Floating) {
            return floating(function, left, right, node);
        }
        boolean constantRight = right instanceof Constant && !(left instanceof Constant);
        if (constantRight && Constants.isExactNumber(right)) {
            return exact(function, left, Constants.exact((Constant) right), node);
        }
        if (common.isNumeric() && (common.kind() == Kind.DECIMAL || left.type() != right.type())) {
            return Folding.apply(function, DataType.BOOLEAN, sixtyFourBits(left, node), sixtyFourBits(right, node));
        }
        if (isTime(left) && isTime(right)) {
            return constantRight
                    ? time(function, left, (Constant) right)
                    : Folding.apply(function, DataType.BOOLEAN, seconds(left, right, node), seconds(right, left, node));
        }
        return same(function, common, left, right, node);
    }

    /** Numbers beside doubles: doubles unless an integer has more digits than a double. */
    private static Bound floating(Comparison function, Bound left, Bound right, Node node) {
        boolean integers = isLarge(left) || isLarge(right);
        if (!integers || left.type().equals(right.type())) {
            return same(function, DataType.DOUBLE, left, right, node);
        }
        Bound first = isLarge(left) ? left : Conversions.implicit(left, DataType.DOUBLE, node);
        Bound second = isLarge(right) ? right : Conversions.implicit(right, DataType.DOUBLE, node);
        if (first instanceof Constant || !(second instanceof Constant constant)) {
            return Folding.apply(function, DataType.BOOLEAN, first, second);
        }
        if (isLarge(left)) {
            double value = (Double) constant.value();
            return Double.isNaN(value) || Double.isInfinite(value)
                    ? Always.of(function.holds(value < 0 ? 1 : -1), left)
                    : exact(function, left, new BigDecimal(value), node);
        }
        BigDecimal value = Constants.exact(constant);
        double near = value.doubleValue();
        int sign = Double.isInfinite(near) ? 1 : new BigDecimal(near).compareTo(value);
        if (sign != 0 && (function == Comparison.EQ || function == Comparison.NE)) {
            return Always.of(function == Comparison.NE, first);
        }
        double below = sign > 0 ? Math.nextDown(near) : near;
        Comparison rounded = sign == 0 ? function : function.orEqual();
        return new Apply(rounded, DataType.BOOLEAN, first, new Constant(DataType.DOUBLE, below));
    }

    /** Whether it is an integer that may have more than the 53 bits of a double. */
    private static boolean isLarge(Bound operand) {
        DataType type = operand.type();
        return type.kind() == Kind.LONG || type.kind() == Kind.DECIMAL && type.precision() == 20 && type.scale() == 0;
    }

    private static boolean isTime(Bound operand) {
        return operand.type().kind() == Kind.DATE || Timed.hasUnit(operand.type());
    }

    /** A date as seconds, which it always fits, where the other side counts in units of time. */
    private static Bound seconds(Bound operand, Bound other, Node node) {
        if (operand.type().kind() != Kind.DATE || other.type().kind() == Kind.DATE) {
            return operand;
        }
        DataType target =
                new DataType.Timestamp(Resolution.SECONDS, other.type().isUtc());
        return Conversions.implicit(operand, target, node);
    }

    /** A time against a constant, which is cut to the unit of the column in the direction that keeps the outcome. */
    private static Bound time(Comparison function, Bound left, Constant constant) {
        BigInteger nanos = BigInteger.valueOf(((Number) constant.value()).longValue())
                .multiply(BigInteger.valueOf(nanosOf(constant.type())));
        BigInteger unit = BigInteger.valueOf(nanosOf(left.type()));
        BigInteger rest = nanos.mod(unit);
        BigInteger floor = nanos.subtract(rest).divide(unit);
        boolean exact = rest.signum() == 0;
        if (!exact && (function == Comparison.EQ || function == Comparison.NE)) {
            return Always.of(function == Comparison.NE, left);
        }
        int bits = left.type().layout().bytes() * Byte.SIZE;
        if (floor.bitLength() >= bits) {
            return Always.of(function.holds(floor.signum() > 0 ? -1 : 1), left);
        }
        Constant cut = Constants.scaled(left.type(), floor);
        return new Apply(exact ? function : function.orEqual(), DataType.BOOLEAN, left, cut);
    }

    private static long nanosOf(DataType type) {
        return type.kind() == Kind.DATE
                ? Resolution.NANOS.perDay()
                : type.resolution().nanos();
    }

    private static boolean isDecimal(Bound operand) {
        return operand.type().kind() == Kind.DECIMAL;
    }

    private static Bound same(Comparison function, DataType type, Bound left, Bound right, Node node) {
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
    private static Bound exact(Comparison function, Bound left, BigDecimal value, Node node) {
        BigDecimal scaled = value.movePointRight(left.type().scale());
        BigInteger floor = scaled.setScale(0, RoundingMode.FLOOR).toBigInteger();
        boolean exact = new BigDecimal(floor).compareTo(scaled) == 0;
        if (!exact && (function == Comparison.EQ || function == Comparison.NE)) {
            return Always.of(function == Comparison.NE, left);
        }
        DataType type = left.type();
        boolean wide = type.layout() == Layout.INT128;
        boolean fits = wide ? floor.abs().compareTo(LIMIT) < 0 : Constants.fitsLong(floor);
        if (!fits) {
            return Always.of(function.holds(floor.signum() > 0 ? -1 : 1), left);
        }
        Comparison rounded = exact ? function : function.orEqual();
        if (wide) {
            DataType digits = DataType.decimal(DataType.MAX_DECIMAL_PRECISION, type.scale());
            return new Apply(rounded, DataType.BOOLEAN, left, new Constant(digits, floor));
        }
        long bits = floor.longValueExact();
        if (type.kind() == Kind.INT && bits == (int) bits) {
            return new Apply(rounded, DataType.BOOLEAN, left, new Constant(DataType.INT, (int) bits));
        }
        Bound column = sixtyFourBits(left, node);
        return new Apply(rounded, DataType.BOOLEAN, column, new Constant(column.type(), bits));
    }
}
