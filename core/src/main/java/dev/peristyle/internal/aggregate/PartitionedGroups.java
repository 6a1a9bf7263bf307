package dev.peristyle.internal.aggregate;

import dev.peristyle.column.Chunk;
import dev.peristyle.column.Column;
import dev.peristyle.error.MemoryLimitException;
import dev.peristyle.internal.state.RowPartitions;
import dev.peristyle.internal.state.RowReader;
import dev.peristyle.internal.state.RowStore;
import dev.peristyle.memory.MemoryPool;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Groups in parts by the hashes of their keys. Each part is put together on its own: the groups of all partials that are in it,
 * then the rows that wait. One that does not fit is divided by further bits. Different parts can be worked on by different
 * threads.
 */
public final class PartitionedGroups implements AutoCloseable {

    /** A part whose hashes agree in so many bits after it was first found too large has rows of one group only. */
    private static final int MAX_VAIN_BITS = 16;

    private final Grouping grouping;
    private final GroupMemory memory;
    private final List<GroupPartial> partials;
    private final List<GroupPartitions> groups = new ArrayList<>();
    private final WaitingRows waiting;
    private final long available;

    /**
     * Puts the groups of partials into parts.
     *
     * @param partials what there is; stay the caller's, and nothing may be added to them
     */
    public PartitionedGroups(Grouping grouping, GroupMemory memory, List<GroupPartial> partials) {
        this.grouping = grouping;
        this.memory = memory;
        this.partials = List.copyOf(partials);
        this.waiting = partials.stream()
                .map(GroupPartial::waiting)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        try {
            // all of them first, since each may give back what the next step needs
            partials.forEach(GroupPartial::finish);
            for (GroupPartial partial : partials) {
                GroupAggregator all = partial.groups();
                groups.add(divide(new GroupSlice(all, 0, all.groupCount()), 0, memory.bits()));
            }
        } catch (RuntimeException | Error failure) {
            close();
            throw failure;
        }
        this.available = memory.pool().available();
    }

    private GroupPartitions divide(GroupSlice slice, int usedBits, int bits) {
        return new GroupPartitions(memory.pool(), owner(), grouping.keys(), slice, usedBits, bits);
    }

    private String owner() {
        return grouping.operator() + ": parts";
    }

    /**
     * Returns how many parts there are.
     *
     * @return parts, some of which may be empty
     */
    public int count() {
        return 1 << memory.bits();
    }

    /**
     * Returns how much memory was left when the work on parts began.
     *
     * @return bytes
     */
    public long available() {
        return available;
    }

    /**
     * Returns how many threads can work on parts at the same time: with little memory fewer, and each on a larger part.
     *
     * @return 1 or more
     */
    public int workers() {
        return memory.workers(available);
    }

    /**
     * Puts a part together. Not to be called twice for one.
     *
     * @param part 0 to {@link #count} - 1
     * @param out takes groups, columns as in {@link Grouping#numberedSchema}, in any order
     * @throws MemoryLimitException when one group alone does not fit
     */
    public void aggregate(int part, Consumer<Chunk> out) {
        List<GroupSlice> slices = new ArrayList<>();
        groups.forEach(partition -> slices.add(partition.slice(part)));
        List<RowStore> stores = new ArrayList<>();
        for (GroupPartial partial : partials) {
            if (partial.rows() != null && partial.rows().rows(part) != null) {
                stores.add(partial.rows().rows(part));
            }
        }
        aggregate(new Part(slices, stores, memory.bits(), 0), out);
        partials.stream().map(GroupPartial::rows).filter(Objects::nonNull).forEach(rows -> rows.drop(part));
    }

    /** What belongs to a part; how many bits of the hashes are the same, and by how many it was divided in vain. */
    private record Part(List<GroupSlice> slices, List<RowStore> stores, int usedBits, int vainBits) {

        Part inVain(int bits) {
            return new Part(slices, stores, usedBits, vainBits + bits);
        }

        long size() {
            return slices.stream().mapToLong(GroupSlice::count).sum()
                    + stores.stream().mapToLong(RowStore::rowCount).sum();
        }
    }

    private void aggregate(Part part, Consumer<Chunk> out) {
        if (part.size() == 0) {
            return;
        }
        MemoryLimitException failure;
        try (MemoryPool pool = memory.part(available)) {
            failure = putTogether(part, pool, out);
        }
        if (failure != null && canBeDivided(part)) {
            divide(part, out);
        } else if (failure != null) {
            aggregateGroup(part, failure, out);
        }
    }

