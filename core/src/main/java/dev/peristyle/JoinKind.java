package dev.peristyle;

import dev.peristyle.internal.join.JoinType;

/**
 * Which rows a join of two pipelines gives, the left one being that on which {@link Pipeline#join} is called. For every row of
 * the left against every row of the right there is {@link JoinOn#everything()}.
 */
public enum JoinKind {
    /** Each left row with each right row that matches it. */
    INNER(JoinType.INNER),
    /** As inner, and each left row without a match once, with nulls for the columns of the right. */
    LEFT(JoinType.LEFT),
    /** As inner, and at the end each right row without a match once, with nulls for the columns of the left. */
    RIGHT(JoinType.RIGHT),
    /** As left, and at the end each right row without a match once, with nulls for the columns of the left. */
    FULL(JoinType.FULL),
    /** The left rows that have a match, each once, with their own columns alone. */
    SEMI(JoinType.SEMI),
    /** The left rows that have no match, with their own columns alone. */
    ANTI(JoinType.ANTI);

    private final JoinType type;

    JoinKind(JoinType type) {
        this.type = type;
    }

    JoinType type() {
        return type;
    }
}
