package dev.peristyle.internal.plan;

import java.util.List;

/** Limits go down and become part of sorts. The rules that say how are only loaded for a plan that has one. */
final class LimitRules implements Rule {

    private static final class All {
        private static final List<Rule> RULES = List.of(new MergeLimits(), new LimitThroughSkip(), new TopRows());
    }

    @Override
    public Plan apply(Plan step) {
        return step instanceof Plan.Limit ? Rules.inTurn(All.RULES, step) : step;
    }
}
