package dev.peristyle;

import dev.peristyle.internal.expression.Function;
import dev.peristyle.internal.expression.Node;
import java.util.ArrayList;
import java.util.List;

/**
 * A choice between values that waits for the value of its last condition: {@code when(condition).then(value)}, any number
 * of further {@code .when(condition).then(value)}, then {@code .otherwise(value)}. Immutable.
 */
public final class When {

    private final List<Node> branches;
    private final Node condition;

    When(List<Node> branches, Expression condition) {
        this.branches = branches;
        this.condition = condition.node();
    }

    /**
     * Gives the value for rows where the condition is true and none before it was.
     *
     * @param value an expression, or a value as for {@link Expressions#lit}
     * @return the choice so far
     */
    public Then then(Object value) {
        List<Node> longer = new ArrayList<>(branches);
        longer.add(condition);
        longer.add(Operands.node(value));
        return new Then(longer);
    }

    /** A choice that can be finished or get further conditions. Immutable. */
    public static final class Then {

        private final List<Node> branches;

        private Then(List<Node> branches) {
            this.branches = List.copyOf(branches);
        }

        /**
         * Adds a condition for rows where none before it is true.
         *
         * @param condition a boolean expression
         * @return the choice, waiting for the condition's value
         */
        public When when(Expression condition) {
            return new When(branches, condition);
        }

        /**
         * Finishes the choice.
         *
         * @param value what holds where no condition is true: an expression, or a value as for {@link Expressions#lit}
         * @return the choice as an expression
         */
        public Expression otherwise(Object value) {
            List<Node> all = new ArrayList<>(branches);
            all.add(Operands.node(value));
            return new Expression(new Node.Call(Function.CASE, all));
        }

        /**
         * Finishes the choice with null where no condition is true.
         *
         * @return the choice as an expression
         */
        public Expression otherwiseNull() {
            List<Node> all = new ArrayList<>(branches);
            all.add(new Node.Literal(null));
            return new Expression(new Node.Call(Function.CASE, all));
        }
    }
}
