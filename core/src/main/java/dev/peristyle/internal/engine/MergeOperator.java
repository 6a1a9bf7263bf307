package dev.peristyle.internal.engine;

import dev.peristyle.column.Chunk;
import dev.peristyle.internal.operator.Operator;
import dev.peristyle.internal.sort.SortedMerge;
import dev.peristyle.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Merges sorted rows, all of which are read side by side on the thread that asks for them. */
final class MergeOperator implements Operator {

    private final Schema schema;
    private final List<AutoCloseable> resources = new ArrayList<>();
    private final SortedMerge merge;

    MergeOperator(StageInput.OfMerged merged, OperatorRun operator, Run run) {
        this.schema = merged.schema();
        try {
            List<Supplier<Chunk>> inputs = new ArrayList<>();
            for (Rows rows : merged.inputs()) {
                OrderedRows input = OrderedRows.alone(rows, run);
                resources.add(input);
                inputs.add(input::next);
            }
            this.merge = new SortedMerge(operator.memory(), schema, merged.keys(), merged.order(), inputs);
            resources.add(merge);
        } catch (Throwable failure) {
            Closing.after(failure, resources);
            throw failure;
        }
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public Chunk next() {
        return merge.next();
    }

    @Override
    public void close() {
        Closing.all(resources);
        resources.clear();
    }
}
