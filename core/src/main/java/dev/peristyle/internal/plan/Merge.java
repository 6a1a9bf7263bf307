package dev.peristyle.internal.plan;

import dev.peristyle.internal.operator.OperatorId;
import dev.peristyle.internal.sort.BoundSortKey;
import dev.peristyle.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The rows of several sorted inputs in their common order, equal ones in the order of the inputs.
 *
 * @param inputs at least two with the same columns in the same order
 * @param keys what they are sorted by, the first one first
 */
public record Merge(List<Plan> inputs, List<SortColumn> keys) implements Plan.Own {

    /** Copies the lists. */
    public Merge {
        inputs = List.copyOf(inputs);
        keys = List.copyOf(keys);
    }

    @Override
    public Schema schema() {
        return inputs.get(0).schema();
    }

    @Override
    public Plan withInputs(List<Plan> others) {
        return new Merge(others, keys);
    }

    @Override
    public String describe() {
        return "merge by " + keys;
    }

    @Override
    public List<String> reads(int number, List<String> needed) {
        return PruneColumns.union(needed, keys.stream().map(SortColumn::name).toList());
    }

    @Override
    public Plan narrowed(List<Plan> others, List<String> needed) {
        return withInputs(others);
    }

    @Override
    public Physical physical(List<Physical> others, Function<String, OperatorId> ids) {
        List<BoundSortKey> bound = new ArrayList<>();
        for (SortColumn key : keys) {
            bound.add(key.bound(others.get(0).schema()));
        }
        return new Physical.Merge(ids.apply("merge"), List.copyOf(others), bound, keys.toString());
    }
}
