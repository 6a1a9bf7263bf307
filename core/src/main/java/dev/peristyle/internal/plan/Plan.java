package dev.peristyle.internal.plan;

import dev.peristyle.internal.aggregate.BoundAggregate;
import dev.peristyle.internal.expression.Node;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.Source;
import java.util.List;

/** What a pipeline computes: a tree of checked steps, each with the schema of what comes out. Immutable. */
public sealed interface Plan {

    /**
     * Returns the columns that come out.
     *
     * @return the schema
     */
    Schema schema();

    /**
     * Returns what the rows come from.
     *
     * @return the input of a step that has just one; null for a scan and a concatenation
     */
    default Plan input() {
        return null;
    }

    /**
     * All rows of a source.
     *
     * @param source the source
     * @param schema its schema
     */
    record Scan(Source source, Schema schema) implements Plan {}

    /**
     * The rows for which a condition is true.
     *
     * @param input the rows to choose from
     * @param condition a boolean expression over the input's columns
     */
    record Filter(Plan input, Node condition) implements Plan {
        @Override
        public Schema schema() {
            return input.schema();
        }
    }

    /**
     * Other columns, row by row.
     *
     * @param input the rows to compute from
     * @param columns an expression over the input's columns for each column of the schema
     * @param schema the names and types
     */
    record Project(Plan input, List<Node> columns, Schema schema) implements Plan {}

    /**
     * One row a group: its key and its aggregates.
     *
     * @param input the rows to group
     * @param keys columns of the input
     * @param aggregates what is computed a group
     * @param arguments the argument of each aggregate over the input's columns, null where it has none
     * @param schema keys, then aggregates
     */
    record Group(Plan input, List<String> keys, List<BoundAggregate> aggregates, List<Node> arguments, Schema schema)
            implements Plan {}

    /**
     * The rows in order.
     *
     * @param input the rows to sort
     * @param keys what decides, the first one first
     * @param limit only the first so many; {@link Long#MAX_VALUE} for all
     */
    record Sort(Plan input, List<SortColumn> keys, long limit) implements Plan {
        @Override
        public Schema schema() {
            return input.schema();
        }
    }

    /**
     * The first rows.
     *
     * @param input the rows
     * @param count how many at most
     */
    record Limit(Plan input, long count) implements Plan {
        @Override
        public Schema schema() {
            return input.schema();
        }
    }

    /**
     * The rows of several pipelines, one after the other.
     *
     * @param inputs pipelines with the same columns in the same order
     */
    record Concat(List<Plan> inputs) implements Plan {
        @Override
        public Schema schema() {
            return inputs.get(0).schema();
        }
    }
}
