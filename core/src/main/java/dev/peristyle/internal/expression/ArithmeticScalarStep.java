package dev.peristyle.internal.expression;

import dev.peristyle.internal.expression.Bound.Apply;
import dev.peristyle.internal.expression.Bound.Constant;
import dev.peristyle.internal.expression.kernel.DoubleArithmetic;
import dev.peristyle.internal.expression.kernel.FloatArithmetic;
import dev.peristyle.internal.expression.kernel.IntArithmetic;
import dev.peristyle.internal.expression.kernel.LongArithmetic;

/** Sum, difference or product of a column and a constant that is not null. */
final class ArithmeticScalarStep extends Step {

    private final Function function;
    private final Constant constant;
    private final boolean scalarFirst;
    private final OverflowCheck check;

    /** Takes the column on the right when {@code scalarFirst}. */
    ArithmeticScalarStep(Apply apply, Vector column, Constant constant, boolean scalarFirst, Vector mask) {
        super(new Vector(apply.type()), column);
        this.function = apply.function();
        this.constant = constant;
        this.scalarFirst = scalarFirst;
        this.check = new OverflowCheck(apply, mask);
    }

    /** A column less the smallest integer cannot be turned into a sum. */
    static boolean handles(Apply apply) {
        if (apply.function() == Function.MINUS && apply.second() instanceof Constant constant) {
            return !constant.value().equals(Integer.MIN_VALUE)
                    && !constant.value().equals(Long.MIN_VALUE);
        }
        return switch (apply.function()) {
            case PLUS, MINUS, TIMES -> true;
            default -> false;
        };
    }

    @Override
    void run(int rows) {
        Vector column = input(0);
        Vector result = result();
        result.begin(rows);
        result.nullsOf(column);
        long values = column.values();
        long target = result.values();
        boolean suspicious = switch (result.layout()) {
            case INT32 -> ints(values, target, rows) != 0;
            case INT64 -> check.isSuspicious(longs(values, target, rows));
            case FLOAT32 -> {
                floats(values, target, rows);
                yield false;
            }
            case FLOAT64 -> {
                doubles(values, target, rows);
                yield false;
            }
            case BIT, VIEW -> throw new IllegalStateException("no arithmetic over " + result.type());
        };
        if (suspicious) {
            long scalar = Constants.bits(constant);
            if (scalarFirst) {
                check.scalarFirst(scalar, constant.type(), column, result, rows);
            } else {
                check.scalarSecond(column, scalar, constant.type(), result, rows);
            }
        }
    }

    private long ints(long values, long result, int rows) {
        int scalar = (Integer) constant.value();
        return switch (function) {
            case PLUS -> IntArithmetic.addScalar(values, scalar, result, rows);
            case MINUS ->
                scalarFirst
                        ? IntArithmetic.subtractFromScalar(scalar, values, result, rows)
                        : IntArithmetic.addScalar(values, -scalar, result, rows);
            default -> IntArithmetic.multiplyScalar(values, scalar, result, rows);
        };
    }

    private long longs(long values, long result, int rows) {
        long scalar = (Long) constant.value();
        return switch (function) {
            case PLUS -> LongArithmetic.addScalar(values, scalar, result, rows);
            case MINUS ->
                scalarFirst
                        ? LongArithmetic.subtractFromScalar(scalar, values, result, rows)
                        : LongArithmetic.addScalar(values, -scalar, result, rows);
            default -> LongArithmetic.multiplyScalar(values, scalar, result, rows);
        };
    }

    private void floats(long values, long result, int rows) {
        float scalar = (Float) constant.value();
        switch (function) {
            case PLUS -> FloatArithmetic.addScalar(values, scalar, result, rows);
            case MINUS -> {
                if (scalarFirst) {
                    FloatArithmetic.subtractFromScalar(scalar, values, result, rows);
                } else {
                    FloatArithmetic.addScalar(values, -scalar, result, rows);
                }
            }
            default -> FloatArithmetic.multiplyScalar(values, scalar, result, rows);
        }
    }

    private void doubles(long values, long result, int rows) {
        double scalar = (Double) constant.value();
        switch (function) {
            case PLUS -> DoubleArithmetic.addScalar(values, scalar, result, rows);
            case MINUS -> {
                if (scalarFirst) {
                    DoubleArithmetic.subtractFromScalar(scalar, values, result, rows);
                } else {
                    DoubleArithmetic.addScalar(values, -scalar, result, rows);
                }
            }
            default -> DoubleArithmetic.multiplyScalar(values, scalar, result, rows);
        }
    }
}
