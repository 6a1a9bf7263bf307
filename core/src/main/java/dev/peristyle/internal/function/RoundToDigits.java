package dev.peristyle.internal.function;

import dev.peristyle.internal.expression.Bound;
import dev.peristyle.internal.expression.Bound.Apply;
import dev.peristyle.internal.expression.Bound.Constant;
import dev.peristyle.internal.expression.CommonType;
import dev.peristyle.internal.expression.Constants;
import dev.peristyle.internal.expression.Conversions;
import dev.peristyle.internal.expression.Folding;
import dev.peristyle.internal.expression.IntegerConversions.Quotient;
import dev.peristyle.internal.expression.Node;
import dev.peristyle.internal.expression.ScalarFunction;
import dev.peristyle.internal.expression.TypeErrors;
import dev.peristyle.internal.expression.Vector;
import dev.peristyle.internal.ground.DoubleAccess;
import dev.peristyle.internal.ground.PowersOfTen;
import dev.peristyle.internal.loop.WordPairOperation;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Lane;
import java.math.RoundingMode;
import java.util.List;

/**
 * A number with so many digits after the point, of the same type; with a negative number of them, a multiple of a power of ten.
 * What is rounded of a double is its product with the power of ten, itself rounded to a double: so 1.1 has one digit.
 */
public final class RoundToDigits extends WordFunction {

    public static final ScalarFunction ROUND = new RoundToDigits();

    private RoundToDigits() {
        super("round");
    }

    @Override
    public Bound bind(List<Bound> arguments, Node node) {
        int digits = digits(arguments.get(1));
        if (mode(arguments.get(2)) == RoundingMode.UNNECESSARY) {
            throw new IllegalArgumentException(node.describe() + ": UNNECESSARY rounds nothing; to have what must be"
                    + " rounded refused, use cast(DataType, RoundingMode.UNNECESSARY)");
        }
        Bound operand = Arithmetic.number(arguments.get(0), node);
        if (Constants.isUntyped(operand)) {
            return operand;
        }
        DataType type = operand.type();
        boolean floating = type instanceof DataType.Floating;
        if (!floating && digits >= type.scale()) {
            return operand;
        }
        if (!floating && digits >= 0) {
            int places = Math.min(CommonType.maxPrecision(type, type), CommonType.integerDigits(type) + 1 + digits);
            int least = type.lane() == Lane.I128 ? DataType.MAX_LONG_PRECISION + 1 : 1;
            DataType shorter = DataType.decimal(Math.max(least, places), digits);
            return Conversions.rounded(operand, shorter, mode(arguments.get(2)), node);
        }
        if (type.lane() == Lane.I128) {
            throw TypeErrors.mismatch(
                    node,
                    "needs a number of at most 64 bits for digits before the point",
                    "cast the operand to a decimal of at most 18 digits or to double",
                    operand);
        }
        int max = floating ? PowersOfTen.MAX_DOUBLE : PowersOfTen.MAX_LONG - type.scale();
        if (Math.abs(digits) > max) {
            throw new IllegalArgumentException(node.describe() + ": the digits of a " + type + " must be from " + -max
                    + (floating ? " to " + max : ""));
        }
        DataType result = floating || type instanceof DataType.Int ? type : whole(type);
        return Folding.apply(this, result, operand, arguments.get(1), arguments.get(2));
    }

    private static DataType whole(DataType decimal) {
        int digits = CommonType.integerDigits(decimal) + 1;
        return DataType.decimal(Math.min(DataType.MAX_LONG_PRECISION, digits), 0);
    }

    private static int digits(Bound argument) {
        return (Integer) ((Constant) argument).value();
    }

    private static RoundingMode mode(Bound argument) {
        return RoundingMode.valueOf((String) ((Constant) argument).value());
    }

    /** Integers near the last of their type may be rounded to one that it does not have. */
    @Override
    public boolean isFallible(DataType type) {
        return !(type instanceof DataType.Floating);
    }

    @Override
    public boolean takesConstant(Apply apply, int position) {
        return position > 0;
    }

    @Override
    WordPairOperation operation(Apply apply) {
        DataType type = apply.first().type();
        int digits = digits(apply.second());
        RoundingMode mode = mode(apply.argument(2));
        if (type instanceof DataType.Floating) {
            double factor = PowersOfTen.asDouble(Math.abs(digits));
            return new OfFractions(DoubleAccess.of(type.layout()), factor, digits >= 0, mode);
        }
        long limit = apply.type() instanceof DataType.Decimal decimal
                ? PowersOfTen.asLong(decimal.precision()) - 1
                : apply.type().equals(DataType.INT) ? Integer.MAX_VALUE : Long.MAX_VALUE;
        long least = apply.type() instanceof DataType.Decimal ? -limit : -limit - 1;
        long unit = PowersOfTen.asLong(-digits);
        long divisor = PowersOfTen.asLong(type.scale() - digits);
        return new OfIntegers(new Quotient(divisor, mode, least / unit, limit / unit), unit);
    }

    @Override
    String complaint(Apply apply, Vector first, Vector second, int row) {
        return "overflow of " + apply.type() + ": " + first.describe(row) + " rounded to " + digits(apply.second())
                + " digits does not fit; " + Integers.advice(apply.type());
    }

    /** An integer divided by a power of ten, and that times another one. */
    private record OfIntegers(Quotient quotient, long unit) implements WordPairOperation {

        @Override
        public Object key() {
            return List.of(OfIntegers.class, quotient, unit);
        }

        @Override
        public long apply(long number, long same) {
            return quotient.convert(number) * unit;
        }

        @Override
        public boolean isImpossible(long number, long same) {
            return quotient.isImpossible(number, quotient.convert(number));
        }
    }

    private record OfFractions(DoubleAccess access, double factor, boolean afterPoint, RoundingMode mode)
            implements WordPairOperation {

        /** From here on a double has no fraction. */
        private static final double ALL_WHOLE = 0x1p52;

        @Override
        public Object key() {
            return List.of(OfFractions.class, access, factor, afterPoint, mode);
        }

        @Override
        public long apply(long word, long same) {
            double number = access.ofWord(word);
            double scaled = afterPoint ? number * factor : number / factor;
            if (!(Math.abs(scaled) < ALL_WHOLE)) {
                return word;
            }
            double rounded = round(scaled);
            return access.toWord(afterPoint ? rounded / factor : rounded * factor);
        }

        // with if and not with switch: a switch reads the place of its case from an array, which is no constant in a
        // loop
        private double round(double number) {
            if (mode == RoundingMode.FLOOR) {
                return Math.floor(number);
            }
            if (mode == RoundingMode.CEILING) {
                return Math.ceil(number);
            }
            if (mode == RoundingMode.HALF_EVEN) {
                return Math.rint(number);
            }
            double size = Math.abs(number);
            double whole = Math.floor(size);
            double rest = size - whole;
            boolean isAway = mode == RoundingMode.HALF_UP
                    ? rest >= 0.5
                    : mode == RoundingMode.HALF_DOWN ? rest > 0.5 : mode == RoundingMode.UP && rest > 0;
            return Math.copySign(isAway ? whole + 1 : whole, number);
        }
    }
}