    /** Returns why a part does not fit, null if it does. */
    private MemoryLimitException putTogether(Part part, MemoryPool pool, Consumer<Chunk> out) {
        GroupAggregator whole;
        try {
            whole = whole(part, pool);
        } catch (MemoryLimitException tooLarge) {
            return tooLarge;
        }
        try (GroupAggregator closed = whole) {
            for (Chunk chunk = closed.nextUnordered(); chunk != null; chunk = closed.nextUnordered()) {
                memory.checkCancellation();
                out.accept(chunk);
            }
        }
        return null;
    }

    private void aggregateGroup(Part part, MemoryLimitException failure, Consumer<Chunk> out) {
        MemoryLimitException last = failure;
        try (MemoryPool pool = memory.group(available)) {
            if (pool != null) {
                last = putTogether(part, pool, out);
            }
        }
        if (last != null) {
            throw grouping.tooLarge(memory.pool(), last);
        }
    }

    private boolean canBeDivided(Part part) {
        return part.vainBits < MAX_VAIN_BITS && part.usedBits + memory.splitBits(available) <= Long.SIZE / 2;
    }

    private GroupAggregator whole(Part part, MemoryPool pool) {
        GroupAggregator whole = grouping.aggregator(pool);
        try {
            for (GroupSlice slice : part.slices) {
                if (slice.count() > 0) {
                    whole.mergeSome(slice.groups(), slice.list(), slice.count());
                }
            }
            for (RowStore store : part.stores) {
                addRows(store, whole);
            }
            whole.finishUnordered(grouping.numberedSchema());
            return whole;
        } catch (RuntimeException | Error failure) {
            whole.close();
            throw failure;
        }
    }

    private void addRows(RowStore store, GroupAggregator whole) {
        Column[] keys = new Column[waiting.keys().length];
        Column[] arguments = new Column[waiting.arguments().length];
        try (RowReader reader = store.read(memory.pool(), false)) {
            for (Chunk chunk = reader.next(); chunk != null; chunk = reader.next()) {
                memory.checkCancellation();
                WaitingRows.pick(chunk, waiting.keys(), keys);
                WaitingRows.pick(chunk, waiting.arguments(), arguments);
                long ordinals = chunk.column(waiting.sources().length).valuesAddress();
                whole.accumulateAt(chunk.rowCount(), keys, arguments, ordinals);
            }
        }
    }

    private void divide(Part part, Consumer<Chunk> out) {
        int bits = memory.splitBits(available);
        List<GroupPartitions> slices = new ArrayList<>();
        try (MemoryPool pool = memory.subparts(available);
                RowPartitions rows = rowsOf(part, bits, pool)) {
            for (GroupSlice slice : part.slices) {
                if (slice.count() > 0) {
                    slices.add(divide(slice, part.usedBits, bits));
                }
            }
            for (int number = 0; number < 1 << bits; number++) {
                int subpart = number;
                Part smaller = new Part(
                        slices.stream()
                                .map(partition -> partition.slice(subpart))
                                .toList(),
                        rows == null || rows.rows(number) == null ? List.of() : List.of(rows.rows(number)),
                        part.usedBits + bits,
                        part.vainBits);
                boolean vain = smaller.size() == part.size();
                aggregate(vain ? smaller.inVain(bits) : smaller, out);
                if (rows != null) {
                    rows.drop(number);
                }
            }
        } finally {
            slices.forEach(GroupPartitions::close);
        }
    }

    private RowPartitions rowsOf(Part part, int bits, MemoryPool pool) {
        if (part.stores.isEmpty()) {
            return null;
        }
        RowPartitions rows = new RowPartitions(
                pool, memory.pool(), owner(), waiting.layout(), memory.spill(), Long.SIZE - part.usedBits - bits, bits);
        Column[] keys = new Column[waiting.keys().length];
        try (KeyWords words = new KeyWords(memory.pool(), owner(), grouping.keys())) {
            for (RowStore store : part.stores) {
                try (RowReader reader = store.read(memory.pool(), true)) {
                    for (Chunk chunk = reader.next(); chunk != null; chunk = reader.next()) {
                        memory.checkCancellation();
                        WaitingRows.pick(chunk, waiting.keys(), keys);
                        rows.add(chunk, chunk.rowCount(), 0, words.bind(chunk.rowCount(), keys));
                    }
                }
            }
            if (memory.isShort()) {
                rows.spill();
            }
            return rows;
        } catch (RuntimeException | Error failure) {
            rows.close();
            throw failure;
        }
    }

    @Override
    public void close() {
        groups.forEach(GroupPartitions::close);
    }
}
