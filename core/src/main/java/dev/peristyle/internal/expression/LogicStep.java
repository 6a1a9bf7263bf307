package dev.peristyle.internal.expression;

import dev.peristyle.internal.expression.kernel.Bitmaps;
import dev.peristyle.schema.DataType;

/** {@code and} and {@code or} of three-valued logic. */
final class LogicStep extends Step {

    private final boolean conjunction;

    LogicStep(boolean conjunction, Vector left, Vector right) {
        super(new Vector(DataType.BOOLEAN), left, right);
        this.conjunction = conjunction;
    }

    @Override
    void run(int rows) {
        Vector left = input(0);
        Vector right = input(1);
        Vector result = result();
        result.begin(rows);
        long validity = result.reserveValidity();
        int nulls = conjunction
                ? Bitmaps.and(
                        left.values(),
                        left.validity(),
                        right.values(),
                        right.validity(),
                        result.values(),
                        validity,
                        rows)
                : Bitmaps.or(
                        left.values(),
                        left.validity(),
                        right.values(),
                        right.validity(),
                        result.values(),
                        validity,
                        rows);
        result.setNulls(validity, nulls);
    }
}
