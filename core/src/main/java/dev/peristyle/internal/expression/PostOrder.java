package dev.peristyle.internal.expression;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;

/** Computes something for each part of an expression from what was computed for its parts, each part once. */
final class PostOrder {

    private PostOrder() {}

    /** Computes the outcome of one part. */
    interface Rule<T, R> {

        R apply(T part, List<R> outcomes);
    }

    /** The outcome for the whole; parts come from left to right. */
    @SuppressWarnings("unchecked")
    static <T extends Tree, R> R compute(T root, Rule<T, R> rule) {
        IdentityHashMap<Tree, R> outcomes = new IdentityHashMap<>();
        Deque<T> waiting = new ArrayDeque<>();
        waiting.push(root);
        while (!waiting.isEmpty()) {
            T tree = waiting.peek();
            if (outcomes.containsKey(tree)) {
                waiting.pop();
                continue;
            }
            List<? extends Tree> parts = tree.parts();
            List<R> ready = new ArrayList<>(parts.size());
            for (Tree part : parts) {
                R outcome = outcomes.get(part);
                if (outcome != null) {
                    ready.add(outcome);
                }
            }
            if (ready.size() == parts.size()) {
                waiting.pop();
                outcomes.put(tree, rule.apply(tree, ready));
                continue;
            }
            for (int part = parts.size() - 1; part >= 0; part--) {
                if (!outcomes.containsKey(parts.get(part))) {
                    waiting.push((T) parts.get(part));
                }
            }
        }
        return outcomes.get(root);
    }
}
