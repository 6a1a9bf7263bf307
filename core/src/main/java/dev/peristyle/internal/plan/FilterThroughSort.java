package dev.peristyle.internal.plan;

import java.util.List;

/** Conditions apply before a sort, which then has fewer rows; not where it keeps only the first ones. */
final class FilterThroughSort implements Rule {

    @Override
    public Plan apply(Plan step) {
        if (!(step instanceof Plan.Filter filter) || !(filter.input() instanceof Plan.Sort sort) || sort.isLimited()) {
            return step;
        }
        return sort.withInputs(List.of(new Plan.Filter(sort.input(), filter.conditions())));
    }
}
