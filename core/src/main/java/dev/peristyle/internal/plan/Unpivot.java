package dev.peristyle.internal.plan;

import dev.peristyle.internal.operator.OperatorId;
import dev.peristyle.internal.operator.UnpivotStep;
import dev.peristyle.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A row for each of some columns of a row.
 *
 * @param columns the columns that become rows, all of one type
 * @param schema the other columns, then the name of the column and its value
 */
public record Unpivot(Plan input, List<String> columns, Schema schema) implements Plan.Own {

    /** Copies the list. */
    public Unpivot {
        columns = List.copyOf(columns);
    }

    @Override
    public List<Plan> inputs() {
        return List.of(input);
    }

    @Override
    public Plan withInputs(List<Plan> inputs) {
        return new Unpivot(inputs.get(0), columns, schema);
    }

    @Override
    public String describe() {
        return "unpivot " + columns + " to " + schema.names().subList(repeated().size(), schema.size());
    }

    /** The columns that are in each of the rows. */
    List<String> repeated() {
        return schema.names().subList(0, schema.size() - 2);
    }

    @Override
    public List<String> reads(int number, List<String> needed) {
        List<String> read = new ArrayList<>(needed);
        read.retainAll(repeated());
        read.addAll(columns);
        return read;
    }

    @Override
    public Plan narrowed(List<Plan> inputs, List<String> needed) {
        List<String> names = new ArrayList<>(needed);
        names.retainAll(repeated());
        names.addAll(schema.names().subList(schema.size() - 2, schema.size()));
        return new Unpivot(inputs.get(0), columns, schema.select(names));
    }

    @Override
    public Physical physical(List<Physical> inputs, Function<String, OperatorId> ids) {
        Physical rows = inputs.get(0);
        List<String> order = new ArrayList<>(repeated());
        order.addAll(columns);
        if (!rows.schema().names().equals(order)) {
            throw new IllegalStateException("columns " + rows.schema().names() + " instead of " + order);
        }
        UnpivotStep step = new UnpivotStep(rows.schema(), repeated().size(), schema);
        return new Physical.Transform(ids.apply("unpivot"), rows, step);
    }
}
