package dev.peristyle.internal.function;

import dev.peristyle.internal.expression.Bound;
import dev.peristyle.internal.expression.Bound.Apply;
import dev.peristyle.internal.expression.Bound.Constant;
import dev.peristyle.internal.expression.Compiler;
import dev.peristyle.internal.expression.Compiler.Scope;
import dev.peristyle.internal.expression.Conditions;
import dev.peristyle.internal.expression.Constants;
import dev.peristyle.internal.expression.Node;
import dev.peristyle.internal.expression.NodeText;
import dev.peristyle.internal.expression.ScalarFunction;
import dev.peristyle.internal.expression.Scratch;
import dev.peristyle.internal.expression.Step;
import dev.peristyle.internal.expression.TextArena;
import dev.peristyle.internal.expression.TextConstant;
import dev.peristyle.internal.expression.Vector;
import dev.peristyle.internal.expression.kernel.Membership;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Layout;
import dev.peristyle.spi.Condition;
import java.util.ArrayList;
import java.util.List;
import org.agrona.UnsafeApi;

/** Whether a value is one of several; null where it is none of them and one of them is null. */
public final class In extends ScalarFunction {

    public static final ScalarFunction IN = new In();

    private In() {
        super("in");
    }

    /** With more values than this a table is faster. */
    private static final int MAX_COMPARISONS = 3;

    @Override
    public void write(List<Node> arguments, NodeText text) {
        text.part(arguments.get(0))
                .add(" in (")
                .list(arguments.subList(1, arguments.size()))
                .add(")");
    }

    /**
     * A chain of comparisons joined by {@code or}: its nulls are those of {@code in}. Many constants are looked up in a
     * table instead.
     */
    @Override
    public Bound bind(List<Bound> arguments, Node node) {
        if (arguments.size() < 2) {
            throw new IllegalArgumentException(node.describe() + " needs at least one value");
        }
        List<Bound> comparisons = new ArrayList<>();
        List<Bound> table = new ArrayList<>();
        for (Bound value : arguments.subList(1, arguments.size())) {
            Bound comparison = Comparisons.bind(Comparison.EQ, arguments.get(0), value, node);
            if (isTableEntry(comparison, table)) {
                Apply apply = (Apply) comparison;
                if (table.isEmpty()) {
                    table.add(apply.first());
                }
                table.add(apply.second());
            } else {
                comparisons.add(comparison);
            }
        }
        Bound result = Constants.FALSE;
        if (table.size() - 1 > MAX_COMPARISONS) {
            result = new Apply(this, DataType.BOOLEAN, table);
        } else {
            for (Bound value : table.isEmpty() ? table : table.subList(1, table.size())) {
                result = Logic.OR.of(result, new Apply(Comparison.EQ, DataType.BOOLEAN, table.get(0), value));
            }
        }
        for (Bound comparison : comparisons) {
            result = Logic.OR.of(result, comparison);
        }
        return result;
    }

    private static boolean isTableEntry(Bound comparison, List<Bound> table) {
        return comparison instanceof Apply apply
                && apply.function() == Comparison.EQ
                && apply.second() instanceof Constant constant
                && !constant.isNull()
                && hasTable(apply.first().type().layout())
                && (table.isEmpty() || table.get(0).equals(apply.first()));
    }

    private static boolean hasTable(Layout layout) {
        return layout == Layout.INT32 || layout == Layout.INT64 || layout == Layout.FLOAT64 || layout == Layout.VIEW;
    }

    @Override
    public boolean takesConstant(Apply apply, int position) {
        return position > 0;
    }

    @Override
    public Condition condition(Apply apply, Conditions conditions) {
        return Conditions.in(apply);
    }

    @Override
    public Step step(Apply apply, Vector[] operands, Compiler compiler, Scope scope) {
        List<Bound> values = apply.arguments().subList(1, apply.arguments().size());
        return new InStep(operands[0], values, compiler.newScratch(), compiler.newArena());
    }

    /** One look-up per row in a hash table. */
    private static final class InStep extends Step {

        private final Layout layout;
        private final long table;
        private final int mask;

        /** The table lies in {@code scratch}, texts in {@code arena}. */
        InStep(Vector operand, List<Bound> values, Scratch scratch, TextArena arena) {
            super(new Vector(DataType.BOOLEAN), operand);
            this.layout = operand.layout();
            int slots = Integer.highestOneBit(values.size()) * 4;
            this.mask = slots - 1;
            this.table = scratch.reserve((long) slots * Membership.SLOT_BYTES);
            UnsafeApi.setMemory(table, (long) slots * Membership.SLOT_BYTES, (byte) 0);
            for (Bound each : values) {
                Constant value = (Constant) each;
                if (layout == Layout.VIEW) {
                    byte[] bytes = TextConstant.bytes(value);
                    Membership.addText(table, mask, arena.add(bytes), bytes.length);
                } else if (layout == Layout.FLOAT64) {
                    Membership.add(table, mask, Membership.bits((Double) value.value()));
                } else {
                    Membership.add(table, mask, Constants.bits(value));
                }
            }
        }

        @Override
        public void run(int rows) {
            Vector operand = input(0);
            Vector result = result();
            result.begin(rows);
            result.nullsOf(operand);
            long bits = result.values();
            if (layout == Layout.VIEW) {
                Membership.texts(operand.values(), operand.lengths(), operand.validity(), table, mask, bits, rows);
            } else if (layout == Layout.INT32) {
                Membership.ints(operand.values(), table, mask, bits, rows);
            } else if (layout == Layout.FLOAT64) {
                Membership.doubles(operand.values(), table, mask, bits, rows);
            } else {
                Membership.longs(operand.values(), table, mask, bits, rows);
            }
        }
    }
}
