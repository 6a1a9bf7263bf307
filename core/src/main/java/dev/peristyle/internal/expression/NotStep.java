package dev.peristyle.internal.expression;

import dev.peristyle.internal.expression.kernel.Bitmaps;
import dev.peristyle.schema.DataType;

/** Negation; null stays null. */
final class NotStep extends Step {

    NotStep(Vector operand) {
        super(new Vector(DataType.BOOLEAN), operand);
    }

    @Override
    void run(int rows) {
        result().begin(rows);
        Bitmaps.not(input(0).values(), result().values(), rows);
        result().nullsOf(input(0));
    }
}
