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
import dev.peristyle.internal.expression.kernel.AsciiCase;
import dev.peristyle.internal.expression.kernel.Utf8;
import dev.peristyle.schema.DataType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.agrona.UnsafeApi;

/** A text in lower or upper case. Texts beyond ASCII take the way through Java's strings and allocate. */
public final class TextCase extends ScalarFunction {

    public static final ScalarFunction LOWER = new TextCase("lower");
    public static final ScalarFunction UPPER = new TextCase("upper");

    private TextCase(String symbol) {
        super(symbol);
    }

    @Override
    public Bound bind(List<Bound> arguments, Node node) {
        return TextArguments.bind(this, DataType.STRING, arguments, node);
    }

    @Override
    public Step step(Apply apply, Vector[] operands, Compiler compiler, Scope scope) {
        return new TextCaseStep(this == UPPER, operands[0], compiler.newArena());
    }

    private static final class TextCaseStep extends Step {

        private final boolean upper;
        private final TextArena arena;

        TextCaseStep(boolean upper, Vector operand, TextArena arena) {
            super(new Vector(DataType.STRING), operand);
            this.upper = upper;
            this.arena = arena;
        }

        @Override
        public void run(int rows) {
            Vector source = input(0);
            Vector result = result();
            result.begin(rows);
            result.nullsOf(source);
            arena.clear();
            for (int row = 0; row < rows; row++) {
                if (source.isPresent(row)) {
                    change(
                            UnsafeApi.getLong(source.values() + 8L * row),
                            UnsafeApi.getInt(source.lengths() + 4L * row),
                            row);
                } else {
                    result.putText(row, 0, 0);
                }
            }
        }

        private void change(long text, int length, int row) {
            if (Utf8.isAscii(text, length)) {
                long target = arena.reserve(length);
                if (upper) {
                    AsciiCase.upper(text, target, length);
                } else {
                    AsciiCase.lower(text, target, length);
                }
                arena.commit(length);
                result().putText(row, target, length);
                return;
            }
            String value = TextArena.string(text, length);
            String changed = upper ? value.toUpperCase(Locale.ROOT) : value.toLowerCase(Locale.ROOT);
            byte[] bytes = changed.getBytes(StandardCharsets.UTF_8);
            result().putText(row, arena.add(bytes), bytes.length);
        }
    }
}
