package dev.peristyle.internal.function;

import dev.peristyle.internal.expression.Bound;
import dev.peristyle.internal.expression.Bound.Apply;
import dev.peristyle.internal.expression.Bound.Constant;
import dev.peristyle.internal.expression.Compiler;
import dev.peristyle.internal.expression.Compiler.Scope;
import dev.peristyle.internal.expression.ScalarFunction;
import dev.peristyle.internal.expression.Step;
import dev.peristyle.internal.expression.Vector;
import org.agrona.UnsafeApi;

/**
 * A function that reads or writes texts or bytes row by row. To make one, say which types it takes ({@link #bind}) and what it does
 * with a row; null rows and those that nobody looks at do not get there.
 */
abstract class TextFunction extends ScalarFunction {

    TextFunction(String symbol) {
        super(symbol);
    }

    /** What is done with each row; holds what one thread needs for it. */
    abstract TextRows rows(Apply apply);

    @Override
    public final Step step(Apply apply, Vector[] operands, Compiler compiler, Scope scope) {
        return new TextStep(apply, rows(apply), operands, compiler, scope);
    }

    static long address(Vector text, int row) {
        return UnsafeApi.getLong(text.values() + ((long) row << 3));
    }

    static int length(Vector text, int row) {
        return UnsafeApi.getInt(text.lengths() + ((long) row << 2));
    }

    static int number(Vector ints, int row) {
        return UnsafeApi.getInt(ints.values() + ((long) row << 2));
    }

    /** An argument that is the same in each row. */
    static Object constant(Bound argument) {
        return ((Constant) argument).value();
    }
}
