package dev.peristyle;

import dev.peristyle.internal.check.Arguments;
import dev.peristyle.internal.expression.Binder;
import dev.peristyle.internal.expression.Node;
import dev.peristyle.internal.plan.Plan;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Schema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Columns that are computed from others, as a user writes them. */
final class Projection {

    private Projection() {}

    /** What a method with at least one expression was given. */
    static List<Expression> expressions(Expression first, Expression... others) {
        List<Expression> all = new ArrayList<>();
        all.add(Objects.requireNonNull(first, "first"));
        all.addAll(Arguments.list("others", others));
        return all;
    }

    static List<Node> referencesTo(List<String> names) {
        List<Node> references = new ArrayList<>();
        names.forEach(name -> references.add(new Node.ColumnReference(name)));
        return references;
    }

    /** Only these columns. */
    static Plan of(Plan input, List<Expression> columns) {
        List<Node> nodes = new ArrayList<>();
        List<Field> fields = new ArrayList<>();
        for (Expression column : columns) {
            nodes.add(column.node());
            fields.add(field(input.schema(), column));
        }
        return new Plan.Project(input, List.copyOf(nodes), Schema.of(fields));
    }

    /** These columns in the place of those of the same names, or else behind all others. */
    static Plan adding(Plan input, List<Expression> columns) {
        Schema schema = input.schema();
        List<Node> nodes = referencesTo(schema.names());
        List<Field> fields = new ArrayList<>(schema.fields());
        Set<String> names = new HashSet<>();
        for (Expression column : columns) {
            Field field = field(schema, column);
            if (!names.add(field.name())) {
                throw new IllegalArgumentException(
                        "two expressions are named '" + field.name() + "'; give one another name with .as(…)");
            }
            if (schema.contains(field.name())) {
                nodes.set(schema.indexOf(field.name()), column.node());
                fields.set(schema.indexOf(field.name()), field);
            } else {
                nodes.add(column.node());
                fields.add(field);
            }
        }
        return new Plan.Project(input, List.copyOf(nodes), Schema.of(fields));
    }

    private static Field field(Schema input, Expression column) {
        return new Field(column.name(), Binder.bind(column.node(), input).type());
    }
}
