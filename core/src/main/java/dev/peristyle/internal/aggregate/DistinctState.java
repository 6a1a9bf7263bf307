package dev.peristyle.internal.aggregate;

import dev.peristyle.column.Column;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.DataType;
import org.agrona.UnsafeApi;

/** Different values of each group: numbers the values, then the pairs of group and value; each new pair counts one. */
final class DistinctState implements GroupState {

    private final Dictionary values;
    private final PairDictionary pairs;
    private final OffHeapArray counts;
    private final OffHeapArray codes;
    private final OffHeapArray otherGroups;
    private int groupCount;

    DistinctState(MemoryPool pool, String owner, DataType type) {
        this.pairs = new PairDictionary(pool, owner);
        this.counts = new OffHeapArray(pool, owner);
        this.codes = new OffHeapArray(pool, owner);
        this.otherGroups = new OffHeapArray(pool, owner);
        this.values = Dictionaries.create(pool, owner, type);
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
    public void merge(GroupState other, int groups, long map) {
        DistinctState that = (DistinctState) other;
        int otherPairs = that.pairs.size();
        if (otherPairs == 0) {
            return;
        }
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

    long count(int group) {
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
