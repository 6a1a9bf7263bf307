package dev.peristyle.internal.expression;

import dev.peristyle.internal.expression.Bound.Apply;
import dev.peristyle.schema.DataType.Kind;
import java.util.List;

/** Knows which expressions can be an error for some values. */
final class Fallible {

    private Fallible() {}

    /** Whether the expression or a part of it may throw for some row. */
    static boolean is(Bound bound) {
        return bound instanceof Apply apply && (isItself(apply) || isOneOf(apply.arguments()));
    }

    private static boolean isOneOf(List<Bound> arguments) {
        for (Bound argument : arguments) {
            if (is(argument)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isItself(Apply apply) {
        return switch (apply.function()) {
            case PLUS, MINUS, TIMES, ABS ->
                apply.type().kind() != Kind.DOUBLE && apply.type().kind() != Kind.FLOAT;
            case CAST -> true;
            default -> false;
        };
    }
}
