package dev.peristyle.internal.function;

import dev.peristyle.internal.expression.Step;
import dev.peristyle.internal.expression.Vector;
import dev.peristyle.internal.loop.RowLoop;
import dev.peristyle.schema.DataType;

/** A loop over one or two columns that is null where one of them is, and that fails for no value. */
final class LoopStep extends Step {

    private final RowLoop loop;

    LoopStep(DataType type, RowLoop loop, Vector... operands) {
        super(new Vector(type), operands);
        this.loop = loop;
    }

    @Override
    public void run(int rows) {
        Vector left = input(0);
        Vector right = input(inputCount() - 1);
        Vector result = result();
        result.begin(rows);
        result.nullsOf(left, right);
        loop.run(left.values(), right.values(), result.values(), 0, rows);
    }
}
