package dev.peristyle.internal.expression;

import dev.peristyle.internal.expression.kernel.Bitmaps;
import dev.peristyle.internal.expression.kernel.Choose;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.DataType.Layout;

/** Takes each row from one of two columns. */
final class ChooseStep extends Step {

    /** {@code taken} has the bits of the rows that come from the first column, and no nulls. */
    ChooseStep(DataType type, Vector taken, Vector first, Vector second) {
        super(new Vector(type), taken, first, second);
    }

    @Override
    void run(int rows) {
        long taken = input(0).values();
        Vector first = input(1);
        Vector second = input(2);
        Vector result = result();
        result.begin(rows);
        if (result.layout() == Layout.BIT) {
            Bitmaps.choose(taken, first.values(), second.values(), result.values(), rows);
        } else if (result.layout().bytes() == Integer.BYTES) {
            Choose.ints(taken, first.values(), second.values(), result.values(), rows);
        } else {
            Choose.longs(taken, first.values(), second.values(), result.values(), rows);
        }
        if (result.layout() == Layout.VIEW) {
            Choose.ints(taken, first.lengths(), second.lengths(), result.lengths(), rows);
        }
        if (first.validity() != 0 || second.validity() != 0) {
            long validity = result.reserveValidity();
            result.setNulls(validity, Bitmaps.choose(taken, first.validity(), second.validity(), validity, rows));
        }
    }
}
