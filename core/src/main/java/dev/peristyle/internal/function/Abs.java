package dev.peristyle.internal.function;

import dev.peristyle.internal.expression.Bound;
import dev.peristyle.internal.expression.Bound.Apply;
import dev.peristyle.internal.expression.Compiler;
import dev.peristyle.internal.expression.Compiler.Scope;
import dev.peristyle.internal.expression.Constants;
import dev.peristyle.internal.expression.Folding;
import dev.peristyle.internal.expression.Node;
import dev.peristyle.internal.expression.RowFailure;
import dev.peristyle.internal.expression.ScalarFunction;
import dev.peristyle.internal.expression.Step;
import dev.peristyle.internal.expression.Vector;
import dev.peristyle.internal.expression.kernel.Bitmaps;
import dev.peristyle.internal.expression.kernel.WideNumbers;
import dev.peristyle.internal.loop.Loops;
import dev.peristyle.internal.loop.NumberOperation;
import dev.peristyle.internal.loop.Operands;
import dev.peristyle.internal.loop.RowLoop;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Layout;
import java.util.List;

/** The absolute value. The smallest int or long has none. */
public final class Abs extends ScalarFunction implements NumberOperation {

    public static final ScalarFunction ABS = new Abs();

    private Abs() {
        super("abs");
    }

    @Override
    public Bound bind(List<Bound> arguments, Node node) {
        Bound operand = Arithmetic.number(arguments.get(0), node);
        return Constants.isUntyped(operand) ? operand : Folding.apply(this, operand.type(), operand);
    }

    @Override
    public boolean isFallible(DataType type) {
        return !(type instanceof DataType.Floating);
    }

    @Override
    public long ofLongs(long value, long unused) {
        return Math.abs(value);
    }

    @Override
    public long noticed(long value, long unused, long outcome) {
        return outcome & Long.MIN_VALUE;
    }

    @Override
    public float ofFloats(float value, float unused) {
        return Math.abs(value);
    }

    @Override
    public double ofDoubles(double value, double unused) {
        return Math.abs(value);
    }

    @Override
    public Step step(Apply apply, Vector[] operands, Compiler compiler, Scope scope) {
        return new AbsStep(apply, operands[0], scope.mask());
    }

    private static final class AbsStep extends Step {

        private final Apply apply;
        private final Vector mask;
        private final RowLoop loop;

        AbsStep(Apply apply, Vector operand, Vector mask) {
            super(new Vector(operand.type()), operand);
            this.apply = apply;
            this.mask = mask;
            Layout layout = operand.layout();
            this.loop = layout == Layout.INT128
                    ? null
                    : Loops.computing((NumberOperation) apply.function(), layout, Operands.SCALAR_SECOND);
        }

        @Override
        public void run(int rows) {
            Vector source = input(0);
            Vector result = result();
            result.begin(rows);
            result.nullsOf(source);
            if (loop == null) {
                WideNumbers.abs(source.values(), result.values(), rows);
            } else if (loop.run(source.values(), 0, result.values(), 0, rows) != 0) {
                check(rows);
            }
        }

        private void check(int rows) {
            for (int row = 0; row < rows; row++) {
                boolean matters = result().isPresent(row) && (mask == null || Bitmaps.isSet(mask.values(), row));
                if (matters && result().longAt(row) < 0) {
                    throw new RowFailure(
                            row,
                            apply + ": overflow of " + result().type() + ": abs(" + input(0).describe(row)
                                    + ") does not fit; cast the operand to a larger type");
                }
            }
        }
    }
}
