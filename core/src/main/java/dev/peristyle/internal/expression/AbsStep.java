package dev.peristyle.internal.expression;

import dev.peristyle.error.ComputationException;
import dev.peristyle.internal.expression.kernel.Bitmaps;
import dev.peristyle.internal.expression.kernel.Rounding;

/** The absolute value. The smallest int or long has none. */
final class AbsStep extends Step {

    private final Vector mask;

    AbsStep(Vector operand, Vector mask) {
        super(new Vector(operand.type()), operand);
        this.mask = mask;
    }

    @Override
    void run(int rows) {
        Vector source = input(0);
        Vector result = result();
        result.begin(rows);
        result.nullsOf(source);
        boolean anySmallest = switch (result.layout()) {
            case INT32 -> Rounding.absInts(source.values(), result.values(), rows);
            case INT64 -> Rounding.absLongs(source.values(), result.values(), rows);
            case FLOAT32 -> {
                Rounding.absFloats(source.values(), result.values(), rows);
                yield false;
            }
            case FLOAT64 -> {
                Rounding.absDoubles(source.values(), result.values(), rows);
                yield false;
            }
            case BIT, VIEW -> throw new IllegalStateException("no absolute value of " + result.type());
        };
        if (anySmallest) {
            check(rows);
        }
    }

    private void check(int rows) {
        for (int row = 0; row < rows; row++) {
            boolean matters = result().isPresent(row) && (mask == null || Bitmaps.isSet(mask.values(), row));
            if (matters && result().longAt(row) < 0) {
                throw new ComputationException("overflow of " + result().type() + ": abs(" + input(0).describe(row)
                        + ") does not fit; cast the operand to a larger type");
            }
        }
    }
}
