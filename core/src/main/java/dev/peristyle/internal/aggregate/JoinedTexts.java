package dev.peristyle.internal.aggregate;

import dev.peristyle.column.Column;
import dev.peristyle.internal.ground.Bits;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.internal.sort.kernel.RadixSortKernel;
import dev.peristyle.memory.MemoryPool;
import java.nio.charset.StandardCharsets;
import org.agrona.UnsafeApi;

/**
 * All texts of all groups with their rows in the dataset; when the first result is asked for, sorted by group and row and written one
 * after the other. A text is 24 bytes beside its own: the row, the address, the length, the group.
 */
final class JoinedTexts implements ColumnState {

    private static final int TEXT = 24;
    private static final int ADDRESS = 8;
    private static final int LENGTH = 16;
    private static final int GROUP = 20;
    private static final int ENTRY = 16;
    private static final int NONE = -1;

    private final byte[] separator;
    private final ByteViews views;
    private final OwnedTexts arena;
    private final GrowingBuffer texts;
    private final GrowingBuffer entries;
    private final GrowingBuffer scratch;
    private final GrowingBuffer ends;
    private final GrowingBuffer joined;
    private long size;
    private int groupCount;
    private boolean sorted;

    JoinedTexts(MemoryPool pool, String owner, String separator) {
        this.separator = separator.getBytes(StandardCharsets.UTF_8);
        this.views = new ByteViews(pool, owner);
        this.arena = new OwnedTexts(pool, owner);
        this.texts = new GrowingBuffer(pool, owner);
        this.entries = new GrowingBuffer(pool, owner);
        this.scratch = new GrowingBuffer(pool, owner);
        this.ends = new GrowingBuffer(pool, owner);
        this.joined = new GrowingBuffer(pool, owner);
    }

    @Override
    public void grow(int known, int groups) {
        groupCount = groups;
    }

    @Override
    public void update(GroupBatch batch, Column argument) {
        views.bind(argument, batch.rows);
        texts.ensureKept(TEXT * (size + batch.rows));
        for (int row = 0; row < batch.rows; row++) {
            if (Bits.isPresent(views.validity, row)) {
                append(
                        UnsafeApi.getInt(batch.groups + 4L * row),
                        batch.ordinal(row),
                        UnsafeApi.getLong(views.addresses + 8L * row),
                        UnsafeApi.getInt(views.lengths + 4L * row));
            }
        }
    }

    private void append(int group, long ordinal, long address, int length) {
        long text = text(size);
        UnsafeApi.putLong(text, ordinal);
        UnsafeApi.putLong(text + ADDRESS, arena.copy(address, length));
        UnsafeApi.putInt(text + LENGTH, length);
        UnsafeApi.putInt(text + GROUP, group);
        size++;
    }

    private long text(long number) {
        return texts.address() + TEXT * number;
    }

    @Override
    public void merge(GroupState other, GroupMapping mapping) {
        JoinedTexts that = (JoinedTexts) other;
        if (that.size == 0) {
            return;
        }
        long map = mapping.byOther(that.groupCount);
        long mapped = 0;
        for (long number = 0; number < that.size; number++) {
            mapped += that.group(map, number) == GroupMapping.NONE ? 0 : 1;
        }
        texts.ensureKept(TEXT * (size + mapped));
        for (long number = 0; number < that.size; number++) {
            int group = that.group(map, number);
            if (group != GroupMapping.NONE) {
                long text = that.text(number);
                append(
                        group,
                        UnsafeApi.getLong(text),
                        UnsafeApi.getLong(text + ADDRESS),
                        UnsafeApi.getInt(text + LENGTH));
            }
        }
    }

    private int group(long map, long number) {
        return UnsafeApi.getInt(map + 4L * UnsafeApi.getInt(text(number) + GROUP));
    }

    @Override
    public long growth(GroupBatch batch, Column argument) {
        return texts.growth(TEXT * (size + batch.rows)) + arena.growth(ByteViews.totalLength(argument, batch.rows));
    }

    @Override
    public void finish() {
        if (!sorted) {
            sort();
            join();
            sorted = true;
        }
    }

    /** Stable sorts: by row, then by group. */
    private void sort() {
        long first = entries.ensure(ENTRY * (size + 1));
        long room = scratch.ensure(ENTRY * (size + 1));
        long[] counters = new long[RadixSortKernel.COUNTERS];
        for (long number = 0; number < size; number++) {
            UnsafeApi.putLong(first + ENTRY * number, UnsafeApi.getLong(text(number)));
            UnsafeApi.putLong(first + ENTRY * number + 8, number);
        }
        RadixSortKernel.sort(first, room, size, counters);
        for (long entry = first; entry < first + ENTRY * size; entry += ENTRY) {
            UnsafeApi.putLong(entry, UnsafeApi.getInt(text(UnsafeApi.getLong(entry + 8)) + GROUP));
        }
        RadixSortKernel.sort(first, room, size, counters);
        scratch.close();
    }

    /** Writes the texts of one group after the other, and where each ends: -1 for a group without any. */
    private void join() {
        long total = 0;
        for (long number = 0; number < size; number++) {
            total += UnsafeApi.getInt(text(number) + LENGTH) + (long) separator.length;
        }
        long target = joined.ensure(Math.max(1, total));
        long places = ends.ensure(16L * Math.max(1, groupCount));
        long entry = 0;
        for (int group = 0; group < groupCount; group++) {
            long place = places + 16L * group;
            long start = target;
            UnsafeApi.putLong(place, start);
            boolean any = false;
            while (entry < size && UnsafeApi.getLong(entries.address() + ENTRY * entry) == group) {
                if (any) {
                    for (byte one : separator) {
                        UnsafeApi.putByte(target++, one);
                    }
                }
                long text = text(UnsafeApi.getLong(entries.address() + ENTRY * entry + 8));
                int length = UnsafeApi.getInt(text + LENGTH);
                UnsafeApi.copyMemory(UnsafeApi.getLong(text + ADDRESS), target, length);
                target += length;
                any = true;
                entry++;
            }
            UnsafeApi.putLong(place + 8, any ? target - start : NONE);
        }
        entries.close();
        arena.close();
    }

    /** The bytes of a group's result; negative if it has no text. */
    long length(int group) {
        finish();
        return UnsafeApi.getLong(ends.address() + 16L * group + 8);
    }

    long address(int group) {
        return UnsafeApi.getLong(ends.address() + 16L * group);
    }

    @Override
    public void close() {
        views.close();
        arena.close();
        texts.close();
        entries.close();
        scratch.close();
        ends.close();
        joined.close();
    }
}
