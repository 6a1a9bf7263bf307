package dev.peristyle.internal.function;

import dev.peristyle.internal.expression.Bound;
import dev.peristyle.internal.expression.Bound.Apply;
import dev.peristyle.internal.expression.Compiler;
import dev.peristyle.internal.expression.Compiler.Scope;
import dev.peristyle.internal.expression.Node;
import dev.peristyle.internal.expression.ScalarFunction;
import dev.peristyle.internal.expression.Step;
import dev.peristyle.internal.expression.TextArena;
import dev.peristyle.internal.expression.Vector;
import dev.peristyle.schema.DataType;
import java.util.List;
import org.agrona.UnsafeApi;

/** Texts one after the other; null where one of them is null. */
public final class Concat extends ScalarFunction {

    public static final ScalarFunction CONCAT = new Concat();

    private Concat() {
        super("||");
    }

    @Override
    public boolean isInfix() {
        return true;
    }

    @Override
    public Bound bind(List<Bound> arguments, Node node) {
        return TextArguments.bind(this, DataType.STRING, arguments, node);
    }

    @Override
    public Step step(Apply apply, Vector[] operands, Compiler compiler, Scope scope) {
        return new ConcatStep(operands, compiler.newArena());
    }

    private static final class ConcatStep extends Step {

        private final TextArena arena;

        ConcatStep(Vector[] parts, TextArena arena) {
            super(new Vector(DataType.STRING), parts);
            this.arena = arena;
        }

        @Override
        public void run(int rows) {
            Vector result = result();
            result.begin(rows);
            result.nullsOf(input(0));
            for (int part = 1; part < inputCount(); part++) {
                result.nullsOf(result, input(part));
            }
            arena.clear();
            for (int row = 0; row < rows; row++) {
                if (!result.isPresent(row)) {
                    result.putText(row, 0, 0);
                    continue;
                }
                long sum = 0;
                for (int part = 0; part < inputCount(); part++) {
                    sum += UnsafeApi.getInt(input(part).lengths() + 4L * row);
                }
                int length = Math.toIntExact(sum);
                long target = arena.reserve(length);
                long position = target;
                for (int part = 0; part < inputCount(); part++) {
                    int bytes = UnsafeApi.getInt(input(part).lengths() + 4L * row);
                    UnsafeApi.copyMemory(UnsafeApi.getLong(input(part).values() + 8L * row), position, bytes);
                    position += bytes;
                }
                arena.commit(length);
                result.putText(row, target, length);
            }
        }
    }
}
