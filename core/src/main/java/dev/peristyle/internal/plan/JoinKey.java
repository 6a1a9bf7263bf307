package dev.peristyle.internal.plan;

import dev.peristyle.internal.expression.Node;

/** Two expressions that are equal where rows match, one over each side. */
public record JoinKey(Node left, Node right) {

    /** A column that has the same name on both sides. */
    public static JoinKey ofColumn(String name) {
        return new JoinKey(new Node.ColumnReference(name), new Node.ColumnReference(name));
    }

    /** Whether both are the same column, which then comes out once. */
    boolean isShared() {
        return left instanceof Node.ColumnReference && left.equals(right);
    }

    /** The key as text. */
    String describe() {
        return isShared() ? left.describe() : left.describe() + " = " + right.describe();
    }
}
