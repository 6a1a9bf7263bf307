package dev.peristyle.internal.engine;

import dev.peristyle.column.Chunk;
import dev.peristyle.internal.aggregate.GroupAggregator;
import dev.peristyle.internal.aggregate.GroupMemory;
import dev.peristyle.internal.aggregate.GroupPartial;
import dev.peristyle.internal.aggregate.Grouping;
import dev.peristyle.internal.aggregate.PartitionedGroups;
import dev.peristyle.internal.lifetime.Closing;
import dev.peristyle.internal.state.SpillSpace;
import java.util.ArrayList;
import java.util.List;

/**
 * Groups rows. Partials of few groups are merged one after the other; if there are many, or rows wait because groups did not
 * fit, partials are kept and put together in parts.
 */
final class GroupSink implements MergingSink, AutoCloseable {

    /** More are faster merged in parts, by all threads. */
    private static final int MAX_MERGED = 1 << 16;

    private final Grouping grouping;
    private final OperatorRun operator;
    private final GroupMemory memory;
    private final List<GroupPartial> kept = new ArrayList<>();

    GroupSink(Grouping grouping, OperatorRun operator, Run run) {
        this.grouping = grouping;
        this.operator = operator;
        // one group never spills, and to look for a place costs a short run more than its groups
        SpillSpace spill = grouping.keyPositions().length == 0 ? SpillSpace.NONE : operator.spill();
        this.memory = new GroupMemory(operator.memory(), spill, run.threads(), run::checkCancellation);
    }

    @Override
    public OperatorRun operator() {
        return operator;
    }

    @Override
    public Partial partial() {
        return new Groups(new GroupPartial(grouping, memory));
    }

    @Override
    public void merge(Partial partial) {
        GroupPartial groups = ((Groups) partial).groups;
        int last = kept.size() - 1;
        if (last < 0 || !memory.canMerge(kept.get(last), groups, MAX_MERGED)) {
            kept.add(groups);
            return;
        }
        try {
            kept.get(last).groups().merge(groups.groups());
        } catch (Throwable failure) {
            Closing.after(failure, List.of(groups));
            throw failure;
        }
        groups.close();
    }

    GroupMemory memory() {
        return memory;
    }

    /** All groups, if they are together; else null. Stay this sink's. */
    GroupAggregator result() {
        if (kept.isEmpty()) {
            kept.add(new GroupPartial(grouping, memory));
        }
        if (kept.size() > 1 || kept.get(0).isPartitioned()) {
            return null;
        }
        memory.endOfRows();
        return kept.get(0).groups();
    }

    /** The groups in parts, to be closed by the caller before this sink. */
    PartitionedGroups partitioned() {
        return new PartitionedGroups(grouping, memory, kept);
    }

    /** Gives all partials back. */
    void drop() {
        Closing.all(kept);
        kept.clear();
    }

    @Override
    public void close() {
        List<AutoCloseable> resources = new ArrayList<>();
        resources.add(memory);
        resources.addAll(kept);
        Closing.all(resources);
    }

    /** The groups of some rows. */
    private record Groups(GroupPartial groups) implements Partial {

        @Override
        public void add(Chunk chunk, long ordinal) {
            groups.add(chunk, ordinal);
        }

        @Override
        public void close() {
            groups.close();
        }
    }
}
