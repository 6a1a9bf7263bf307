package dev.peristyle;

import dev.peristyle.internal.expression.Node;
import dev.peristyle.internal.function.Case;
import dev.peristyle.internal.function.Comparison;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * A choice by a value: {@code match(col("code")).is("a", 1).is("b", 2).otherwise(0)}. The first value that equals it counts; null
 * equals none, so that it takes what holds otherwise. The value is computed once. Immutable.
 */
public final class Match {

    private final Node value;
    private final Match earlier;
    private final Node wanted;
    private final Node result;

    Match(Node value) {
        this(value, null, null, null);
    }

    private Match(Node value, Match earlier, Node wanted, Node result) {
        this.value = value;
        this.earlier = earlier;
        this.wanted = wanted;
        this.result = result;
    }

    /**
     * Gives the result for rows where the value equals another one, and none before it.
     *
     * @param other an expression, or a value as for {@link Expressions#lit}
     * @param then the result: an expression, or a value as for {@link Expressions#lit}
     * @return the choice so far
     */
    public Match is(Object other, Object then) {
        return new Match(value, this, Operands.node(other), Operands.node(then));
    }

    /**
     * Finishes the choice.
     *
     * @param then the result where the value equals none: an expression, or a value as for {@link Expressions#lit}
     * @return the choice as an expression
     */
    public Expression otherwise(Object then) {
        return finish(Operands.node(then));
    }

    /**
     * Finishes the choice with null where the value equals none.
     *
     * @return the choice as an expression
     */
    public Expression otherwiseNull() {
        return finish(new Node.Literal(null));
    }

    private Expression finish(Node otherwise) {
        Deque<Node> all = new ArrayDeque<>();
        all.push(otherwise);
        for (Match branch = this; branch.earlier != null; branch = branch.earlier) {
            all.push(branch.result);
            all.push(new Node.Call(Comparison.EQ, List.of(value, branch.wanted)));
        }
        return all.size() == 1 ? new Expression(otherwise) : new Expression(new Node.Call(Case.CASE, List.copyOf(all)));
    }
}
