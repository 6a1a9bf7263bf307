package dev.peristyle.internal.plan;

import dev.peristyle.internal.join.JoinType;

/**
 * Conditions after a join that are over the columns of one input apply before it, where no row of that input comes out with
 * nulls in their place: to the left unless unmatched rows of the right come out, to the right unless those of the left do.
 */
final class FilterThroughJoin implements Rule {

    @Override
    public Plan apply(Plan step) {
        if (!(step instanceof Plan.Filter filter) || !(filter.input() instanceof Plan.Join join)) {
            return step;
        }
        JoinType type = join.type();
        JoinSides sides =
                new JoinSides(join, filter.conditions(), !type.keepsRight(), type.showsRight() && !type.keepsLeft());
        if (sides.isEmpty()) {
            return step;
        }
        Plan moved = sides.below(join);
        return sides.rest.isEmpty() ? moved : new Plan.Filter(moved, sides.rest);
    }
}
