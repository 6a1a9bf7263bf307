package dev.peristyle.internal.expression;

import dev.peristyle.internal.expression.kernel.Bitmaps;
import dev.peristyle.internal.expression.kernel.DoubleCompare;
import dev.peristyle.internal.expression.kernel.IntCompare;
import dev.peristyle.internal.expression.kernel.LongCompare;
import dev.peristyle.internal.expression.kernel.ScaledCompare;
import dev.peristyle.internal.expression.kernel.TextCompare;
import dev.peristyle.schema.DataType;

/**
 * Compares two columns. Three loops a layout are enough: the order is total (NaN is the greatest number), so that "greater"
 * is "less" with the sides changed and "not equal" the opposite of "equal".
 */
final class CompareStep extends Step {

    private final Function function;
    private final long invert;
    private final boolean scaled;

    CompareStep(Function function, Vector left, Vector right) {
        super(new Vector(DataType.BOOLEAN), swaps(function) ? right : left, swaps(function) ? left : right);
        this.function = swaps(function) ? function.mirrored() : function;
        this.invert = function == Function.NE ? -1L : 0L;
        this.scaled = left.type().scale() != right.type().scale();
    }

    private static boolean swaps(Function function) {
        return function == Function.GT || function == Function.GE;
    }

    @Override
    void run(int rows) {
        Vector left = input(0);
        Vector right = input(1);
        result().begin(rows);
        long bits = result().values();
        switch (left.layout()) {
            case BIT -> booleans(left.values(), right.values(), bits, rows);
            case INT32 -> ints(left.values(), right.values(), bits, rows);
            case INT64 -> {
                if (scaled) {
                    scaled(left, right, bits, rows);
                } else {
                    longs(left.values(), right.values(), bits, rows);
                }
            }
            case FLOAT64 -> doubles(left.values(), right.values(), bits, rows);
            case VIEW -> texts(left, right, bits, rows);
            case FLOAT32 -> throw new IllegalStateException("floats are compared as doubles");
        }
        result().nullsOf(left, right);
    }

    private void booleans(long left, long right, long bits, int rows) {
        switch (function) {
            case LT -> Bitmaps.less(left, right, bits, rows, 0);
            case LE -> Bitmaps.less(right, left, bits, rows, -1L);
            default -> Bitmaps.same(left, right, bits, rows, invert);
        }
    }

    private void ints(long left, long right, long bits, int rows) {
        switch (function) {
            case LT -> IntCompare.less(left, right, bits, rows, 0);
            case LE -> IntCompare.lessOrEqual(left, right, bits, rows, 0);
            default -> IntCompare.equal(left, right, bits, rows, invert);
        }
    }

    private void longs(long left, long right, long bits, int rows) {
        switch (function) {
            case LT -> LongCompare.less(left, right, bits, rows, 0);
            case LE -> LongCompare.lessOrEqual(left, right, bits, rows, 0);
            default -> LongCompare.equal(left, right, bits, rows, invert);
        }
    }

    private void doubles(long left, long right, long bits, int rows) {
        switch (function) {
            case LT -> DoubleCompare.less(left, right, bits, rows, 0);
            case LE -> DoubleCompare.lessOrEqual(left, right, bits, rows, 0);
            default -> DoubleCompare.equal(left, right, bits, rows, invert);
        }
    }

    private void scaled(Vector left, Vector right, long bits, int rows) {
        long leftFactor =
                PowersOfTen.of(Math.max(0, right.type().scale() - left.type().scale()));
        long rightFactor =
                PowersOfTen.of(Math.max(0, left.type().scale() - right.type().scale()));
        switch (function) {
            case LT -> ScaledCompare.less(left.values(), leftFactor, right.values(), rightFactor, bits, rows, 0);
            case LE -> ScaledCompare.less(right.values(), rightFactor, left.values(), leftFactor, bits, rows, -1L);
            default -> ScaledCompare.equal(left.values(), leftFactor, right.values(), rightFactor, bits, rows, invert);
        }
    }

    private void texts(Vector left, Vector right, long bits, int rows) {
        switch (function) {
            case LT ->
                TextCompare.less(
                        left.values(),
                        left.lengths(),
                        right.values(),
                        right.lengths(),
                        bits,
                        rows,
                        left.validity(),
                        right.validity(),
                        0);
            case LE ->
                TextCompare.less(
                        right.values(),
                        right.lengths(),
                        left.values(),
                        left.lengths(),
                        bits,
                        rows,
                        left.validity(),
                        right.validity(),
                        -1L);
            default ->
                TextCompare.equal(
                        left.values(),
                        left.lengths(),
                        right.values(),
                        right.lengths(),
                        bits,
                        rows,
                        left.validity(),
                        right.validity(),
                        invert);
        }
    }
}
