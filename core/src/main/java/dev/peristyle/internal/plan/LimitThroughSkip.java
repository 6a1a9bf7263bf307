package dev.peristyle.internal.plan;

import java.util.List;

/** A limit after rows were left out applies before that too, so that a sort below holds only the rows of the two. */
final class LimitThroughSkip implements Rule {

    @Override
    public Plan apply(Plan step) {
        if (!(step instanceof Plan.Limit limit)
                || limit.count() == 0
                || !(limit.input() instanceof Skip skip)
                || limit.count() > Long.MAX_VALUE - skip.count()) {
            return step;
        }
        return skip.withInputs(List.of(new Plan.Limit(skip.input(), skip.count() + limit.count())));
    }
}
