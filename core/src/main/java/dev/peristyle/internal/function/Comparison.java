package dev.peristyle.internal.function;

import dev.peristyle.internal.expression.Bound;
import dev.peristyle.internal.expression.Bound.Apply;
import dev.peristyle.internal.expression.Bound.Constant;
import dev.peristyle.internal.expression.Compiler;
import dev.peristyle.internal.expression.Compiler.Scope;
import dev.peristyle.internal.expression.Conditions;
import dev.peristyle.internal.expression.Constants;
import dev.peristyle.internal.expression.Node;
import dev.peristyle.internal.expression.ScalarFunction;
import dev.peristyle.internal.expression.Step;
import dev.peristyle.internal.expression.Vector;
import dev.peristyle.internal.loop.Relation;
import dev.peristyle.schema.Layout;
import dev.peristyle.spi.Condition;
import java.util.List;

/** The six comparisons. NaN is greater than every other number, text is ordered byte by byte. */
public final class Comparison extends ScalarFunction {

    public static final Comparison EQ = new Comparison(Condition.Operator.EQ, Relation.EQ, false);
    public static final Comparison NE = new Comparison(Condition.Operator.NE, Relation.EQ, true);
    public static final Comparison LT = new Comparison(Condition.Operator.LT, Relation.LT, false);
    public static final Comparison LE = new Comparison(Condition.Operator.LE, Relation.LE, false);
    public static final Comparison GT = new Comparison(Condition.Operator.GT, Relation.LE, true);
    public static final Comparison GE = new Comparison(Condition.Operator.GE, Relation.LT, true);

    private final Condition.Operator operator;
    private final Relation relation;
    private final boolean inverted;

    private Comparison(Condition.Operator operator, Relation relation, boolean inverted) {
        super(operator.symbol());
        this.operator = operator;
        this.relation = relation;
        this.inverted = inverted;
    }

    @Override
    public boolean isInfix() {
        return true;
    }

    @Override
    public Bound bind(List<Bound> arguments, Node node) {
        return Comparisons.bind(this, arguments.get(0), arguments.get(1), node);
    }

    /** The comparison that holds when the operands change sides. */
    Comparison mirrored() {
        return switch (relation) {
            case EQ -> this;
            case LT -> inverted ? LE : GT;
            case LE -> inverted ? LT : GE;
        };
    }

    /** Whether it holds when the left side is less (-1), equal (0) or greater (1). */
    boolean holds(int sign) {
        boolean outcome = relation == Relation.EQ ? sign == 0 : sign < 0 || sign == 0 && relation == Relation.LE;
        return outcome != inverted;
    }

    /** Against the next value below the one that is meant, where that is not a value of the type. */
    Comparison orEqual() {
        return relation != Relation.LT ? this : inverted ? GT : LE;
    }

    /** The relation that this one or its opposite is. */
    Relation relation() {
        return relation;
    }

    /** What the bits of the relation are combined with to make them bits of this one. */
    long invert() {
        return inverted ? -1L : 0L;
    }

    @Override
    public boolean takesConstant(Apply apply, int position) {
        Layout layout = apply.first().type().layout();
        return position == 1
                && !Constants.isNull(apply.second())
                && layout == apply.second().type().layout()
                && layout != Layout.INT128
                && CompareStep.factor(apply.first().type(), apply.second().type()) == 1
                && CompareStep.factor(apply.second().type(), apply.first().type()) == 1;
    }

    @Override
    public Condition condition(Apply apply, Conditions conditions) {
        return Conditions.comparison(apply, operator);
    }

    @Override
    public Step step(Apply apply, Vector[] operands, Compiler compiler, Scope scope) {
        return operands[1] == null
                ? new CompareScalarStep(this, operands[0], (Constant) apply.second(), compiler.newScratch())
                : new CompareStep(this, operands[0], operands[1]);
    }
}
