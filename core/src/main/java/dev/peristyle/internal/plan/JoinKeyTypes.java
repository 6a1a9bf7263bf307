package dev.peristyle.internal.plan;

import dev.peristyle.internal.expression.CommonType;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.DataType.Kind;

/** The type in which two keys are compared: one that holds every value of both, so that none is rounded to a match. */
final class JoinKeyTypes {

    private JoinKeyTypes() {}

    /** The common type, or null where there is none that is exact. */
    static DataType common(DataType left, DataType right) {
        DataType common = CommonType.of(left, right);
        if (common == null || left.equals(right)) {
            return common;
        }
        if (common.kind() == Kind.FLOAT || common.kind() == Kind.DOUBLE) {
            return isExactDouble(left) && isExactDouble(right) ? DataType.DOUBLE : null;
        }
        if (common.kind() == Kind.DECIMAL) {
            DataType leftNumber = CommonType.computing(left);
            DataType rightNumber = CommonType.computing(right);
            int digits = Math.max(CommonType.integerDigits(leftNumber), CommonType.integerDigits(rightNumber));
            int needed = digits + common.scale();
            return needed > DataType.MAX_DECIMAL_PRECISION ? null : DataType.decimal(needed, common.scale());
        }
        return common;
    }

    private static boolean isExactDouble(DataType type) {
        Kind kind = CommonType.computing(type).kind();
        return kind == Kind.FLOAT || kind == Kind.DOUBLE || kind == Kind.INT;
    }
}
