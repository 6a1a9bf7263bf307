package dev.peristyle.internal.plan;

import dev.peristyle.internal.expression.Node;
import java.util.ArrayList;
import java.util.List;

/**
 * Conditions on the columns that partitions have in common apply before a window: they keep a partition whole or drop it. A
 * column that is a float or a double stays, as with groups.
 */
final class FilterThroughWindow implements Rule {

    @Override
    public Plan apply(Plan step) {
        if (!(step instanceof Plan.Filter filter)
                || !(filter.input() instanceof WindowPlan window)
                || window.partition().isEmpty()) {
            return step;
        }
        List<Node> below = new ArrayList<>();
        List<Node> above = new ArrayList<>();
        for (Node condition : filter.conditions()) {
            // what may have no answer for some row waits for conditions that drop it
            boolean onKeys = FilterThroughGroup.isOverKeys(condition, window.partition(), window.schema())
                    && (above.isEmpty()
                            || !FilterIntoScan.predicate(window.schema(), condition)
                                    .isFallible());
            (onKeys ? below : above).add(condition);
        }
        if (below.isEmpty()) {
            return step;
        }
        Plan moved = window.withInputs(List.of(new Plan.Filter(window.input(), below)));
        return above.isEmpty() ? moved : new Plan.Filter(moved, above);
    }
}
