package dev.peristyle.internal.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Computes something of a plan from the sources up. Any depth. */
final class PlanFold {

    private record Frame<T, R>(T step, List<R> inputs) {}

    private PlanFold() {}

    /**
     * Computes.
     *
     * @param inputs what a step reads from
     * @param combine computes the result of a step from those of its inputs
     * @return the result of the root
     */
    static <T, R> R fold(T root, Function<T, List<? extends T>> inputs, BiFunction<T, List<R>, R> combine) {
        Deque<Frame<T, R>> open = new ArrayDeque<>();
        open.push(new Frame<>(root, new ArrayList<>()));
        while (true) {
            Frame<T, R> frame = open.peek();
            List<? extends T> below = inputs.apply(frame.step);
            if (frame.inputs.size() < below.size()) {
                open.push(new Frame<>(below.get(frame.inputs.size()), new ArrayList<>()));
                continue;
            }
            R result = combine.apply(frame.step, frame.inputs);
            open.pop();
            if (open.isEmpty()) {
                return result;
            }
            open.peek().inputs.add(result);
        }
    }
}
