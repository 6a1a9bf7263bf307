package dev.peristyle.internal.expression;

import dev.peristyle.internal.expression.Bound.Apply;
import dev.peristyle.internal.expression.Bound.Constant;
import dev.peristyle.internal.expression.Compiler.Scope;
import dev.peristyle.internal.expression.kernel.DoubleArithmetic;
import dev.peristyle.schema.DataType;

/**
 * Product of a column of doubles with a sum or difference of another one and a constant, as in {@code price * (1 - discount)}:
 * the sum is never written to memory. Its bits are those of the two steps one after the other.
 */
final class FactorStep extends Step {

    private final double constant;
    private final boolean subtracts;

    private FactorStep(Vector left, double constant, boolean subtracts, Vector right) {
        super(new Vector(DataType.DOUBLE), left, right);
        this.constant = constant;
        this.subtracts = subtracts;
    }

    /** The step for a product, or null when it has another form or the sum is there already. */
    static FactorStep create(Compiler compiler, Apply product, Scope scope) {
        if (product.function() != Function.TIMES || !product.type().equals(DataType.DOUBLE)) {
            return null;
        }
        if (isSum(product.second()) && !compiler.isKnown(product.second(), scope)) {
            return create(compiler, product.first(), (Apply) product.second(), scope);
        }
        if (isSum(product.first()) && !compiler.isKnown(product.first(), scope)) {
            return create(compiler, product.second(), (Apply) product.first(), scope);
        }
        return null;
    }

    /** Whether that is a column plus or minus a constant, or a constant plus or minus a column. */
    private static boolean isSum(Bound bound) {
        return bound instanceof Apply apply
                && (apply.function() == Function.PLUS || apply.function() == Function.MINUS)
                && apply.first() instanceof Constant != apply.second() instanceof Constant;
    }

    private static FactorStep create(Compiler compiler, Bound factor, Apply sum, Scope scope) {
        Vector left = compiler.vector(factor, scope);
        boolean subtracts = sum.function() == Function.MINUS;
        if (sum.first() instanceof Constant constant) {
            return new FactorStep(left, (Double) constant.value(), subtracts, compiler.vector(sum.second(), scope));
        }
        double constant = (Double) ((Constant) sum.second()).value();
        return new FactorStep(left, subtracts ? -constant : constant, false, compiler.vector(sum.first(), scope));
    }

    @Override
    void run(int rows) {
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
