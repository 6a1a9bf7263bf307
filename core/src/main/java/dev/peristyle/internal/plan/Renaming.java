package dev.peristyle.internal.plan;

import dev.peristyle.internal.expression.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Looks at and replaces the columns that an expression reads. */
final class Renaming {

    private Renaming() {}

    /** The columns that expressions read, in the order of their first use. */
    static Set<String> columnsOf(List<Node> nodes) {
        return Node.columnsOf(nodes);
    }

    /** Expressions that are just the columns of some names. */
    static List<Node> referencesTo(List<String> names) {
        List<Node> references = new ArrayList<>();
        for (String name : names) {
            references.add(new Node.ColumnReference(name));
        }
        return references;
    }

    /** The same expression with other names for its columns; names that are not in the map stay. */
    static Node rename(Node node, Map<String, String> names) {
        return Node.rename(node, names);
    }
}
