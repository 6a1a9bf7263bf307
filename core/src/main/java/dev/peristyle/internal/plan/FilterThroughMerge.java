package dev.peristyle.internal.plan;

import java.util.ArrayList;
import java.util.List;

/** Conditions apply to each input of a merge: rows that are left are sorted as they were. */
final class FilterThroughMerge implements Rule {

    @Override
    public Plan apply(Plan step) {
        if (!(step instanceof Plan.Filter filter) || !(filter.input() instanceof Merge merge)) {
            return step;
        }
        List<Plan> inputs = new ArrayList<>();
        merge.inputs().forEach(input -> inputs.add(new Plan.Filter(input, filter.conditions())));
        return merge.withInputs(inputs);
    }
}
