package dev.peristyle.internal.plan;

import dev.peristyle.internal.expression.Node;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Conditions on keys apply before rows are grouped. A key that is a float or a double stays: values that are equal as keys
 * can have different bits, and a condition could tell them apart.
 */
final class FilterThroughGroup implements Rule {

    @Override
    public Plan apply(Plan step) {
        // without keys there is one group even where no row is left
        if (!(step instanceof Plan.Filter filter)
                || !(filter.input() instanceof Plan.Group group)
                || group.keys().isEmpty()) {
            return step;
        }
        List<Node> below = new ArrayList<>();
        List<Node> above = new ArrayList<>();
        for (Node condition : filter.conditions()) {
            boolean onKeys = isOverKeys(condition, group.keys(), group.input().schema());
            (onKeys ? below : above).add(condition);
        }
        if (below.isEmpty()) {
            return step;
        }
        Plan moved = group.withInputs(List.of(new Plan.Filter(group.input(), below)));
        return above.isEmpty() ? moved : new Plan.Filter(moved, above);
    }

    /** Whether a condition has the same outcome for all rows of a group. */
    static boolean isOverKeys(Node condition, List<String> keys, Schema schema) {
        Set<String> columns = Renaming.columnsOf(List.of(condition));
        return keys.containsAll(columns) && columns.stream().allMatch(column -> isExact(schema, column));
    }

    private static boolean isExact(Schema schema, String column) {
        return !(schema.field(column).type() instanceof DataType.Floating);
    }
}
