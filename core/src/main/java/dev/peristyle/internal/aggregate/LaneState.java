package dev.peristyle.internal.aggregate;

import dev.peristyle.column.Column;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.memory.MemoryPool;

/**
 * A state that has a faster way for one group and for few. With few groups, the same record is changed every few rows, and
 * each change waits some five cycles for the store before it; four copies of the records, taken in turn, take that wait
 * away. They are added up once per chunk.
 */
abstract class LaneState extends RecordState implements ColumnState {

    /** With more groups, rows that follow each other are rarely of the same one. */
    private static final int MAX_GROUPS = 32;

    /** With fewer rows, adding up costs more than waiting. */
    private static final int MIN_ROWS = 512;

    private static final int LANES = 4;

    private final GrowingBuffer lanes;

    LaneState(MemoryPool pool, String owner, int bytes) {
        super(pool, owner, bytes);
        this.lanes = new GrowingBuffer(pool, owner);
    }

    /** The address of the values in the form that the kernels take. */
    abstract long values(Column argument, int rows);

    /** Adds all rows to the record of the only group. */
    abstract void addAll(GroupBatch batch, Column argument, long record);

    /** Adds each row to the record of its group in one of four lanes. */
    abstract void addInLanes(GroupBatch batch, long values, long validity, long lane, long laneBytes);

    /** Adds each row to the record of its group. */
    abstract void addByGroup(GroupBatch batch, long values, long validity);

    @Override
    public void update(GroupBatch batch, Column argument) {
        if (batch.groupCount == 1) {
            addAll(batch, argument, record(0));
            return;
        }
        long values = values(argument, batch.rows);
        long validity = argument == null ? 0 : argument.validityAddress();
        if (batch.groupCount > MAX_GROUPS || batch.rows < MIN_ROWS) {
            addByGroup(batch, values, validity);
            return;
        }
        long laneBytes = (long) bytes() * batch.groupCount;
        long lane = lanes.ensure(LANES * laneBytes);
        clear(lane, LANES * batch.groupCount);
        addInLanes(batch, values, validity, lane, laneBytes);
        for (int copy = 0; copy < LANES; copy++) {
            for (int group = 0; group < batch.groupCount; group++) {
                mergeRecord(record(group), lane + copy * laneBytes + (long) bytes() * group);
            }
        }
    }

    @Override
    public void close() {
        super.close();
        lanes.close();
    }
}
