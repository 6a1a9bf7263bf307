package dev.peristyle;

import dev.peristyle.internal.aggregate.AggregateRegistry;
import dev.peristyle.internal.aggregate.BoundAggregate;
import dev.peristyle.internal.expression.Binder;
import dev.peristyle.internal.expression.Node;
import dev.peristyle.internal.plan.Plan;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Schema;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Aggregates of groups, as a user writes them. */
final class Aggregation {

    private Aggregation() {}

    /** The keys, then the aggregates. */
    static Plan of(Plan input, List<String> keys, List<Aggregate> aggregates) {
        return aggregates.stream().anyMatch(Aggregate::isComputed)
                ? computed(input, keys, aggregates)
                : grouped(input, keys, aggregates);
    }

    private static Plan grouped(Plan input, List<String> keys, List<Aggregate> aggregates) {
        Schema schema = input.schema();
        List<BoundAggregate> bound = new ArrayList<>();
        List<Node> arguments = new ArrayList<>();
        List<Field> fields = new ArrayList<>(schema.select(keys).fields());
        for (Aggregate aggregate : aggregates) {
            List<DataType> types = new ArrayList<>();
            for (Node argument : aggregate.arguments()) {
                types.add(Binder.bind(argument, schema).type());
                arguments.add(argument);
            }
            if (types.isEmpty()) {
                arguments.add(null);
            }
            bound.add(AggregateRegistry.bind(aggregate.function(), types, aggregate.name()));
            fields.add(bound.get(bound.size() - 1).outputField());
        }
        return new Plan.Group(
                input, keys, List.copyOf(bound), Collections.unmodifiableList(arguments), Schema.of(fields));
    }

    /** Aggregates of which some are computed from others: these first, then a projection. */
    private static Plan computed(Plan input, List<String> keys, List<Aggregate> aggregates) {
        List<Aggregate> parts = new ArrayList<>();
        List<Expression> results = new ArrayList<>();
        keys.forEach(key -> results.add(Expressions.col(key)));
        for (Aggregate aggregate : aggregates) {
            List<String> columns = new ArrayList<>();
            for (Aggregate part : aggregate.parts()) {
                columns.add("part " + parts.size() + ": " + part.name());
                parts.add(part.as(columns.get(columns.size() - 1)));
            }
            results.add(aggregate.over(columns).as(aggregate.name()));
        }
        return Projection.of(grouped(input, keys, parts), results);
    }
}
