package dev.peristyle.internal.expression;

import dev.peristyle.column.Chunk;
import dev.peristyle.error.ComputationException;
import dev.peristyle.internal.expression.Bound.Apply;
import dev.peristyle.internal.expression.Bound.Constant;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.util.List;

/** Computes in advance what is the same for every row, with the very steps that compute rows. */
final class Folding {

    private static final Schema NO_COLUMNS = Schema.of();

    private Folding() {}

    /** A function of arguments, as a constant if it is one. */
    static Bound apply(Function function, DataType type, Bound... arguments) {
        Apply apply = new Apply(function, type, arguments);
        boolean constant = true;
        for (Bound argument : arguments) {
            if (Constants.isNull(argument) && isStrict(function)) {
                return new Constant(type, null);
            }
            constant &= argument instanceof Constant;
        }
        return constant ? compute(apply) : apply;
    }

    /** Whether null in one argument makes the result null. */
    private static boolean isStrict(Function function) {
        return switch (function) {
            case AND, OR, CASE, IS_NULL, IS_NOT_NULL -> false;
            default -> true;
        };
    }

    /** What fails stays as it is: it may stand in a branch that no row takes. */
    private static Bound compute(Apply apply) {
        try (MemoryPool pool = MemoryPool.builder("constant expression").build();
                Program program = Program.compile(pool, NO_COLUMNS, List.of(apply))) {
            Chunk row = new Chunk(NO_COLUMNS, List.of());
            row.publish(1);
            program.run(row);
            return new Constant(apply.type(), ValueText.raw(program.result(0).column(), 0));
        } catch (ComputationException failure) {
            return apply;
        }
    }
}
