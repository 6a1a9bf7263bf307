package dev.peristyle.internal.aggregate;

import dev.peristyle.column.Column;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.internal.state.kernel.PartitionKernel;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Field;
import java.util.Arrays;
import java.util.List;

/** Groups of an aggregator in parts by some bits of the hashes of their keys. Any threads can look at it. */
final class GroupPartitions implements AutoCloseable {

    private final GroupAggregator groups;
    private final GrowingBuffer listed;
    private final int[] ends;

    /**
     * Puts groups into parts.
     *
     * @param slice the groups, all of them where its list is 0; nothing may be added to the aggregator any more
     * @param bits how many bits of a hash say which part, from the highest that {@code usedBits} leave on
     */
    GroupPartitions(MemoryPool pool, String owner, List<Field> keys, GroupSlice slice, int usedBits, int bits) {
        this.groups = slice.groups();
        long list = slice.list();
        int count = slice.count();
        this.listed = new GrowingBuffer(pool, owner);
        this.ends = new int[1 << bits];
        int shift = Long.SIZE - usedBits - bits;
        try (KeyBlock block = new KeyBlock(pool, owner, keys);
                KeyWords words = new KeyWords(pool, owner, keys);
                GrowingBuffer numbers = new GrowingBuffer(pool, owner)) {
            long parts = listed.ensureExactly(4L * Math.max(1, count));
            // twice, because the list of a part begins where the ones before it end
            for (int pass = 0; pass < 2; pass++) {
                for (int from = 0; from < count; from += KeyBlock.ROWS) {
                    int rows = Math.min(KeyBlock.ROWS, count - from);
                    long some = numbers.ensure(4L * KeyBlock.ROWS);
                    KeyBlock.number(list == 0 ? 0 : list + 4L * from, from, rows, some);
                    Column[] columns = groups.keys(block, some, rows);
                    long hashes = words.bind(rows, columns);
                    if (pass == 0) {
                        PartitionKernel.count(rows, 0, hashes, shift, ends);
                    } else {
                        PartitionKernel.listOf(rows, some, hashes, shift, ends, parts);
                    }
                }
                if (pass == 0) {
                    startsFromCounts();
                }
            }
        } catch (RuntimeException | Error failure) {
            close();
            throw failure;
        }
    }

    private void startsFromCounts() {
        int start = 0;
        for (int part = 0; part < ends.length; part++) {
            int size = ends[part];
            ends[part] = start;
            start += size;
        }
    }

    /** The groups of a part; stay these partitions'. */
    GroupSlice slice(int part) {
        int start = part == 0 ? 0 : ends[part - 1];
        return new GroupSlice(groups, listed.address() + 4L * start, ends[part] - start);
    }

    @Override
    public void close() {
        listed.close();
        Arrays.fill(ends, 0);
    }
}
