package dev.peristyle.internal.plan;

import java.util.ArrayList;
import java.util.List;

/** Conditions apply to each input of a concatenation. */
final class FilterThroughConcat implements Rule {

    @Override
    public Plan apply(Plan step) {
        if (!(step instanceof Plan.Filter filter) || !(filter.input() instanceof Plan.Concat concat)) {
            return step;
        }
        List<Plan> inputs = new ArrayList<>();
        concat.inputs().forEach(input -> inputs.add(new Plan.Filter(input, filter.conditions())));
        return new Plan.Concat(inputs);
    }
}
