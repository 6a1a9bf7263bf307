package dev.peristyle.internal.plan;

import dev.peristyle.internal.expression.Binder;
import dev.peristyle.internal.expression.Node;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Schema;
import java.util.ArrayList;
import java.util.List;

/**
 * Computes the arguments of aggregates in a projection below the groups, each different one once; a key can be an argument
 * too. After it every argument is a column.
 */
final class GroupArguments implements Rule {

    @Override
    public Plan apply(Plan step) {
        if (!(step instanceof Plan.Group group) || areColumns(group.arguments())) {
            return step;
        }
        Schema input = group.input().schema();
        List<Node> nodes = new ArrayList<>(Renaming.referencesTo(group.keys()));
        List<Field> fields = new ArrayList<>(input.select(group.keys()).fields());
        List<Node> arguments = new ArrayList<>();
        for (Node argument : group.arguments()) {
            if (argument == null) {
                arguments.add(null);
                continue;
            }
            int position = nodes.indexOf(argument);
            if (position < 0) {
                position = nodes.size();
                fields.add(new Field(
                        name(argument, position), Binder.bind(argument, input).type()));
                nodes.add(argument);
            }
            arguments.add(new Node.ColumnReference(fields.get(position).name()));
        }
        Plan computed = new Plan.Project(group.input(), nodes, Schema.of(fields));
        return new Plan.Group(computed, group.operator(), group.keys(), group.aggregates(), arguments, group.schema());
    }

    private static boolean areColumns(List<Node> arguments) {
        for (Node argument : arguments) {
            if (!isColumn(argument)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isColumn(Node argument) {
        return argument == null || argument instanceof Node.ColumnReference;
    }

    /** An argument that is just a column keeps its name. */
    private static String name(Node argument, int position) {
        return argument instanceof Node.ColumnReference reference
                ? reference.name()
                : "argument " + position + ": " + argument.describe();
    }
}
