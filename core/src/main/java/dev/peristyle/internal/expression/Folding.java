package dev.peristyle.internal.expression;

import dev.peristyle.column.ChunkWriter;
import dev.peristyle.error.ComputationException;
import dev.peristyle.internal.expression.Bound.Apply;
import dev.peristyle.internal.expression.Bound.Constant;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.util.List;

/** Computes in advance what is the same for every row, with the very steps that compute rows. */
public final class Folding {

    private static final Schema NO_COLUMNS = Schema.of();

    private Folding() {}

    /** A function of arguments, as a constant if it is one. */
    public static Bound apply(ScalarFunction function, DataType type, Bound... arguments) {
        return apply(new Apply(function, type, arguments));
    }

    /** An application, as a constant if it is one. */
    public static Bound apply(Apply apply) {
        boolean constant = true;
        for (Bound argument : apply.arguments()) {
            if (Constants.isNull(argument) && apply.function().isStrict()) {
                return new Constant(apply.type(), null);
            }
            constant &= argument instanceof Constant;
        }
        return constant ? compute(apply) : apply;
    }

    /** What fails stays as it is: it may be in a branch that no row takes. */
    private static Bound compute(Apply apply) {
        try (MemoryPool pool = MemoryPool.builder("constant expression").build();
                Program program = Program.compile(pool, NO_COLUMNS, List.of(apply))) {
            ChunkWriter row = new ChunkWriter(NO_COLUMNS, List.of());
            row.publish(1);
            program.run(row.chunk());
            return new Constant(apply.type(), ValueText.raw(program.result(0).column(), 0));
        } catch (ComputationException failure) {
            return apply;
        }
    }
}
