package dev.peristyle.internal.expression;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Messages for operands of the wrong type. */
public final class TypeErrors {

    private TypeErrors() {}

    /** Says what the expression needs, what it got, and what to do. */
    public static IllegalArgumentException mismatch(Node node, String need, String advice, Bound... operands) {
        String types = Arrays.stream(operands)
                .map(operand -> operand.type() == null ? "null" : operand.type().toString())
                .collect(Collectors.joining(" and "));
        return new IllegalArgumentException(
                node.describe() + ": " + need + ", but the operand types are " + types + "; " + advice);
    }
}
