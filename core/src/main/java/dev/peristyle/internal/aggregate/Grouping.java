package dev.peristyle.internal.aggregate;

import dev.peristyle.error.MemoryLimitException;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What to group by and what to compute.
 *
 * @param operator what the user called it, for errors
 * @param keyPositions where each is in a chunk of the input
 * @param aggregates what is computed for each group
 * @param argumentPositions where the arguments of the aggregates are in such a chunk, one after the other; -1 for one that has none
 * @param schema keys, then aggregates
 */
public record Grouping(
        String operator,
        List<Field> keys,
        int[] keyPositions,
        List<BoundAggregate> aggregates,
        int[] argumentPositions,
        Schema schema) {

    /**
     * An aggregator without groups.
     *
     * @param pool where its memory comes from
     */
    public GroupAggregator aggregator(MemoryPool pool) {
        return new GroupAggregator(pool, operator, keys, aggregates);
    }

    /**
     * The error of groups that fit no limit so small: says which aggregates hold every value.
     *
     * @param pool the memory of the operator
     * @param failure what did not fit last
     */
    MemoryLimitException tooLarge(MemoryPool pool, MemoryLimitException failure) {
        String holding = aggregates.stream()
                .filter(aggregate -> aggregate.definition().holdsValues())
                .map(aggregate -> "'" + aggregate.outputName() + "' (" + aggregate.function() + ")")
                .collect(Collectors.joining(", "));
        return new MemoryLimitException(
                operator + " cannot work on one group in the limit of " + pool.limit() + " bytes"
                        + (holding.isEmpty() ? "" : ": all values of a group are in memory at once for " + holding)
                        + ". Raise Execution.memoryLimit, or use fewer threads, which share it.\n"
                        + failure.getMessage(),
                failure);
    }

    /**
     * Returns the columns of groups that were not put in order: those of the result, then the place of the first row of each
     * group in the dataset.
     *
     * @return the schema
     */
    public Schema numberedSchema() {
        return withOrdinal(schema.fields());
    }

    /** Columns, then one of places in the dataset under a name that is not among them. */
    static Schema withOrdinal(List<Field> fields) {
        List<Field> all = new ArrayList<>(fields);
        String name = "row";
        while (isNameOf(name, fields)) {
            name += "'";
        }
        all.add(new Field(name, DataType.LONG));
        return Schema.of(all);
    }

    private static boolean isNameOf(String name, List<Field> fields) {
        return fields.stream().anyMatch(field -> field.name().equals(name));
    }
}
