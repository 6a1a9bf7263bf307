package dev.peristyle.internal.function;

import dev.peristyle.internal.expression.Bound.Apply;
import dev.peristyle.internal.expression.Bound.Constant;
import dev.peristyle.internal.expression.Constants;
import dev.peristyle.internal.expression.Step;
import dev.peristyle.internal.expression.Vector;
import dev.peristyle.internal.loop.Loops;
import dev.peristyle.internal.loop.Operands;
import dev.peristyle.internal.loop.RowLoop;
import dev.peristyle.schema.Layout;

/** Sum, difference, product or quotient of two columns of the same layout, one of which may be a constant. */
final class ArithmeticStep extends Step {

    private final ArithmeticFunction function;
    private final Operands operands;
    private final long scalar;
    private final RowLoop loop;
    private final OverflowCheck check;

    /** Takes a constant that is not null in the place of a vector that is. */
    ArithmeticStep(Apply apply, Vector left, Vector right, Vector mask) {
        super(
                new Vector(apply.type()),
                left == null ? new Vector[] {right} : right == null ? new Vector[] {left} : new Vector[] {left, right});
        this.function = (ArithmeticFunction) apply.function();
        this.operands =
                left == null ? Operands.SCALAR_FIRST : right == null ? Operands.SCALAR_SECOND : Operands.COLUMNS;
        this.scalar = operands == Operands.COLUMNS
                ? 0
                : Constants.bits((Constant) (left == null ? apply.first() : apply.second()));
        Layout layout = apply.type().layout();
        this.loop = layout == Layout.INT128 ? null : Loops.computing(function, layout, operands);
        this.check = new OverflowCheck(apply, mask);
    }

    @Override
    public void run(int rows) {
        Vector result = result();
        Vector left = operands == Operands.SCALAR_FIRST ? null : input(0);
        Vector right = operands == Operands.SCALAR_SECOND ? null : input(inputCount() - 1);
        result.begin(rows);
        result.nullsOf(input(0), input(inputCount() - 1));
        long first = left == null ? scalar : left.values();
        long second = right == null ? scalar : right.values();
        if (loop == null) {
            if (function.wides(first, second, result.values(), rows)) {
                check.wide(left, right, result, rows);
            }
        } else if (check.isSuspicious(loop.run(first, second, result.values(), 0, rows))) {
            check.rows(left, right, scalar, result, rows);
        }
    }
}
