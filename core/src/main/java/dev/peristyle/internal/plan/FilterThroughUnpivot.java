package dev.peristyle.internal.plan;

import dev.peristyle.internal.expression.Node;
import java.util.ArrayList;
import java.util.List;

/** Conditions on columns that are repeated in the rows of an unpivot apply before it. */
final class FilterThroughUnpivot implements Rule {

    @Override
    public Plan apply(Plan step) {
        if (!(step instanceof Plan.Filter filter) || !(filter.input() instanceof Unpivot unpivot)) {
            return step;
        }
        List<Node> below = new ArrayList<>();
        List<Node> above = new ArrayList<>();
        for (Node condition : filter.conditions()) {
            // what may have no answer for some row waits for conditions that drop it
            boolean isRepeated = unpivot.repeated().containsAll(Renaming.columnsOf(List.of(condition)))
                    && (above.isEmpty()
                            || !FilterIntoScan.predicate(unpivot.schema(), condition)
                                    .isFallible());
            (isRepeated ? below : above).add(condition);
        }
        if (below.isEmpty()) {
            return step;
        }
        Plan moved = unpivot.withInputs(List.of(new Plan.Filter(unpivot.input(), below)));
        return above.isEmpty() ? moved : new Plan.Filter(moved, above);
    }
}
