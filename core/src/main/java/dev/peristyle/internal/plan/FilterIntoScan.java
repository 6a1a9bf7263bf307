package dev.peristyle.internal.plan;

import dev.peristyle.internal.expression.Binder;
import dev.peristyle.internal.expression.Node;
import dev.peristyle.internal.expression.PredicateFilter;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.FilterSupport;
import dev.peristyle.spi.Source;
import java.util.ArrayList;
import java.util.List;

/**
 * Conditions become part of a scan as far as its source supports them: it can read their columns first and skip what they
 * rule out. What the source does not apply exactly stays above it. A condition that may have no answer for a row that one
 * before it drops stays after that one.
 */
final class FilterIntoScan implements Rule {

    @Override
    public Plan apply(Plan step) {
        if (!(step instanceof Plan.Filter filter) || !(filter.input() instanceof Plan.Scan scan)) {
            return step;
        }
        List<Node> pushed = new ArrayList<>(scan.filters());
        List<Node> left = new ArrayList<>();
        for (Node condition : filter.conditions()) {
            FilterSupport support = scan.filters().contains(condition)
                    ? FilterSupport.NONE
                    : support(scan.source(), condition, !left.isEmpty());
            if (support != FilterSupport.NONE) {
                pushed.add(condition);
            }
            if (support != FilterSupport.EXACT) {
                left.add(condition);
            }
        }
        if (pushed.size() == scan.filters().size()) {
            return step;
        }
        Plan rows = new Plan.Scan(scan.source(), scan.schema(), pushed);
        return left.isEmpty() ? rows : new Plan.Filter(rows, left);
    }

    /** A condition over some columns of a schema. */
    static PredicateFilter predicate(Schema schema, Node condition) {
        Schema read = schema.select(List.copyOf(Renaming.columnsOf(List.of(condition))));
        return new PredicateFilter(Binder.bind(condition, read));
    }

    private static FilterSupport support(Source source, Node condition, boolean hasToWait) {
        PredicateFilter predicate = predicate(source.schema(), condition);
        return hasToWait && predicate.isFallible() ? FilterSupport.NONE : source.support(predicate);
    }
}
