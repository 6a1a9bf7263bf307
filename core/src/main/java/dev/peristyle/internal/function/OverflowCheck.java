package dev.peristyle.internal.function;

import dev.peristyle.internal.expression.Bound.Apply;
import dev.peristyle.internal.expression.Bound.Constant;
import dev.peristyle.internal.expression.Constants;
import dev.peristyle.internal.expression.RowFailure;
import dev.peristyle.internal.expression.ScalarFunction;
import dev.peristyle.internal.expression.ValueText;
import dev.peristyle.internal.expression.Vector;
import dev.peristyle.internal.expression.kernel.Bitmaps;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.DataType.Kind;
import dev.peristyle.schema.Layout;
import java.math.BigInteger;

/**
 * The slow look at a batch in which some row may have overflowed. The loops only notice that something large came by, in
 * whatever row; here each row is computed again exactly, and the first one that matters (has a value, lies in the branch
 * that is taken) and does not fit ends the run.
 */
final class OverflowCheck {

    /** Magnitudes of fewer bits are below 10^18, so that no decimal of 18 digits overflows. */
    private static final int SAFE_DECIMAL_BITS = 59;

    private static final long DECIMAL_LIMIT = 1_000_000_000_000_000_000L;

    private static final BigInteger WIDE_LIMIT = BigInteger.TEN.pow(DataType.MAX_DECIMAL_PRECISION);

    private final Apply apply;
    private final ScalarFunction function;
    private final DataType type;
    private final Vector mask;
    private final boolean limitedToLong;
    private final boolean cannotOverflow;

    OverflowCheck(Apply apply, Vector mask) {
        this.apply = apply;
        this.function = apply.function();
        this.type = apply.type();
        this.mask = mask;
        this.limitedToLong = type.kind() != Kind.DECIMAL;
        this.cannotOverflow = type.kind() == Kind.DECIMAL && exactPrecision(apply) <= DataType.MAX_LONG_PRECISION;
    }

    /** The digits that the result can have without the limit of 18. */
    private static int exactPrecision(Apply apply) {
        DataType left = apply.first().type();
        DataType right = apply.second().type();
        return apply.function() == Times.TIMES
                ? left.precision() + right.precision()
                : Math.max(left.precision(), right.precision()) + 1;
    }

    /** Whether what a loop noticed calls for a look at each row. */
    boolean isSuspicious(long outcome) {
        if (type.layout() == Layout.INT32) {
            return outcome != 0;
        }
        if (limitedToLong) {
            return outcome < 0;
        }
        return !cannotOverflow && Long.SIZE - Long.numberOfLeadingZeros(outcome) > SAFE_DECIMAL_BITS;
    }

    /** Operands of at most 64 bits; one that is null is the scalar in each row. */
    void rows(Vector left, Vector right, long scalar, Vector result, int rows) {
        for (int row = 0; row < rows; row++) {
            long first = left == null ? scalar : left.longAt(row);
            long second = right == null ? scalar : right.longAt(row);
            if (!fits(first, second) && matters(result, row)) {
                throw failure(
                        row,
                        Constants.scaled(apply.first().type(), BigInteger.valueOf(first)),
                        Constants.scaled(apply.second().type(), BigInteger.valueOf(second)));
            }
        }
    }

    /** Operands of 128 bits. */
    void wide(Vector left, Vector right, Vector result, int rows) {
        for (int row = 0; row < rows; row++) {
            BigInteger first = left.wideAt(row);
            BigInteger second = right.wideAt(row);
            BigInteger value = function == Plus.PLUS
                    ? first.add(second)
                    : function == Minus.MINUS ? first.subtract(second) : first.multiply(second);
            if (value.abs().compareTo(WIDE_LIMIT) >= 0 && matters(result, row)) {
                throw failure(row, new Constant(left.type(), first), new Constant(right.type(), second));
            }
        }
    }

    private boolean matters(Vector result, int row) {
        return result.isPresent(row) && (mask == null || Bitmaps.isSet(mask.values(), row));
    }

    private boolean fits(long first, long second) {
        long value;
        long high;
        if (function == Plus.PLUS) {
            value = first + second;
            high = ((first ^ value) & (second ^ value)) < 0 ? ~(value >> 63) : value >> 63;
        } else if (function == Minus.MINUS) {
            value = first - second;
            high = ((first ^ second) & (first ^ value)) < 0 ? ~(value >> 63) : value >> 63;
        } else {
            value = first * second;
            high = Math.multiplyHigh(first, second);
        }
        if (high != value >> 63) {
            return false;
        }
        if (type.layout() == Layout.INT32) {
            return value == (int) value;
        }
        return type.kind() != Kind.DECIMAL || value > -DECIMAL_LIMIT && value < DECIMAL_LIMIT;
    }

    private RowFailure failure(int row, Constant first, Constant second) {
        return new RowFailure(
                row,
                apply + ": overflow of " + type + ": " + ValueText.of(first) + " " + function.symbol() + " "
                        + ValueText.of(second) + " does not fit; " + advice());
    }

    private String advice() {
        if (type.kind() == Kind.DECIMAL) {
            return "cast an operand to a smaller scale, or to double";
        }
        if (Timed.hasUnit(type)) {
            return "cast the operands to a coarser unit";
        }
        return type.kind() == Kind.INT ? "cast an operand to long" : "cast an operand to double";
    }
}
