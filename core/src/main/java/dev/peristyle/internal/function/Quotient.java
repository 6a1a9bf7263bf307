package dev.peristyle.internal.function;

import dev.peristyle.internal.expression.Bound;
import dev.peristyle.internal.expression.Bound.Apply;
import dev.peristyle.internal.expression.Node;
import dev.peristyle.internal.expression.ScalarFunction;
import dev.peristyle.internal.expression.Vector;
import dev.peristyle.internal.loop.WordPairOperation;
import dev.peristyle.schema.DataType;
import java.util.List;

/** An integer divided by another one, towards zero; null where that is zero. */
public final class Quotient extends WordFunction {

    public static final ScalarFunction QUOTIENT = new Quotient();

    private Quotient() {
        super("quotient");
    }

    @Override
    public Bound bind(List<Bound> arguments, Node node) {
        return Integers.bind(this, arguments, node);
    }

    /** The smallest number divided by -1. */
    @Override
    public boolean isFallible(DataType type) {
        return true;
    }

    @Override
    WordPairOperation operation(Apply apply) {
        return apply.type().equals(DataType.INT) ? Division.OF_INTS : Division.OF_LONGS;
    }

    @Override
    String complaint(Apply apply, Vector first, Vector second, int row) {
        return second.longAt(row) == 0
                ? null
                : "overflow of " + apply.type() + ": " + first.describe(row) + " / -1 does not fit; "
                        + Integers.advice(apply.type());
    }

    private enum Division implements WordPairOperation {
        OF_INTS(Integer.MIN_VALUE),
        OF_LONGS(Long.MIN_VALUE);

        private final long least;

        Division(long least) {
            this.least = least;
        }

        @Override
        public long apply(long dividend, long divisor) {
            return dividend / (divisor | (divisor == 0 ? 1 : 0));
        }

        @Override
        public boolean isImpossible(long dividend, long divisor) {
            return divisor == 0 | (divisor == -1 & dividend == least);
        }
    }
}
