package dev.peristyle.internal.plan;

import dev.peristyle.internal.expression.Conjuncts;
import dev.peristyle.internal.expression.Node;
import java.util.ArrayList;
import java.util.List;

/**
 * One filter of several that follow one another, with a condition for each {@code and}: each part can then go its own way
 * down. They apply in the order in which the user wrote them, because a later one may have no answer for a row that an
 * earlier one drops.
 */
final class SplitAndMergeFilters implements Rule {

    @Override
    public Plan apply(Plan step) {
        if (!(step instanceof Plan.Filter filter)) {
            return step;
        }
        // from the last filter to the first
        List<List<Node>> groups = new ArrayList<>();
        Plan input = step;
        while (input instanceof Plan.Filter below) {
            groups.add(below.conditions());
            input = below.input();
        }
        List<Node> parts = new ArrayList<>();
        for (int group = groups.size() - 1; group >= 0; group--) {
            for (Node condition : groups.get(group)) {
                parts.addAll(Conjuncts.split(condition));
            }
        }
        boolean changed =
                groups.size() > 1 || parts.size() != filter.conditions().size();
        return changed ? new Plan.Filter(input, parts) : step;
    }
}
