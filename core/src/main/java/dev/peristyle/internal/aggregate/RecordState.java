package dev.peristyle.internal.aggregate;

import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.memory.MemoryPool;
import org.agrona.UnsafeApi;

/** A state that is one record of fixed size per group. */
abstract class RecordState implements GroupState {

    final ValueNormalizer normalizer;
    private final GrowingBuffer records;
    private final int bytes;

    RecordState(MemoryPool pool, String owner, int bytes) {
        this.records = new GrowingBuffer(pool, owner);
        this.normalizer = new ValueNormalizer(pool, owner);
        this.bytes = bytes;
    }

    final int bytes() {
        return bytes;
    }

    final long records() {
        return records.address();
    }

    final long record(int group) {
        return records.address() + (long) bytes * group;
    }

    /** Writes records of groups without values; zeros where nothing else is said. */
    void clear(long first, int count) {
        UnsafeApi.setMemory(first, (long) bytes * count, (byte) 0);
    }

    /** Adds a record to another one. */
    abstract void mergeRecord(long record, long other);

    @Override
    public void grow(int known, int groups) {
        records.ensureKept((long) bytes * groups);
        clear(record(known), groups - known);
    }

    @Override
    public void merge(GroupState other, GroupMapping mapping) {
        RecordState that = (RecordState) other;
        for (int place = 0; place < mapping.count(); place++) {
            mergeRecord(record(mapping.to(place)), that.record(mapping.from(place)));
        }
    }

    @Override
    public void close() {
        records.close();
        normalizer.close();
    }
}
