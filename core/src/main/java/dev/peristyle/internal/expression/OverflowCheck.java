package dev.peristyle.internal.expression;

import dev.peristyle.error.ComputationException;
import dev.peristyle.internal.expression.Bound.Apply;
import dev.peristyle.internal.expression.kernel.Bitmaps;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.DataType.Kind;
import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * The slow look at a batch in which some row may have overflowed. The loops only notice that something large came by, in
 * whatever row; here each row is computed again exactly, and the first one that matters (has a value, lies in the branch
 * that is taken) and does not fit ends the run.
 */
final class OverflowCheck {

    /** Magnitudes of fewer bits are below 10^18, so that no decimal of 18 digits overflows. */
    private static final int SAFE_DECIMAL_BITS = 59;

    private static final long DECIMAL_LIMIT = 1_000_000_000_000_000_000L;

    private final Function function;
    private final DataType type;
    private final Vector mask;
    private final boolean limitedToLong;
    private final boolean cannotOverflow;

    OverflowCheck(Apply apply, Vector mask) {
        this.function = apply.function();
        this.type = apply.type();
        this.mask = mask;
        this.limitedToLong = type.kind() != Kind.DECIMAL;
        this.cannotOverflow = type.kind() == Kind.DECIMAL && exactPrecision(apply) <= DataType.MAX_DECIMAL_PRECISION;
    }

    /** The digits that the result can have without the limit of 18. */
    private static int exactPrecision(Apply apply) {
        DataType left = apply.first().type();
        DataType right = apply.second().type();
        return apply.function() == Function.TIMES
                ? left.precision() + right.precision()
                : Math.max(left.precision(), right.precision()) + 1;
    }

    /** Whether what a loop of {@code LongArithmetic} returned calls for a look at each row. */
    boolean isSuspicious(long outcome) {
        if (limitedToLong) {
            return outcome < 0;
        }
        return !cannotOverflow && Long.SIZE - Long.numberOfLeadingZeros(outcome) > SAFE_DECIMAL_BITS;
    }

    void columns(Vector left, Vector right, Vector result, int rows) {
        for (int row = 0; row < rows; row++) {
            long first = left.longAt(row);
            long second = right.longAt(row);
            if (!fits(first, second) && matters(result, row)) {
                throw failure(first, left.type(), second, right.type());
            }
        }
    }

    void scalarFirst(long scalar, DataType scalarType, Vector right, Vector result, int rows) {
        for (int row = 0; row < rows; row++) {
            long second = right.longAt(row);
            if (!fits(scalar, second) && matters(result, row)) {
                throw failure(scalar, scalarType, second, right.type());
            }
        }
    }

    void scalarSecond(Vector left, long scalar, DataType scalarType, Vector result, int rows) {
        for (int row = 0; row < rows; row++) {
            long first = left.longAt(row);
            if (!fits(first, scalar) && matters(result, row)) {
                throw failure(first, left.type(), scalar, scalarType);
            }
        }
    }

    private boolean matters(Vector result, int row) {
        return result.isPresent(row) && (mask == null || Bitmaps.isSet(mask.values(), row));
    }

    private boolean fits(long first, long second) {
        long value;
        long high;
        switch (function) {
            case PLUS -> {
                value = first + second;
                high = ((first ^ value) & (second ^ value)) < 0 ? ~(value >> 63) : value >> 63;
            }
            case MINUS -> {
                value = first - second;
                high = ((first ^ second) & (first ^ value)) < 0 ? ~(value >> 63) : value >> 63;
            }
            default -> {
                value = first * second;
                high = Math.multiplyHigh(first, second);
            }
        }
        if (high != value >> 63) {
            return false;
        }
        return switch (type.kind()) {
            case INT, DATE -> value == (int) value;
            case DECIMAL -> value > -DECIMAL_LIMIT && value < DECIMAL_LIMIT;
            default -> true;
        };
    }

    private ComputationException failure(long first, DataType firstType, long second, DataType secondType) {
        String advice = type.kind() == Kind.DECIMAL
                ? "cast an operand to a smaller scale, or to double"
                : "cast an operand to " + (type.kind() == Kind.INT ? "long" : "double");
        return new ComputationException("overflow of " + type + ": " + text(first, firstType) + " " + function.symbol()
                + " " + text(second, secondType) + " does not fit; " + advice);
    }

    private static String text(long value, DataType type) {
        return type.kind() == Kind.DATE
                ? LocalDate.ofEpochDay(value).toString()
                : BigDecimal.valueOf(value, type.scale()).toPlainString();
    }
}
