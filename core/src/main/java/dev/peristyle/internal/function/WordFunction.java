package dev.peristyle.internal.function;

import dev.peristyle.internal.expression.Bound.Apply;
import dev.peristyle.internal.expression.Compiler;
import dev.peristyle.internal.expression.Compiler.Scope;
import dev.peristyle.internal.expression.ScalarFunction;
import dev.peristyle.internal.expression.Step;
import dev.peristyle.internal.expression.Vector;
import dev.peristyle.internal.loop.WordPairOperation;
import java.util.Arrays;
import java.util.Objects;

/**
 * A function of one or two values of at most 64 bits, in a loop compiled for it. Arguments that it takes as constants are what
 * its operation holds. To make one, say which types it takes ({@link #bind}) and what it does with the words.
 */
abstract class WordFunction extends ScalarFunction {

    WordFunction(String symbol) {
        super(symbol);
    }

    /** What is done with the words of each row. */
    abstract WordPairOperation operation(Apply apply);

    /** Why a row has no outcome, which ends the run; null where it becomes null instead. */
    String complaint(Apply apply, Vector first, Vector second, int row) {
        return null;
    }

    @Override
    public final Step step(Apply apply, Vector[] operands, Compiler compiler, Scope scope) {
        Vector[] columns = Arrays.stream(operands).filter(Objects::nonNull).toArray(Vector[]::new);
        return new WordStep(apply, this, operation(apply), columns, scope.mask(), compiler.newScratch());
    }
}
