package dev.peristyle.internal.plan;

import dev.peristyle.internal.expression.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Conditions that use only columns which a projection hands on unchanged apply before it, under the names that they
 * have there.
 */
final class FilterThroughProject implements Rule {

    @Override
    public Plan apply(Plan step) {
        if (!(step instanceof Plan.Filter filter) || !(filter.input() instanceof Plan.Project project)) {
            return step;
        }
        Map<String, String> passed = new HashMap<>();
        for (int position = 0; position < project.columns().size(); position++) {
            if (project.columns().get(position) instanceof Node.ColumnReference reference) {
                passed.put(project.schema().field(position).name(), reference.name());
            }
        }
        List<Node> below = new ArrayList<>();
        List<Node> above = new ArrayList<>();
        for (Node condition : filter.conditions()) {
            if (passed.keySet().containsAll(Renaming.columnsOf(List.of(condition)))) {
                below.add(Renaming.rename(condition, passed));
            } else {
                above.add(condition);
            }
        }
        if (below.isEmpty()) {
            return step;
        }
        Plan moved = project.withInputs(List.of(new Plan.Filter(project.input(), below)));
        return above.isEmpty() ? moved : new Plan.Filter(moved, above);
    }
}
