package dev.peristyle.internal.expression;

import dev.peristyle.internal.expression.Bound.Constant;
import dev.peristyle.internal.expression.kernel.Bitmaps;
import dev.peristyle.internal.expression.kernel.DoubleCompare;
import dev.peristyle.internal.expression.kernel.IntCompare;
import dev.peristyle.internal.expression.kernel.LongCompare;
import dev.peristyle.internal.expression.kernel.TextCompare;
import dev.peristyle.schema.DataType;
import java.nio.charset.StandardCharsets;
import org.agrona.UnsafeApi;

/** Compares a column with a constant that is not null: "greater" is the opposite of "less or equal". */
final class CompareScalarStep extends Step {

    private final Function base;
    private final long invert;
    private final Constant constant;
    private final long text;
    private final int textLength;

    CompareScalarStep(Function function, Vector left, Constant constant, Scratch scratch) {
        super(new Vector(DataType.BOOLEAN), left);
        this.base = switch (function) {
            case LT, GE -> Function.LT;
            case LE, GT -> Function.LE;
            default -> Function.EQ;
        };
        this.invert = function == Function.GE || function == Function.GT || function == Function.NE ? -1L : 0L;
        this.constant = constant;
        if (constant.value() instanceof String value) {
            byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
            this.text = TextConstant.copy(bytes, scratch);
            this.textLength = bytes.length;
        } else {
            this.text = 0;
            this.textLength = 0;
        }
    }

    @Override
    void run(int rows) {
        Vector left = input(0);
        result().begin(rows);
        long bits = result().values();
        switch (left.layout()) {
            case BIT -> booleans(left, bits, rows);
            case INT32 -> ints(left.values(), bits, rows);
            case INT64 -> longs(left.values(), bits, rows);
            case FLOAT64 -> doubles(left.values(), bits, rows);
            case VIEW -> texts(left, bits, rows);
            case FLOAT32 -> throw new IllegalStateException("floats are compared as doubles");
        }
        result().nullsOf(left);
    }

    private void booleans(Vector left, long bits, int rows) {
        boolean value = (Boolean) constant.value();
        if (base == Function.LE && value || base == Function.LT && !value) {
            boolean all = base == Function.LE ^ invert != 0;
            UnsafeApi.setMemory(bits, Bitmaps.bytes(rows), (byte) (all ? -1 : 0));
        } else if ((base == Function.EQ && value) ^ invert != 0) {
            Bitmaps.copy(left.values(), bits, rows);
        } else {
            Bitmaps.not(left.values(), bits, rows);
        }
    }

    private void ints(long left, long bits, int rows) {
        int value = (Integer) constant.value();
        switch (base) {
            case LT -> IntCompare.lessScalar(left, value, bits, rows, invert);
            case LE -> IntCompare.lessOrEqualScalar(left, value, bits, rows, invert);
            default -> IntCompare.equalScalar(left, value, bits, rows, invert);
        }
    }

    private void longs(long left, long bits, int rows) {
        long value = (Long) constant.value();
        switch (base) {
            case LT -> LongCompare.lessScalar(left, value, bits, rows, invert);
            case LE -> LongCompare.lessOrEqualScalar(left, value, bits, rows, invert);
            default -> LongCompare.equalScalar(left, value, bits, rows, invert);
        }
    }

    private void doubles(long left, long bits, int rows) {
        double value = (Double) constant.value();
        if (Double.isNaN(value)) {
            againstNaN(left, bits, rows);
            return;
        }
        switch (base) {
            case LT -> DoubleCompare.lessScalar(left, value, bits, rows, invert);
            case LE -> DoubleCompare.lessOrEqualScalar(left, value, bits, rows, invert);
            default -> DoubleCompare.equalScalar(left, value, bits, rows, invert);
        }
    }

    /** NaN is the greatest number: everything is less or equal, and less is what is no NaN. */
    private void againstNaN(long left, long bits, int rows) {
        switch (base) {
            case LT -> DoubleCompare.isNaN(left, bits, rows, ~invert);
            case LE -> UnsafeApi.setMemory(bits, Bitmaps.bytes(rows), (byte) ~invert);
            default -> DoubleCompare.isNaN(left, bits, rows, invert);
        }
    }

    private void texts(Vector left, long bits, int rows) {
        if (base == Function.EQ) {
            TextCompare.equalScalar(
                    left.values(), left.lengths(), text, textLength, bits, rows, left.validity(), invert);
        } else {
            TextCompare.lessScalar(
                    left.values(),
                    left.lengths(),
                    text,
                    textLength,
                    base == Function.LE ? 1 : 0,
                    bits,
                    rows,
                    left.validity(),
                    invert);
        }
    }
}
