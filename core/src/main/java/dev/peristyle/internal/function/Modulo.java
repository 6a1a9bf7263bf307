package dev.peristyle.internal.function;

import dev.peristyle.internal.expression.Bound.Apply;
import dev.peristyle.internal.expression.Compiler;
import dev.peristyle.internal.expression.Compiler.Scope;
import dev.peristyle.internal.expression.ScalarFunction;
import dev.peristyle.internal.expression.Scratch;
import dev.peristyle.internal.expression.Step;
import dev.peristyle.internal.expression.Vector;
import dev.peristyle.internal.expression.kernel.Bitmaps;
import dev.peristyle.internal.expression.kernel.WideNumbers;
import dev.peristyle.internal.loop.Loops;
import dev.peristyle.internal.loop.Operands;
import dev.peristyle.internal.loop.Relation;
import dev.peristyle.internal.loop.RowLoop;
import dev.peristyle.internal.loop.ScalarComparison;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Layout;

/**
 * Remainder with the sign of the dividend; null for integers and decimals where the divisor is zero. What its loops notice is
 * such a divisor.
 */
public final class Modulo extends ArithmeticFunction {

    public static final ScalarFunction MODULO = new Modulo();

    private Modulo() {
        super("%");
    }

    @Override
    public boolean isFallible(DataType type) {
        return false;
    }

    @Override
    public boolean takesConstant(Apply apply, int position) {
        return false;
    }

    @Override
    public long ofInts(int left, int right) {
        return left % (right | (right == 0 ? 1 : 0));
    }

    @Override
    public long noticed(int left, int right, long outcome) {
        return right == 0 ? 1 : 0;
    }

    @Override
    public long ofLongs(long left, long right) {
        return left % (right | (right == 0 ? 1 : 0));
    }

    @Override
    public long noticed(long left, long right, long outcome) {
        return right == 0 ? 1 : 0;
    }

    @Override
    public long alsoNoticed(long left, long right, long outcome) {
        return 0;
    }

    @Override
    public long summary(long zeros, long nothing) {
        return zeros;
    }

    @Override
    boolean wides(long left, long right, long result, int rows) {
        throw new IllegalStateException("its step does it");
    }

    @Override
    public float ofFloats(float left, float right) {
        return left % right;
    }

    @Override
    public double ofDoubles(double left, double right) {
        return left % right;
    }

    @Override
    public Step step(Apply apply, Vector[] operands, Compiler compiler, Scope scope) {
        return new ModuloStep(this, apply.type(), operands[0], operands[1], compiler.newScratch());
    }

    private static final class ModuloStep extends Step {

        private final Scratch zeros;
        private final RowLoop loop;
        private final ScalarComparison isZero;

        ModuloStep(Modulo modulo, DataType type, Vector left, Vector right, Scratch zeros) {
            super(new Vector(type), left, right);
            this.zeros = zeros;
            boolean wide = type.layout() == Layout.INT128;
            this.loop = wide ? null : Loops.computing(modulo, type.layout(), Operands.COLUMNS);
            this.isZero = wide ? null : ScalarComparison.of(type.layout(), Relation.EQ, 0, 0);
        }

        @Override
        public void run(int rows) {
            Vector left = input(0);
            Vector right = input(1);
            Vector result = result();
            result.begin(rows);
            result.nullsOf(left, right);
            if (loop == null) {
                long zero = zeros.reserve(Bitmaps.bytes(rows));
                if (WideNumbers.remainder(left.values(), right.values(), result.values(), zero, rows)) {
                    result.addNulls(zero);
                }
            } else if (loop.run(left.values(), right.values(), result.values(), 0, rows) != 0) {
                long zero = zeros.reserve(Bitmaps.bytes(rows));
                isZero.run(right.values(), zero, rows);
                result.addNulls(zero);
            }
        }
    }
}
