package dev.peristyle;

import dev.peristyle.internal.expression.Node;

/** Shows the node of an expression to tests in other packages. */
public final class ExpressionFixture {

    private ExpressionFixture() {}

    /**
     * The node.
     *
     * @param expression an expression
     * @return its node
     */
    public static Node node(Expression expression) {
        return expression.node();
    }
}
