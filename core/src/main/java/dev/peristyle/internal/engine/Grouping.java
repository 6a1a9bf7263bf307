package dev.peristyle.internal.engine;

import dev.peristyle.internal.aggregate.BoundAggregate;
import dev.peristyle.internal.aggregate.GroupAggregator;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Schema;
import java.util.List;

/**
 * What to group by and what to compute.
 *
 * @param operator what the user called it, for errors
 * @param keys the key columns, which are the first ones of a chunk of the input
 * @param aggregates what is computed a group
 * @param argumentPositions where the argument of each aggregate is in such a chunk, -1 where it has none
 * @param schema keys, then aggregates
 */
public record Grouping(
        String operator, List<Field> keys, List<BoundAggregate> aggregates, int[] argumentPositions, Schema schema) {

    /** An aggregator without groups. */
    GroupAggregator aggregator(MemoryPool pool) {
        return new GroupAggregator(pool, operator, keys, aggregates);
    }
}
