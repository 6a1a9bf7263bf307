package dev.peristyle.internal.expression;

import dev.peristyle.internal.expression.Bound.Apply;
import dev.peristyle.internal.expression.Compiler.Scope;
import dev.peristyle.spi.Condition;
import java.util.List;

/**
 * What an expression can compute from the values of a row: how it is written, which types it takes, and how it becomes a
 * loop. Everything that is to be known of a function is in its own file; nothing lists them but {@code Functions}.
 * Immutable and thread-safe. Two functions that are equal compute the same.
 */
public abstract class ScalarFunction {

    private final String symbol;

    /** Makes a function that is written that way: an operator or a name. */
    protected ScalarFunction(String symbol) {
        this.symbol = symbol;
    }

    /** The operator or name. */
    public final String symbol() {
        return symbol;
    }

    /** Whether it is written between its arguments. */
    public boolean isInfix() {
        return false;
    }

    /** Whether nested calls of it need no parentheses. */
    public boolean isAssociative() {
        return false;
    }

    /** Whether it is true exactly where all of its arguments are. */
    public boolean isConjunction() {
        return false;
    }

    /** Writes a call that is not infix; a name and arguments in parentheses unless a function says otherwise. */
    public void write(List<Node> arguments, NodeText text) {
        text.add(symbol).add("(").list(arguments).add(")");
    }

    /**
     * Checks the types of the arguments and applies the function to them.
     *
     * @param arguments the arguments with their types; may be the null without a type
     * @param node the call, for messages
     * @throws IllegalArgumentException when the types do not fit
     */
    public abstract Bound bind(List<Bound> arguments, Node node);

    /** Whether null in one argument makes the result null. */
    public boolean isStrict() {
        return true;
    }

    /** Whether it may throw for some row when its result is of that type; not what its arguments may do. */
    public boolean isFallible(dev.peristyle.schema.DataType type) {
        return false;
    }

    /** What a source can know of a condition; null when only an evaluator does. */
    public Condition condition(Apply apply, Conditions conditions) {
        return null;
    }

    /** The same value in another form that the steps at hand compute faster. */
    public Apply lower(Apply apply, Compiler compiler, Scope scope) {
        return apply;
    }

    /** Whether the step takes an argument that is a constant as it is, and needs no column of it. */
    public boolean takesConstant(Apply apply, int position) {
        return false;
    }

    /** Which argument is computed in a turn; by default the first one first. */
    public int inTurn(Apply apply, int turn) {
        return turn;
    }

    /** Where an argument is computed: in an inner scope when only some rows of it matter. */
    public Scope scope(Apply apply, int position, Vector[] ready, Compiler compiler, Scope outer) {
        return outer;
    }

    /**
     * Makes the loop.
     *
     * @param apply an application as {@link #bind} or {@link #lower} made it
     * @param operands the arguments as columns; null for constants that are taken as they are
     * @param compiler gives memory
     * @param scope the rows that matter
     */
    public abstract Step step(Apply apply, Vector[] operands, Compiler compiler, Scope scope);

    /** Returns the symbol. */
    @Override
    public String toString() {
        return symbol;
    }
}
