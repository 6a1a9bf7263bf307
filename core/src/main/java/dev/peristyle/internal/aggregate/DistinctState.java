package dev.peristyle.internal.aggregate;

import dev.peristyle.column.Column;
import dev.peristyle.column.ColumnBuffer;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.DataType;
import java.util.function.IntToLongFunction;
import org.agrona.UnsafeApi;

/** Different values of each group: numbers the values, then the pairs of group and value; each new pair counts one. */
final class DistinctState implements ColumnState, IntToLongFunction {

    static final StateKey<IntToLongFunction> KEY =
            new StateKey<>("distinct", IntToLongFunction.class, DistinctState::new);

    private static final int BLOCK = 4096;

    private final MemoryPool pool;
    private final String owner;
    private final DataType type;
    private final Dictionary values;
    private final PairDictionary pairs;
    private final GrowingBuffer counts;
    private final GrowingBuffer codes;
    private final GrowingBuffer otherGroups;
    private int groupCount;

    DistinctState(MemoryPool pool, String owner, DataType type) {
        this.pool = pool;
        this.owner = owner;
        this.type = type;
        this.counts = new GrowingBuffer(pool, owner);
        this.codes = new GrowingBuffer(pool, owner);
        this.otherGroups = new GrowingBuffer(pool, owner);
        this.values = Dictionaries.create(pool, owner, type);
        try {
            this.pairs = new PairDictionary(pool, owner);
        } catch (RuntimeException | Error failure) {
            values.close();
            throw failure;
        }
    }

    @Override
    public void grow(int known, int groups) {
        counts.ensureKept(8L * groups);
        UnsafeApi.setMemory(counts.address() + 8L * known, 8L * (groups - known), (byte) 0);
        groupCount = groups;
    }

    @Override
    public void update(GroupBatch batch, Column argument) {
        long rowCodes = codes.ensure(4L * batch.rows);
        values.encode(batch.rows, argument, rowCodes);
        countNew(batch.rows, batch.groups, rowCodes);
    }

    private void countNew(int rows, long groups, long valueCodes) {
        int known = pairs.size();
        pairs.encode(rows, groups, groupCount, valueCodes, values.size(), valueCodes);
        for (int pair = known; pair < pairs.size(); pair++) {
            long key = UnsafeApi.getLong(pairs.pairsAddress() + 8L * pair);
            if ((int) key != values.nullCode()) {
                long count = counts.address() + 8L * (key >>> 32);
                UnsafeApi.putLong(count, UnsafeApi.getLong(count) + 1);
            }
        }
    }

    @Override
    public void merge(GroupState other, GroupMapping mapping) {
        DistinctState that = (DistinctState) other;
        int otherPairs = that.pairs.size();
        if (otherPairs == 0) {
            return;
        }
        if (mapping.count() < that.groupCount) {
            mergeSome(that, mapping.byOther(that.groupCount));
            return;
        }
        long map = mapping.byOther(that.groupCount);
        long valueMap = codes.ensure(4L * that.values.size());
        values.encodeAll(that.values, valueMap);
        long left = otherGroups.ensure(8L * otherPairs);
        long right = left + 4L * otherPairs;
        for (int pair = 0; pair < otherPairs; pair++) {
            long key = UnsafeApi.getLong(that.pairs.pairsAddress() + 8L * pair);
            UnsafeApi.putInt(left + 4L * pair, UnsafeApi.getInt(map + 4L * (key >>> 32)));
            UnsafeApi.putInt(right + 4L * pair, UnsafeApi.getInt(valueMap + 4L * (int) key));
        }
        countNew(otherPairs, left, right);
    }

    /** Takes over the pairs of some groups, and of the values only those that are in them. */
    private void mergeSome(DistinctState that, long map) {
        long left = otherGroups.ensure(8L * BLOCK);
        long right = left + 4L * BLOCK;
        int count = 0;
        try (ColumnBuffer block = new ColumnBuffer(pool, owner, type)) {
            block.ensureCapacity(BLOCK);
            for (int pair = 0; pair < that.pairs.size(); pair++) {
                long key = UnsafeApi.getLong(that.pairs.pairsAddress() + 8L * pair);
                int group = UnsafeApi.getInt(map + 4L * (key >>> 32));
                if (group != GroupMapping.NONE) {
                    UnsafeApi.putInt(left + 4L * count, group);
                    UnsafeApi.putInt(right + 4L * count, (int) key);
                    count++;
                }
                if (count == BLOCK) {
                    mergeBlock(that, count, left, right, block);
                    count = 0;
                }
            }
            mergeBlock(that, count, left, right, block);
        }
    }

    private void mergeBlock(DistinctState that, int count, long left, long right, ColumnBuffer block) {
        if (count > 0) {
            block.publish(count, that.values.decode(count, right, block));
            long rowCodes = codes.ensure(4L * count);
            values.encode(count, block.column(), rowCodes);
            countNew(count, left, rowCodes);
        }
    }

    @Override
    public long growth(GroupBatch batch, Column argument) {
        return values.growth(batch.rows, argument)
                + pairs.growth(batch.rows, groupCount, values.size() + batch.rows)
                + codes.growth(4L * batch.rows);
    }

    @Override
    public long applyAsLong(int group) {
        return UnsafeApi.getLong(counts.address() + 8L * group);
    }

    @Override
    public void close() {
        values.close();
        pairs.close();
        counts.close();
        codes.close();
        otherGroups.close();
    }
}
