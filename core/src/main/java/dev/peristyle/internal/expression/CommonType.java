package dev.peristyle.internal.expression;

import dev.peristyle.internal.expression.Bound.Constant;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.DataType.Kind;
import dev.peristyle.schema.Layout;
import java.util.ArrayList;
import java.util.List;

/** The type in which values of different types meet. */
public final class CommonType {

    private static final int INTEGER_64_DIGITS = 20;

    private CommonType() {}

    /** Converts all to one type; text literals beside dates, times and decimals are read as such. */
    public static List<Bound> convert(List<Bound> operands, Node node) {
        DataType read = null;
        for (Bound operand : operands) {
            if (!isTextLiteral(operand) && !Constants.isUntyped(operand)) {
                read = read == null ? operand.type() : of(read, operand.type());
                if (read == null) {
                    throw mismatch(operands, node);
                }
            }
        }
        List<Bound> parsed = new ArrayList<>(operands.size());
        DataType common = null;
        for (Bound operand : operands) {
            Bound value = LiteralText.parse(operand, read, node);
            parsed.add(value);
            if (!Constants.isUntyped(value)) {
                common = of(common, value.type());
                if (common == null) {
                    throw mismatch(operands, node);
                }
            }
        }
        if (common == null) {
            throw new IllegalArgumentException(node.describe() + " has no type; write lit(null).cast(type)");
        }
        List<Bound> converted = new ArrayList<>(operands.size());
        for (Bound operand : parsed) {
            converted.add(Conversions.implicit(operand, common, node));
        }
        return converted;
    }

    private static boolean isTextLiteral(Bound operand) {
        return operand instanceof Constant constant && constant.value() instanceof String;
    }

    private static IllegalArgumentException mismatch(List<Bound> operands, Node node) {
        return TypeErrors.mismatch(
                node, "the values must have one type", "cast them to the same type", operands.toArray(Bound[]::new));
    }

    /** The type in which both fit, or null when there is none. */
    public static DataType of(DataType left, DataType right) {
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
        if (left.kind() != right.kind()) {
            return null;
        }
        return switch (left.family()) {
            case BINARY -> DataType.BINARY;
            case TIME, DURATION -> finer(left, right);
            case TIMESTAMP -> left.isUtc() == right.isUtc() ? finer(left, right) : null;
            default -> null;
        };
    }

    private static DataType finer(DataType left, DataType right) {
        return left.resolution().compareTo(right.resolution()) >= 0 ? left : right;
    }

    /**
     * The type in which arithmetic is done: float for narrower numbers with a fraction, int for narrower integers and those of 16
     * bits without a sign, long for 32 bits without a sign, decimal(20,0) for 64; any other is its own.
     */
    public static DataType computing(DataType type) {
        if (type instanceof DataType.Floating floating) {
            return floating.bits() < Float.SIZE ? DataType.FLOAT : type;
        }
        if (!(type instanceof DataType.Int integer)) {
            return type;
        }
        int needed = integer.signed() ? integer.bits() : integer.bits() + 1;
        return needed <= 32 ? DataType.INT : needed <= 64 ? DataType.LONG : DataType.decimal(INTEGER_64_DIGITS, 0);
    }

    /** An operand in the type in which arithmetic is done. */
    public static Bound computed(Bound operand, Node node) {
        return operand.type() == null ? operand : Conversions.implicit(operand, computing(operand.type()), node);
    }

    /** The digits that a decimal made of two can have: more than 18 only if one of them has more. */
    public static int maxPrecision(DataType left, DataType right) {
        return left.layout() == Layout.INT128 || right.layout() == Layout.INT128
                ? DataType.MAX_DECIMAL_PRECISION
                : DataType.MAX_LONG_PRECISION;
    }

    private static DataType numeric(DataType first, DataType second) {
        DataType left = computing(first);
        DataType right = computing(second);
        if (left.kind() == Kind.DOUBLE || right.kind() == Kind.DOUBLE) {
            return DataType.DOUBLE;
        }
        if (left.kind() == Kind.FLOAT || right.kind() == Kind.FLOAT) {
            return DataType.FLOAT;
        }
        if (left.kind() == Kind.DECIMAL || right.kind() == Kind.DECIMAL) {
            int scale = Math.max(left.scale(), right.scale());
            int digits = Math.max(integerDigits(left), integerDigits(right));
            return DataType.decimal(Math.min(maxPrecision(left, right), digits + scale), scale);
        }
        return left.kind() == Kind.LONG || right.kind() == Kind.LONG ? DataType.LONG : DataType.INT;
    }

    /** Digits before the decimal point. */
    public static int integerDigits(DataType type) {
        return type instanceof DataType.Int integer ? integer.digits() : type.precision() - type.scale();
    }

    /** An int or long as a decimal without fraction; a constant with just the digits it has. */
    public static Bound asDecimal(Bound operand, int max, Node node) {
        if (operand.type().kind() == Kind.DECIMAL) {
            return operand;
        }
        if (operand instanceof Constant constant && !constant.isNull()) {
            return Constants.decimal(Constants.exact(constant));
        }
        int digits = Math.min(max, integerDigits(operand.type()));
        return Conversions.implicit(operand, DataType.decimal(digits, 0), node);
    }
}
