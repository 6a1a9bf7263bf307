package dev.peristyle;

import dev.peristyle.internal.expression.Node;
import dev.peristyle.internal.function.Case;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;

/**
 * A choice between values that waits for the value of its last condition: {@code when(condition).then(value)}, any number
 * of further {@code .when(condition).then(value)}, then {@code .otherwise(value)}. Immutable.
 */
public final class When {

    private final Then earlier;
    private final Node condition;

    When(Then earlier, Expression condition) {
        this.earlier = earlier;
        this.condition = condition.node();
    }

    /**
     * Gives the value for rows where the condition is true and none before it was.
     *
     * @param value an expression, or a value as for {@link Expressions#lit}
     * @return the choice so far
     */
    public Then then(Object value) {
        return new Then(this, Operands.node(value));
    }

    /** A choice that can be finished or get further conditions. Immutable. */
    public static final class Then {

        private final When condition;
        private final Node value;

        private Then(When condition, Node value) {
            this.condition = condition;
            this.value = value;
        }

        /** Conditions and values by turns, and what holds otherwise. */
        private Expression finish(Node otherwise) {
            Deque<Node> all = new ArrayDeque<>();
            all.push(otherwise);
            for (Then branch = this; branch != null; branch = branch.condition.earlier) {
                all.push(branch.value);
                all.push(branch.condition.condition);
            }
            return new Expression(new Node.Call(Case.CASE, List.copyOf(all)));
        }

        /**
         * Adds a condition for rows where none before it is true.
         *
         * @param condition a boolean expression
         * @return the choice, waiting for the condition's value
         */
        public When when(Expression condition) {
            return new When(this, Objects.requireNonNull(condition, "condition"));
        }

        /**
         * Finishes the choice.
         *
         * @param value what holds where no condition is true: an expression, or a value as for {@link Expressions#lit}
         * @return the choice as an expression
         */
        public Expression otherwise(Object value) {
            return finish(Operands.node(value));
        }

        /**
         * Finishes the choice with null where no condition is true.
         *
         * @return the choice as an expression
         */
        public Expression otherwiseNull() {
            return finish(new Node.Literal(null));
        }
    }
}
