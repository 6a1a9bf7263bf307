package dev.peristyle.internal.plan;

import java.util.List;

/** Conditions go down. The rules that say how are only loaded for a plan that has one. */
final class FilterRules implements Rule {

    private static final class All {
        private static final List<Rule> RULES = List.of(
                new SplitAndMergeFilters(),
                new FilterThroughProject(),
                new FilterThroughSort(),
                new FilterThroughGroup(),
                new FilterThroughTop(),
                new FilterThroughWindow(),
                new FilterThroughConcat(),
                new FilterThroughMerge(),
                new FilterThroughUnpivot(),
                new FilterThroughJoin(),
                new FilterThroughAsOfJoin(),
                new FilterIntoScan());
    }

    @Override
    public Plan apply(Plan step) {
        return step instanceof Plan.Filter ? Rules.inTurn(All.RULES, step) : step;
    }
}
