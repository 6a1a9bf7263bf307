package dev.peristyle.internal.function;

import dev.peristyle.internal.expression.Bound;
import dev.peristyle.internal.expression.Bound.Apply;
import dev.peristyle.internal.expression.CommonType;
import dev.peristyle.internal.expression.Compiler;
import dev.peristyle.internal.expression.Compiler.Scope;
import dev.peristyle.internal.expression.MaskStep;
import dev.peristyle.internal.expression.Node;
import dev.peristyle.internal.expression.NodeText;
import dev.peristyle.internal.expression.ScalarFunction;
import dev.peristyle.internal.expression.Step;
import dev.peristyle.internal.expression.Vector;
import dev.peristyle.internal.expression.kernel.Bitmaps;
import dev.peristyle.internal.expression.kernel.Choose;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Layout;
import java.util.ArrayList;
import java.util.List;

/** The result of the first condition that is true: conditions and results by turns, and last what holds otherwise. */
public final class Case extends ScalarFunction {

    public static final ScalarFunction CASE = new Case();

    private Case() {
        super("case");
    }

    @Override
    public void write(List<Node> arguments, NodeText text) {
        text.add("case");
        int last = arguments.size() - 1;
        for (int position = 0; position < last; position += 2) {
            text.add(" when ").whole(arguments.get(position));
            text.add(" then ").whole(arguments.get(position + 1));
        }
        text.add(" else ").whole(arguments.get(last)).add(" end");
    }

    @Override
    public boolean isStrict() {
        return false;
    }

    /** Nested choices between two; the results are brought to a common type. */
    @Override
    public Bound bind(List<Bound> arguments, Node node) {
        List<Bound> results = new ArrayList<>();
        int last = arguments.size() - 1;
        for (int position = 1; position < last; position += 2) {
            results.add(arguments.get(position));
        }
        results.add(arguments.get(last));
        List<Bound> converted = CommonType.convert(results, node);
        Bound result = converted.get(converted.size() - 1);
        for (int branch = converted.size() - 2; branch >= 0; branch--) {
            result = Choice.of(Logic.condition(arguments.get(2 * branch), node), converted.get(branch), result);
        }
        return result;
    }

    /**
     * Further choices come first where they need no mask: so a chain of thousands holds the values of two branches at a
     * time, not of all.
     */
    @Override
    public int inTurn(Apply apply, int turn) {
        return apply.argument(2).isFallible() ? turn : (turn + 2) % 3;
    }

    /** A branch complains only about its rows. */
    @Override
    public Scope scope(Apply apply, int position, Vector[] ready, Compiler compiler, Scope outer) {
        if (position == 0 || !apply.argument(position).isFallible()) {
            return outer;
        }
        MaskStep.Outcome kind = position == 1 ? MaskStep.Outcome.TRUE : MaskStep.Outcome.NOT_TRUE;
        return compiler.inner(compiler.add(new MaskStep(ready[0], outer.mask(), kind)));
    }

    @Override
    public Step step(Apply apply, Vector[] operands, Compiler compiler, Scope scope) {
        Vector taken = compiler.add(new MaskStep(operands[0], null, MaskStep.Outcome.TRUE));
        return new ChooseStep(apply.type(), taken, operands[1], operands[2]);
    }

    /** Takes each row from one of two columns. */
    private static final class ChooseStep extends Step {

        /** {@code taken} has the bits of the rows that come from the first column, and no nulls. */
        ChooseStep(DataType type, Vector taken, Vector first, Vector second) {
            super(new Vector(type), taken, first, second);
        }

        @Override
        public void run(int rows) {
            long taken = input(0).values();
            Vector first = input(1);
            Vector second = input(2);
            Vector result = result();
            result.begin(rows);
            if (result.layout() == Layout.BIT) {
                Bitmaps.choose(taken, first.values(), second.values(), result.values(), rows);
            } else if (result.layout().bytes() == Integer.BYTES) {
                Choose.ints(taken, first.values(), second.values(), result.values(), rows);
            } else if (result.layout().bytes() != Long.BYTES) {
                Choose.others(
                        taken, first.values(), second.values(), result.layout().bytes(), result.values(), rows);
            } else {
                Choose.longs(taken, first.values(), second.values(), result.values(), rows);
            }
            if (result.layout() == Layout.VIEW) {
                Choose.ints(taken, first.lengths(), second.lengths(), result.lengths(), rows);
            }
            if (first.validity() != 0 || second.validity() != 0) {
                long validity = result.reserveValidity();
                result.setNulls(validity, Bitmaps.choose(taken, first.validity(), second.validity(), validity, rows));
            }
        }
    }
}
