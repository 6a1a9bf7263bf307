package dev.peristyle.internal.plan;

import dev.peristyle.internal.expression.Node;
import java.util.ArrayList;
import java.util.List;

/**
 * Conditions after an as-of join that are over the columns of the left apply before it. Those over the right do not: another row
 * would be the nearest then.
 */
final class FilterThroughAsOfJoin implements Rule {

    @Override
    public Plan apply(Plan step) {
        if (!(step instanceof Plan.Filter filter) || !(filter.input() instanceof Plan.AsOfJoin join)) {
            return step;
        }
        List<Node> moved = new ArrayList<>();
        List<Node> rest = new ArrayList<>();
        for (Node condition : filter.conditions()) {
            boolean ofLeft = JoinSides.isOver(join.left().schema(), condition);
            (ofLeft ? moved : rest).add(condition);
        }
        if (moved.isEmpty()) {
            return step;
        }
        Plan over = join.withInputs(List.of(new Plan.Filter(join.left(), moved), join.right()));
        return rest.isEmpty() ? over : new Plan.Filter(over, rest);
    }
}
