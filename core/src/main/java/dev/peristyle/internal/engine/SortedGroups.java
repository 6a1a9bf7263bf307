package dev.peristyle.internal.engine;

import dev.peristyle.column.Chunk;
import dev.peristyle.column.ChunkWriter;
import dev.peristyle.column.Column;
import dev.peristyle.column.ColumnBinder;
import dev.peristyle.internal.aggregate.Grouping;
import dev.peristyle.internal.aggregate.PartitionedGroups;
import dev.peristyle.internal.lifetime.Closing;
import dev.peristyle.internal.sort.BoundSortKey;
import dev.peristyle.internal.sort.Sorter;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;

/** Groups that were put together in parts, by all threads of a run, and then in the order of their first rows. */
final class SortedGroups implements AutoCloseable {

    private final MemoryPool memory;
    private final Sorter sorter;
    private final ReentrantLock appending = new ReentrantLock();
    private final List<Column> columns = new ArrayList<>();
    private final ChunkWriter output;

    private SortedGroups(Grouping grouping, MemoryPool memory, OperatorRun operator) {
        this.memory = memory;
        Schema numbered = grouping.numberedSchema();
        int ordinal = numbered.size() - 1;
        this.sorter = new Sorter(
                memory,
                grouping.operator(),
                numbered,
                List.of(new BoundSortKey(ordinal, false, false)),
                Long.MAX_VALUE,
                operator.spill());
        for (Field field : grouping.schema().fields()) {
            columns.add(ColumnBinder.create(field.type()));
        }
        this.output = new ChunkWriter(grouping.schema(), columns);
    }

    /** Puts the groups of a sink together. Gives all memory of the sink back but that of the results. */
    static SortedGroups of(Grouping grouping, GroupSink sink, Run run) {
        SortedGroups sorted = null;
        MemoryPool memory = null;
        try {
            try (PartitionedGroups parts = sink.partitioned()) {
                memory = sink.memory().results(parts.available());
                sorted = new SortedGroups(grouping, memory, sink.operator());
                sorted.collect(parts, sink.operator(), run);
            }
            sink.drop();
            try (Clock clock = Clock.start(run)) {
                sorted.sorter.finish();
                clock.lap(sink.operator().meter());
            }
            return sorted;
        } catch (Throwable failure) {
            List<AutoCloseable> resources = new ArrayList<>();
            resources.add(memory);
            resources.add(sorted);
            Closing.after(failure, resources);
            throw failure;
        }
    }

    private void collect(PartitionedGroups parts, OperatorRun operator, Run run) {
        AtomicInteger next = new AtomicInteger();
        AtomicReference<Throwable> failed = new AtomicReference<>();
        Workers.run(
                parts.workers(),
                run.threadFactory(),
                () -> {
                    try (Clock clock = Clock.start(run)) {
                        Meter meter = operator.meter();
                        int part = next.getAndIncrement();
                        while (part < parts.count() && failed.get() == null) {
                            parts.aggregate(part, this::append);
                            clock.lap(meter);
                            part = next.getAndIncrement();
                        }
                    }
                },
                failure -> {
                    if (!failed.compareAndSet(null, failure)) {
                        Closing.join(failed.get(), failure);
                    }
                });
        if (failed.get() != null) {
            Closing.rethrow(Interruption.explain(failed.get()));
        }
    }

    private void append(Chunk chunk) {
        appending.lock();
        try {
            sorter.append(chunk);
        } finally {
            appending.unlock();
        }
    }

    /** The next groups in order, valid until the next call; null at the end. */
    Chunk next() {
        Chunk chunk = sorter.next();
        if (chunk == null) {
            return null;
        }
        for (int column = 0; column < columns.size(); column++) {
            ColumnBinder.bindSame(columns.get(column), chunk.column(column));
        }
        output.publish(chunk.rowCount());
        return output.chunk();
    }

    @Override
    public void close() {
        output.invalidate();
        Closing.all(List.of(memory, sorter));
    }
}
