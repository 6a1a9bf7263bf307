package dev.peristyle.internal.aggregate;

import dev.peristyle.column.Chunk;
import dev.peristyle.column.Column;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Schema;
import java.util.List;

/**
 * Groups rows by keys and aggregates each group. One a thread; merged at the end.
 */
public final class GroupAggregator implements AutoCloseable {

    public GroupAggregator(MemoryPool pool, List<Field> keys, List<BoundAggregate> aggregates) {
        throw new UnsupportedOperationException("not there yet");
    }

    public void accumulate(int rows, Column[] keys, Column[] arguments, long ordinal) {
        throw new UnsupportedOperationException("not there yet");
    }

    public void merge(GroupAggregator other) {
        throw new UnsupportedOperationException("not there yet");
    }

    public Schema outputSchema() {
        throw new UnsupportedOperationException("not there yet");
    }

    public Chunk nextOutput() {
        throw new UnsupportedOperationException("not there yet");
    }

    @Override
    public void close() {}
}
