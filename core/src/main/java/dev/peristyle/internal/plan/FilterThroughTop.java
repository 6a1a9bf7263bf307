package dev.peristyle.internal.plan;

import dev.peristyle.internal.expression.Node;
import java.util.ArrayList;
import java.util.List;

/** Conditions on keys apply before the first rows of each group are found: they keep or drop whole groups. */
final class FilterThroughTop implements Rule {

    @Override
    public Plan apply(Plan step) {
        if (!(step instanceof Plan.Filter filter) || !(filter.input() instanceof TopOfGroups top)) {
            return step;
        }
        List<Node> below = new ArrayList<>();
        List<Node> above = new ArrayList<>();
        for (Node condition : filter.conditions()) {
            // what may have no answer for some row waits for conditions that drop it
            boolean onKeys = FilterThroughGroup.isOverKeys(condition, top.keys(), top.schema())
                    && (above.isEmpty()
                            || !FilterIntoScan.predicate(top.schema(), condition)
                                    .isFallible());
            (onKeys ? below : above).add(condition);
        }
        if (below.isEmpty()) {
            return step;
        }
        Plan moved = top.withInputs(List.of(new Plan.Filter(top.input(), below)));
        return above.isEmpty() ? moved : new Plan.Filter(moved, above);
    }
}
