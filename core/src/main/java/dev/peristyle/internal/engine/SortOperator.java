package dev.peristyle.internal.engine;

import dev.peristyle.column.Chunk;
import dev.peristyle.internal.operator.Operator;
import dev.peristyle.internal.sort.BoundSortKey;
import dev.peristyle.internal.sort.Sorter;
import dev.peristyle.schema.Schema;
import java.util.List;
import java.util.function.Function;

/** Delivers the rows of its input in order; reads and sorts them when the first chunk is asked for. */
final class SortOperator implements Operator {

    private final Schema schema;
    private final Function<Run, Operator> input;
    private final List<BoundSortKey> keys;
    private final long limit;
    private final Run run;
    private Sorter sorter;

    SortOperator(Function<Run, Operator> input, Schema schema, List<BoundSortKey> keys, long limit, Run run) {
        this.schema = schema;
        this.input = input;
        this.keys = keys;
        this.limit = limit;
        this.run = run;
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public Chunk next() {
        if (sorter == null) {
            sorter = new Sorter(run.memory(), schema, keys, limit);
            try (Operator rows = input.apply(run)) {
                Chunk chunk = rows.next();
                while (chunk != null) {
                    sorter.append(chunk);
                    chunk = rows.next();
                }
            }
            sorter.finish();
        }
        return sorter.next();
    }

    @Override
    public void close() {
        if (sorter != null) {
            sorter.close();
        }
    }
}
