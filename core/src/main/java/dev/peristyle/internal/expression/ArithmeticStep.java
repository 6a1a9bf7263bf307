package dev.peristyle.internal.expression;

import dev.peristyle.internal.expression.Bound.Apply;
import dev.peristyle.internal.expression.kernel.DoubleArithmetic;
import dev.peristyle.internal.expression.kernel.FloatArithmetic;
import dev.peristyle.internal.expression.kernel.IntArithmetic;
import dev.peristyle.internal.expression.kernel.LongArithmetic;

/** Sum, difference, product or quotient of two columns of the same layout. */
final class ArithmeticStep extends Step {

    private final Function function;
    private final OverflowCheck check;

    ArithmeticStep(Apply apply, Vector left, Vector right, Vector mask) {
        super(new Vector(apply.type()), left, right);
        this.function = apply.function();
        this.check = new OverflowCheck(apply, mask);
    }

    @Override
    void run(int rows) {
        Vector left = input(0);
        Vector right = input(1);
        Vector result = result();
        result.begin(rows);
        result.nullsOf(left, right);
        long first = left.values();
        long second = right.values();
        long target = result.values();
        boolean suspicious = switch (result.layout()) {
            case INT32 -> ints(first, second, target, rows) != 0;
            case INT64 -> check.isSuspicious(longs(first, second, target, rows));
            case FLOAT32 -> {
                floats(first, second, target, rows);
                yield false;
            }
            case FLOAT64 -> {
                doubles(first, second, target, rows);
                yield false;
            }
            case BIT, VIEW -> throw new IllegalStateException("no arithmetic over " + result.type());
        };
        if (suspicious) {
            check.columns(left, right, result, rows);
        }
    }

    private long ints(long left, long right, long result, int rows) {
        return switch (function) {
            case PLUS -> IntArithmetic.add(left, right, result, rows);
            case MINUS -> IntArithmetic.subtract(left, right, result, rows);
            default -> IntArithmetic.multiply(left, right, result, rows);
        };
    }

    private long longs(long left, long right, long result, int rows) {
        return switch (function) {
            case PLUS -> LongArithmetic.add(left, right, result, rows);
            case MINUS -> LongArithmetic.subtract(left, right, result, rows);
            default -> LongArithmetic.multiply(left, right, result, rows);
        };
    }

    private void floats(long left, long right, long result, int rows) {
        switch (function) {
            case PLUS -> FloatArithmetic.add(left, right, result, rows);
            case MINUS -> FloatArithmetic.subtract(left, right, result, rows);
            default -> FloatArithmetic.multiply(left, right, result, rows);
        }
    }

    private void doubles(long left, long right, long result, int rows) {
        switch (function) {
            case PLUS -> DoubleArithmetic.add(left, right, result, rows);
            case MINUS -> DoubleArithmetic.subtract(left, right, result, rows);
            case TIMES -> DoubleArithmetic.multiply(left, right, result, rows);
            default -> DoubleArithmetic.divide(left, right, result, rows);
        }
    }
}
