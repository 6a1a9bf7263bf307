package dev.peristyle.internal.expression;

import dev.peristyle.internal.expression.Node.Call;
import java.util.ArrayList;
import java.util.List;

/** Takes a condition apart at its outermost {@code and}s. */
public final class Conjuncts {

    private Conjuncts() {}

    /**
     * Returns the conditions that all have to be true for a condition to be true.
     *
     * @param condition any expression
     * @return its parts from left to right; the condition itself when it is no conjunction
     */
    public static List<Node> split(Node condition) {
        List<Node> parts = new ArrayList<>();
        collect(condition, parts);
        return List.copyOf(parts);
    }

    private static void collect(Node node, List<Node> parts) {
        if (node instanceof Call call && call.function() == Function.AND) {
            call.arguments().forEach(argument -> collect(argument, parts));
        } else {
            parts.add(node);
        }
    }
}
