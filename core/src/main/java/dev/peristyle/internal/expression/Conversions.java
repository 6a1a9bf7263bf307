package dev.peristyle.internal.expression;

import dev.peristyle.internal.expression.Bound.Constant;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.DataType.Kind;
import dev.peristyle.schema.Layout;

/** Which types can be converted, and when nothing has to be done. */
public final class Conversions {

    private Conversions() {}

    /** What a user asked for. */
    public static Bound cast(Bound operand, DataType target, boolean orNull, Node node) {
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
        return direct(operand, target, orNull);
    }

    /** By way of the types in which is computed: narrow integers are widened first and narrowed last. */
    private static Bound direct(Bound operand, DataType target, boolean orNull) {
        CastFunction cast = orNull ? CastFunction.TRY_CAST : CastFunction.CAST;
        DataType source = operand.type();
        if (source.kind() == Kind.STRING || target.kind() == Kind.STRING || source.equals(target)) {
            return source.equals(target) ? operand : Folding.apply(cast, target, operand);
        }
        DataType wideSource = CommonType.computing(source);
        if (!wideSource.equals(source)) {
            return direct(Folding.apply(CastFunction.WIDEN, wideSource, operand), target, orNull);
        }
        boolean once = source instanceof DataType.Floating && target.layout() == Layout.UINT64;
        if (once || target instanceof DataType.Floating) {
            // in one step: what is between them would round halves otherwise, or round twice
            return Folding.apply(cast, target, operand);
        }
        DataType wideTarget = CommonType.computing(target);
        if (!wideTarget.equals(target)) {
            return Folding.apply(cast, target, direct(operand, wideTarget, orNull));
        }
        boolean intAndWide = source.kind() == Kind.INT && target.layout() == Layout.INT128
                || source.layout() == Layout.INT128 && target.kind() == Kind.INT;
        if (intAndWide) {
            return Folding.apply(cast, target, Folding.apply(cast, DataType.LONG, operand));
        }
        if (source.kind() == Kind.BOOLEAN && target.layout() == Layout.INT128) {
            return direct(Folding.apply(CastFunction.WIDEN, DataType.LONG, operand), target, orNull);
        }
        return Folding.apply(cast, target, operand);
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
        return sameDecimals || sameBytes ? operand : cast(operand, target, false, node);
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

    private static boolean isNumberOrBoolean(DataType type) {
        return type.isNumeric() || type.kind() == Kind.BOOLEAN;
    }
}
