package dev.peristyle.internal.expression;

import dev.peristyle.internal.expression.Bound.Constant;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.DataType.Kind;
import dev.peristyle.schema.Layout;
import java.math.RoundingMode;

/** Which types can be converted, and when nothing has to be done. */
public final class Conversions {

    private Conversions() {}

    /** What a user asked for. */
    static Bound cast(Bound operand, DataType target, CastFunction cast, Node node) {
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
        if (cast.rounding() != null && !rounds(operand.type(), target)) {
            throw TypeErrors.mismatch(
                    node,
                    "cannot be rounded to " + target,
                    "numbers and texts of them are rounded to integers and decimals, times to times of a coarser unit;"
                            + " a text can be cast to the finest unit first",
                    operand);
        }
        return direct(operand, target, cast);
    }

    /** By way of the types in which is computed: narrow integers are widened first and narrowed last. */
    private static Bound direct(Bound operand, DataType target, CastFunction cast) {
        DataType source = operand.type();
        if (source.kind() == Kind.STRING || target.kind() == Kind.STRING || source.equals(target)) {
            return source.equals(target) ? operand : Folding.apply(cast, target, operand);
        }
        DataType wideSource = CommonType.computing(source);
        if (!wideSource.equals(source)) {
            return direct(Folding.apply(CastFunction.WIDEN, wideSource, operand), target, cast);
        }
        boolean once = source instanceof DataType.Floating && target.layout() == Layout.UINT64;
        if (once || target instanceof DataType.Floating) {
            // in one step: what is between them would round halves otherwise, or round twice
            return Folding.apply(cast, target, operand);
        }
        DataType wideTarget = CommonType.computing(target);
        if (!wideTarget.equals(target)) {
            return Folding.apply(cast, target, direct(operand, wideTarget, cast));
        }
        boolean intAndWide = source.kind() == Kind.INT && target.layout() == Layout.INT128
                || source.layout() == Layout.INT128 && target.kind() == Kind.INT;
        if (intAndWide) {
            return Folding.apply(cast, target, Folding.apply(cast, DataType.LONG, operand));
        }
        if (source.kind() == Kind.BOOLEAN && target.layout() == Layout.INT128) {
            return direct(Folding.apply(CastFunction.WIDEN, DataType.LONG, operand), target, cast);
        }
        return Folding.apply(cast, target, operand);
    }

    /** A number as another one, rounded; fails where it does not fit. */
    public static Bound rounded(Bound operand, DataType target, RoundingMode rounding, Node node) {
        return cast(operand, target, CastFunction.of(false, rounding), node);
    }

    /** What an operation needs; the types have a common type. */
    public static Bound implicit(Bound operand, DataType target, Node node) {
        DataType source = operand.type();
        if (source == null) {
            return new Constant(target, null);
        }
        boolean sameDecimals = source.kind() == Kind.DECIMAL
                && target.kind() == Kind.DECIMAL
                && source.layout() == target.layout()
                && source.scale() == target.scale()
                && source.precision() <= target.precision();
        boolean sameBytes = source.kind() == Kind.BINARY && target.equals(DataType.BINARY);
        return sameDecimals || sameBytes ? operand : cast(operand, target, CastFunction.CAST, node);
    }

    private static boolean isPossible(DataType source, DataType target) {
        if (source.kind() == Kind.STRING || target.kind() == Kind.STRING) {
            return true;
        }
        if (isNumberOrBoolean(source)) {
            return isNumberOrBoolean(target);
        }
        return switch (source.family()) {
            case DATE -> target.kind() == Kind.TIMESTAMP;
            case TIMESTAMP ->
                target.kind() == Kind.DATE || target.kind() == Kind.TIMESTAMP || target.kind() == Kind.TIME;
            default -> source.kind() == target.kind();
        };
    }

    /** Whether digits can get lost in a way that has a choice. */
    private static boolean rounds(DataType source, DataType target) {
        return target instanceof DataType.Int
                || target.kind() == Kind.DECIMAL
                || ConversionFactory.isTime(target) && source.kind() != Kind.STRING;
    }

    private static boolean isNumberOrBoolean(DataType type) {
        return type.isNumeric() || type.kind() == Kind.BOOLEAN;
    }
}
