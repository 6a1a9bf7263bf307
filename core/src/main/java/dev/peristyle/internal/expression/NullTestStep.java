package dev.peristyle.internal.expression;

import dev.peristyle.internal.expression.kernel.Bitmaps;
import dev.peristyle.schema.DataType;

/** Whether there is a value; never null itself. */
final class NullTestStep extends Step {

    private final boolean trueForNull;

    NullTestStep(Vector operand, boolean trueForNull) {
        super(new Vector(DataType.BOOLEAN), operand);
        this.trueForNull = trueForNull;
    }

    @Override
    void run(int rows) {
        result().begin(rows);
        if (trueForNull) {
            Bitmaps.not(input(0).validity(), result().values(), rows);
        } else {
            Bitmaps.copy(input(0).validity(), result().values(), rows);
        }
    }
}
