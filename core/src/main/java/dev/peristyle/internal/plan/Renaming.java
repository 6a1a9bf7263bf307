package dev.peristyle.internal.plan;

import dev.peristyle.internal.expression.Node;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Looks at and replaces the columns that an expression reads. */
final class Renaming {

    private Renaming() {}

    /** The columns that an expression reads, in the order of their first use. */
    static Set<String> columnsOf(List<Node> nodes) {
        Set<String> names = new LinkedHashSet<>();
        nodes.forEach(node -> collect(node, names));
        return names;
    }

    private static void collect(Node node, Set<String> names) {
        if (node instanceof Node.ColumnReference reference) {
            names.add(reference.name());
        } else if (node instanceof Node.Call call) {
            call.arguments().forEach(argument -> collect(argument, names));
        } else if (node instanceof Node.Cast cast) {
            collect(cast.operand(), names);
        }
    }

    /** The same expression with other names for its columns; names that are not in the map stay. */
    static Node rename(Node node, Map<String, String> names) {
        if (node instanceof Node.ColumnReference reference) {
            return new Node.ColumnReference(names.getOrDefault(reference.name(), reference.name()));
        }
        if (node instanceof Node.Call call) {
            return new Node.Call(
                    call.function(),
                    call.arguments().stream()
                            .map(argument -> rename(argument, names))
                            .toList());
        }
        if (node instanceof Node.Cast cast) {
            return new Node.Cast(rename(cast.operand(), names), cast.type(), cast.orNull());
        }
        return node;
    }
}
