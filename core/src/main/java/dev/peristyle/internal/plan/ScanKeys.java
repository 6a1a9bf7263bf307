package dev.peristyle.internal.plan;

import dev.peristyle.internal.expression.Node;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Field;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;

/**
 * Finds the columns of the scan of the left whose rows a join can leave out by the keys of its right. That pays where rows of the right
 * are chosen by something: otherwise most rows of the left have a match, and to look for each would be for nothing.
 */
final class ScanKeys {

    /** Not to follow long chains again and again for each of their joins. */
    private static final int MAX_STEPS = 64;

    private ScanKeys() {}

    /** The columns, in the order of the keys; none where rows must not be left out, or where it would not pay. */
    static List<Field> of(Plan.Join join) {
        if (!join.type().dropsLeft() || join.leftKeys().isEmpty() || !choosesRows(join.right())) {
            return List.of();
        }
        List<String> names = join.leftKeys();
        Plan step = join.left();
        for (int steps = 0; steps < MAX_STEPS && !names.isEmpty(); steps++) {
            if (step instanceof Plan.Scan scan) {
                boolean saves = scan.schema().size() > names.size();
                return saves && new HashSet<>(names).size() == names.size()
                        ? scan.source().schema().select(names).fields()
                        : List.of();
            }
            names = below(step, names);
            step = step.inputs().get(0);
        }
        return List.of();
    }

    /** What columns are called in the first input of a step; none where it is not the same rows, or other columns. */
    static List<String> below(Plan step, List<String> names) {
        if (step instanceof Plan.Filter) {
            return names;
        }
        if (step instanceof Plan.Join join) {
            boolean ofLeft = join.left().schema().names().containsAll(names);
            return ofLeft && !join.type().keepsRight() ? names : List.of();
        }
        List<String> renamed = new ArrayList<>();
        if (step instanceof Plan.Project project) {
            for (String name : names) {
                Node column = project.columns().get(project.schema().indexOf(name));
                Node value = column instanceof Node.Cast cast ? cast.operand() : column;
                if (!(value instanceof Node.ColumnReference reference)) {
                    return List.of();
                }
                DataType from = project.input().schema().field(reference.name()).type();
                DataType to = project.schema().field(name).type();
                // hashes of integers with a sign do not depend on their width
                if (!from.equals(to)
                        && !(isSigned(from)
                                && isSigned(to)
                                && from.layout().bytes() < to.layout().bytes())) {
                    return List.of();
                }
                renamed.add(reference.name());
            }
        }
        return renamed;
    }

    private static boolean isSigned(DataType type) {
        return type instanceof DataType.Int integer && integer.signed();
    }

    /** Whether some rows of the sources of a plan do not come out of it. */
    static boolean choosesRows(Plan right) {
        Deque<Plan> open = new ArrayDeque<>(List.of(right));
        for (int steps = 0; steps < MAX_STEPS && !open.isEmpty(); steps++) {
            Plan step = open.pop();
            if (step instanceof Plan.Filter
                    || step instanceof Plan.Limit
                    || step instanceof Plan.Sort sort && sort.isLimited()
                    || step instanceof Plan.Scan scan && !scan.filters().isEmpty()) {
                return true;
            }
            step.inputs().forEach(open::push);
        }
        return false;
    }
}
