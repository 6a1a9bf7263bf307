package dev.peristyle.internal.expression;

import dev.peristyle.internal.expression.Bound.Apply;
import dev.peristyle.internal.expression.Bound.Constant;
import dev.peristyle.internal.expression.kernel.Membership;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.DataType.Layout;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.agrona.UnsafeApi;

/** Whether a value is one of several constants that are not null: one look-up a row in a hash table. */
final class InStep extends Step {

    private final Layout layout;
    private final long table;
    private final int mask;

    /** The table lies in {@code scratch}, texts in {@code arena}. */
    InStep(Vector operand, List<Constant> values, Scratch scratch, TextArena arena) {
        super(new Vector(DataType.BOOLEAN), operand);
        this.layout = operand.layout();
        int slots = Integer.highestOneBit(values.size()) * 4;
        this.mask = slots - 1;
        this.table = scratch.reserve((long) slots * Membership.SLOT_BYTES);
        UnsafeApi.setMemory(table, (long) slots * Membership.SLOT_BYTES, (byte) 0);
        for (Constant value : values) {
            if (layout == Layout.VIEW) {
                byte[] bytes = ((String) value.value()).getBytes(StandardCharsets.UTF_8);
                Membership.addText(table, mask, arena.add(bytes), bytes.length);
            } else {
                Membership.add(table, mask, Constants.bits(value));
            }
        }
    }

    /** Whether an application of {@link Function#IN} to such an operand has a table. */
    static boolean handles(Bound operand) {
        return switch (operand.type().layout()) {
            case INT32, INT64, VIEW -> true;
            case BIT, FLOAT32, FLOAT64 -> false;
        };
    }

    static Step create(Compiler compiler, Apply apply, Vector operand) {
        List<Constant> values =
                apply.arguments().stream().skip(1).map(Constant.class::cast).toList();
        return new InStep(operand, values, compiler.newScratch(), compiler.newArena());
    }

    @Override
    void run(int rows) {
        Vector operand = input(0);
        Vector result = result();
        result.begin(rows);
        result.nullsOf(operand);
        long bits = result.values();
        if (layout == Layout.VIEW) {
            Membership.texts(operand.values(), operand.lengths(), operand.validity(), table, mask, bits, rows);
        } else if (layout == Layout.INT32) {
            Membership.ints(operand.values(), table, mask, bits, rows);
        } else {
            Membership.longs(operand.values(), table, mask, bits, rows);
        }
    }
}
