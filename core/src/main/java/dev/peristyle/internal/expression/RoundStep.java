package dev.peristyle.internal.expression;

import dev.peristyle.internal.expression.kernel.Bitmaps;
import dev.peristyle.internal.expression.kernel.IntegerConversion;
import dev.peristyle.internal.expression.kernel.Rounding;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.DataType.Layout;

/** Rounds floating point numbers and decimals to whole numbers. */
final class RoundStep extends Step {

    private final Function function;
    private final Scratch unused;

    RoundStep(Function function, DataType type, Vector operand, Scratch unused) {
        super(new Vector(type), operand);
        this.function = function;
        this.unused = unused;
    }

    @Override
    void run(int rows) {
        Vector source = input(0);
        Vector result = result();
        result.begin(rows);
        result.nullsOf(source);
        if (result.layout() == Layout.INT64) {
            decimals(source, result, rows);
            return;
        }
        boolean floats = result.layout() == Layout.FLOAT32;
        switch (function) {
            case ROUND -> Rounding.round(source.values(), floats, result.values(), rows);
            case FLOOR -> Rounding.floor(source.values(), floats, result.values(), rows);
            default -> Rounding.ceil(source.values(), floats, result.values(), rows);
        }
    }

    private void decimals(Vector source, Vector result, int rows) {
        long divisor = PowersOfTen.of(source.type().scale());
        if (function == Function.ROUND) {
            IntegerConversion.divide(
                    source.values(),
                    false,
                    divisor,
                    Long.MIN_VALUE,
                    Long.MAX_VALUE,
                    result.values(),
                    false,
                    unused.reserve(Bitmaps.bytes(rows)),
                    rows);
        } else {
            boolean up = function == Function.CEIL;
            IntegerConversion.divideDirected(source.values(), divisor, up, result.values(), false, rows);
        }
    }
}
