package dev.peristyle.internal.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;

/** A tree as lines that are indented by depth, the inputs of a step below it. */
final class TreeText {

    /** Deeper steps are not indented further: the text of 10,000 chained steps would be mostly blanks. */
    private static final int MAX_INDENT = 40;

    private TreeText() {}

    /** All steps of a tree, from the root down. */
    static <T> List<T> all(T root, Function<T, List<? extends T>> inputs) {
        List<T> all = new ArrayList<>(List.of(root));
        for (int position = 0; position < all.size(); position++) {
            all.addAll(inputs.apply(all.get(position)));
        }
        return all;
    }

    /**
     * Writes a tree.
     *
     * @param root where to begin
     * @param inputs what is below a step
     * @param lines what to say of a step: its line, then details
     * @return lines without a line end after the last one
     */
    static <T> String of(T root, Function<T, List<? extends T>> inputs, Function<T, List<String>> lines) {
        StringBuilder text = new StringBuilder();
        Deque<T> steps = new ArrayDeque<>(List.of(root));
        Deque<Integer> depths = new ArrayDeque<>(List.of(0));
        while (!steps.isEmpty()) {
            T step = steps.pop();
            int depth = depths.pop();
            String indent = "  ".repeat(Math.min(depth, MAX_INDENT));
            for (String line : lines.apply(step)) {
                text.append(indent).append(line).append('\n');
            }
            List<? extends T> below = inputs.apply(step);
            for (int input = below.size() - 1; input >= 0; input--) {
                steps.push(below.get(input));
                depths.push(depth + 1);
            }
        }
        text.setLength(text.length() - 1);
        return text.toString();
    }
}
