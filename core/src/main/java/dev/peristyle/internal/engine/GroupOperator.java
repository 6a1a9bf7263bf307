package dev.peristyle.internal.engine;

import dev.peristyle.column.Chunk;
import dev.peristyle.internal.aggregate.GroupAggregator;
import dev.peristyle.internal.lifetime.Closing;
import dev.peristyle.internal.operator.Operator;
import dev.peristyle.schema.Schema;
import java.util.Arrays;
import java.util.List;

/** Delivers groups, in the order of their first rows. Has grouped all rows when it is made. */
final class GroupOperator implements Operator {

    private final Schema schema;
    private final GroupSink sink;

    /** All groups, if they are together; else null. */
    private final GroupAggregator groups;

    /** What was put together in parts; null if the groups are together. */
    private final SortedGroups sorted;

    GroupOperator(StageInput.OfGroups input, OperatorRun operator, Run run) {
        this.schema = input.grouping().schema();
        this.sink = new GroupSink(input.grouping(), operator, run);
        try {
            SinkDriver.drain(input.input(), sink, run);
            this.groups = sink.result();
            this.sorted = groups == null ? SortedGroups.of(input.grouping(), sink, run) : null;
        } catch (Throwable failure) {
            Closing.after(failure, List.of(sink));
            throw failure;
        }
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public Chunk next() {
        return sorted == null ? groups.nextOutput() : sorted.next();
    }

    @Override
    public void close() {
        Closing.all(Arrays.asList(sink, sorted));
    }
}
