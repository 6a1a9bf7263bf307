package dev.peristyle.internal.expression;

import dev.peristyle.schema.Schema;

/** Resolves the names and checks the types of an expression. */
public final class Binder {

    private Binder() {}

    /**
     * Binds an expression to a schema.
     *
     * @param node the expression as written
     * @param schema the columns it may read
     * @return the expression with types, simplified
     * @throws IllegalArgumentException when a column does not exist (suggests the nearest name) or types do not fit (shows
     *     the expression and the types of its operands and says what to do)
     */
    public static BoundExpression bind(Node node, Schema schema) {
        throw new UnsupportedOperationException("not yet");
    }
}
