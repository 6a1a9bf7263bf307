package dev.peristyle.internal.function;

import dev.peristyle.internal.expression.Bound;
import dev.peristyle.internal.expression.Bound.Apply;
import dev.peristyle.internal.expression.Bound.Constant;
import dev.peristyle.internal.expression.Compiler;
import dev.peristyle.internal.expression.Compiler.Scope;
import dev.peristyle.internal.expression.Node;
import dev.peristyle.internal.expression.ScalarFunction;
import dev.peristyle.internal.expression.Step;
import dev.peristyle.internal.expression.Vector;
import dev.peristyle.internal.expression.kernel.DoubleArithmetic;
import dev.peristyle.schema.DataType;
import java.util.List;

/**
 * Product of a column of doubles with a sum or difference of another one and a constant, as in {@code price * (1 - discount)}:
 * the sum is never written to memory. Its bits are those of the two steps one after the other. Nobody writes it: products
 * become it.
 */
final class Factor extends ScalarFunction {

    private static final Factor SUM = new Factor(false);
    private static final Factor DIFFERENCE = new Factor(true);

    private final boolean subtracts;

    private Factor(boolean subtracts) {
        super(subtracts ? "timesDifference" : "timesSum");
        this.subtracts = subtracts;
    }

    /** The product in this form, or as it is when it has another form or the sum is there already. */
    static Apply of(Apply product, Compiler compiler) {
        if (!product.type().equals(DataType.DOUBLE)) {
            return product;
        }
        if (isSum(product.second()) && !compiler.isKnown(product.second())) {
            return with(product.first(), (Apply) product.second());
        }
        if (isSum(product.first()) && !compiler.isKnown(product.first())) {
            return with(product.second(), (Apply) product.first());
        }
        return product;
    }

    /** Whether that is a column plus or minus a constant, or a constant plus or minus a column. */
    private static boolean isSum(Bound bound) {
        return bound instanceof Apply apply
                && (apply.function() == Plus.PLUS || apply.function() == Minus.MINUS)
                && apply.first() instanceof Constant != apply.second() instanceof Constant;
    }

    private static Apply with(Bound factor, Apply sum) {
        boolean subtracts = sum.function() == Minus.MINUS;
        if (sum.first() instanceof Constant) {
            return new Apply(subtracts ? DIFFERENCE : SUM, DataType.DOUBLE, factor, sum.second(), sum.first());
        }
        double value = (Double) ((Constant) sum.second()).value();
        Constant added = subtracts ? new Constant(DataType.DOUBLE, -value) : (Constant) sum.second();
        return new Apply(SUM, DataType.DOUBLE, factor, sum.first(), added);
    }

    @Override
    public Bound bind(List<Bound> arguments, Node node) {
        throw new IllegalStateException("products become it");
    }

    @Override
    public boolean takesConstant(Apply apply, int position) {
        return position == 2;
    }

    @Override
    public Step step(Apply apply, Vector[] operands, Compiler compiler, Scope scope) {
        double constant = (Double) ((Constant) apply.argument(2)).value();
        return new FactorStep(operands[0], constant, subtracts, operands[1]);
    }

    private static final class FactorStep extends Step {

        private final double constant;
        private final boolean subtracts;

        FactorStep(Vector left, double constant, boolean subtracts, Vector right) {
            super(new Vector(DataType.DOUBLE), left, right);
            this.constant = constant;
            this.subtracts = subtracts;
        }

        @Override
        public void run(int rows) {
            Vector left = input(0);
            Vector right = input(1);
            Vector result = result();
            result.begin(rows);
            result.nullsOf(left, right);
            if (subtracts) {
                DoubleArithmetic.multiplyDifference(left.values(), constant, right.values(), result.values(), rows);
            } else {
                DoubleArithmetic.multiplySum(left.values(), constant, right.values(), result.values(), rows);
            }
        }
    }
}
