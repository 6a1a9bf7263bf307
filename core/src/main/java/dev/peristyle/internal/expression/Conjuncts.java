package dev.peristyle.internal.expression;

import dev.peristyle.internal.expression.Node.Call;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Takes a condition apart at its outermost {@code and}s. */
public final class Conjuncts {

    /** Each part becomes a filter of its own, and nobody writes more than a program does. */
    private static final int MAX_PARTS = 256;

    private Conjuncts() {}

    /**
     * Returns the conditions that all have to be true for a condition to be true.
     *
     * @param condition any expression
     * @return its parts from left to right, at most 256, the last of which may be a conjunction; the condition itself when it
     *     is no conjunction
     */
    public static List<Node> split(Node condition) {
        List<Node> parts = new ArrayList<>();
        Deque<Node> waiting = new ArrayDeque<>();
        waiting.push(condition);
        ScalarFunction and = null;
        while (!waiting.isEmpty()) {
            Node node = waiting.pop();
            if (node instanceof Call call && call.function().isConjunction()) {
                and = call.function();
                for (int argument = call.arguments().size() - 1; argument >= 0; argument--) {
                    waiting.push(call.arguments().get(argument));
                }
            } else {
                parts.add(node);
            }
        }
        if (parts.size() > MAX_PARTS) {
            List<Node> rest = parts.subList(MAX_PARTS - 1, parts.size());
            Node joined = new Call(and, rest);
            rest.clear();
            parts.add(joined);
        }
        return List.copyOf(parts);
    }
}
