package dev.peristyle.internal.plan;

import dev.peristyle.internal.expression.Conjuncts;

/**
 * Parts of the condition of a join that are over one input apply before it, where rows of that input which do not meet them
 * would not come out at all.
 */
final class JoinConditions implements Rule {

    @Override
    public Plan apply(Plan step) {
        if (!(step instanceof Plan.Join join) || join.condition() == null) {
            return step;
        }
        JoinSides sides = new JoinSides(
                join,
                Conjuncts.split(join.condition()),
                join.type().dropsLeft(),
                join.type().dropsRight());
        return sides.isEmpty() ? step : sides.below(join).with(JoinSides.all(sides.rest), join.schema());
    }
}
