package dev.peristyle.internal.function;

import dev.peristyle.internal.expression.Bound;
import dev.peristyle.internal.expression.Bound.Apply;
import dev.peristyle.internal.expression.Bound.Constant;
import dev.peristyle.internal.expression.Compiler;
import dev.peristyle.internal.expression.Compiler.Scope;
import dev.peristyle.internal.expression.Conditions;
import dev.peristyle.internal.expression.Constants;
import dev.peristyle.internal.expression.Folding;
import dev.peristyle.internal.expression.MaskStep;
import dev.peristyle.internal.expression.Node;
import dev.peristyle.internal.expression.ScalarFunction;
import dev.peristyle.internal.expression.Step;
import dev.peristyle.internal.expression.TypeErrors;
import dev.peristyle.internal.expression.Vector;
import dev.peristyle.internal.expression.kernel.Bitmaps;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.DataType.Kind;
import dev.peristyle.spi.Condition;
import java.util.List;

/** {@code and} and {@code or} of SQL's three-valued logic. */
public final class Logic extends ScalarFunction {

    public static final Logic AND = new Logic("and");
    public static final Logic OR = new Logic("or");

    private Logic(String symbol) {
        super(symbol);
    }

    @Override
    public boolean isInfix() {
        return true;
    }

    @Override
    public boolean isAssociative() {
        return true;
    }

    @Override
    public boolean isConjunction() {
        return this == AND;
    }

    @Override
    public boolean isStrict() {
        return false;
    }

    @Override
    public Bound bind(List<Bound> arguments, Node node) {
        Bound result = condition(arguments.get(0), node);
        for (Bound argument : arguments.subList(1, arguments.size())) {
            result = of(result, condition(argument, node));
        }
        return result;
    }

    /** An argument that has to be boolean. */
    static Bound condition(Bound argument, Node node) {
        if (Constants.isUntyped(argument)) {
            return new Constant(DataType.BOOLEAN, null);
        }
        if (argument.type().kind() != Kind.BOOLEAN) {
            throw TypeErrors.mismatch(node, "needs conditions", "compare the operand with something", argument);
        }
        return argument;
    }

    /** Both or one of two conditions. */
    Bound of(Bound left, Bound right) {
        Constant neutral = this == AND ? Constants.TRUE : Constants.FALSE;
        Constant decisive = this == AND ? Constants.FALSE : Constants.TRUE;
        if (left.equals(neutral) || right.equals(decisive) && !left.isFallible()) {
            return right;
        }
        if (right.equals(neutral) || left.equals(decisive)) {
            return left;
        }
        return Folding.apply(this, DataType.BOOLEAN, left, right);
    }

    /** The right side complains only about rows that the left side leaves open. */
    @Override
    public Scope scope(Apply apply, int position, Vector[] ready, Compiler compiler, Scope outer) {
        if (position == 0 || !apply.second().isFallible()) {
            return outer;
        }
        MaskStep.Outcome open = this == AND ? MaskStep.Outcome.NOT_FALSE : MaskStep.Outcome.NOT_TRUE;
        return compiler.inner(compiler.add(new MaskStep(ready[0], outer.mask(), open)));
    }

    @Override
    public Condition condition(Apply apply, Conditions conditions) {
        List<Condition> parts = conditions.parts(apply);
        return this == AND ? new Condition.And(parts) : new Condition.Or(parts);
    }

    @Override
    public Step step(Apply apply, Vector[] operands, Compiler compiler, Scope scope) {
        return new LogicStep(this == AND, operands[0], operands[1]);
    }

    private static final class LogicStep extends Step {

        private final boolean conjunction;

        LogicStep(boolean conjunction, Vector left, Vector right) {
            super(new Vector(DataType.BOOLEAN), left, right);
            this.conjunction = conjunction;
        }

        @Override
        public void run(int rows) {
            Vector left = input(0);
            Vector right = input(1);
            Vector result = result();
            result.begin(rows);
            long validity = result.reserveValidity();
            int nulls = conjunction
                    ? Bitmaps.and(
                            left.values(),
                            left.validity(),
                            right.values(),
                            right.validity(),
                            result.values(),
                            validity,
                            rows)
                    : Bitmaps.or(
                            left.values(),
                            left.validity(),
                            right.values(),
                            right.validity(),
                            result.values(),
                            validity,
                            rows);
            result.setNulls(validity, nulls);
        }
    }
}
