package dev.peristyle.internal.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** One concatenation of several within one another, as a loop that adds one input at a time makes them. */
final class FlattenConcat implements Rule {

    @Override
    public Plan apply(Plan step) {
        if (!(step instanceof Plan.Concat concat)) {
            return step;
        }
        if (concat.inputs().size() == 1) {
            return concat.inputs().get(0);
        }
        if (concat.inputs().stream().noneMatch(Plan.Concat.class::isInstance)) {
            return step;
        }
        List<Plan> flat = new ArrayList<>();
        Deque<Plan> left = new ArrayDeque<>(concat.inputs());
        while (!left.isEmpty()) {
            Plan input = left.pop();
            if (input instanceof Plan.Concat inner) {
                for (int position = inner.inputs().size() - 1; position >= 0; position--) {
                    left.push(inner.inputs().get(position));
                }
            } else {
                flat.add(input);
            }
        }
        return new Plan.Concat(flat);
    }
}
