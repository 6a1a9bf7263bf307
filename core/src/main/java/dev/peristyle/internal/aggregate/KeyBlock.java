package dev.peristyle.internal.aggregate;

import dev.peristyle.column.Column;
import dev.peristyle.column.ColumnBuffer;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Field;
import java.util.ArrayList;
import java.util.List;
import org.agrona.UnsafeApi;

/** The keys of some groups as columns again. Not thread-safe, but any number of blocks can show the groups of one aggregator. */
final class KeyBlock implements AutoCloseable {

    /** Groups of a block. */
    static final int ROWS = 4096;

    private final List<ColumnBuffer> buffers = new ArrayList<>();
    private final Column[] columns;
    private final GrowingBuffer groups;

    KeyBlock(MemoryPool pool, String owner, List<Field> keys) {
        this.columns = new Column[keys.size()];
        this.groups = new GrowingBuffer(pool, owner);
        for (Field key : keys) {
            ColumnBuffer buffer = new ColumnBuffer(pool, owner, key.type());
            columns[buffers.size()] = buffer.column();
            buffers.add(buffer);
        }
    }

    /** Writes groups of a list, or {@code [from, from + count)} where it is 0. */
    static void number(long list, int from, int count, long out) {
        for (int group = 0; group < count; group++) {
            UnsafeApi.putInt(out + 4L * group, list == 0 ? from + group : UnsafeApi.getInt(list + 4L * group));
        }
    }

    /** Shows the groups {@code [from, from + count)}, at most {@link #ROWS}, until the next call. */
    Column[] show(GroupKeys keys, int from, int count) {
        long address = makeRoom(count);
        number(0, from, count, address);
        return decode(keys, address, count);
    }

    /** Shows the groups of a list, at most {@link #ROWS}, until the next call. */
    Column[] showListed(GroupKeys keys, long list, int count) {
        long address = makeRoom(count);
        UnsafeApi.copyMemory(list, address, 4L * count);
        return decode(keys, address, count);
    }

    private long makeRoom(int count) {
        buffers.forEach(buffer -> buffer.ensureCapacity(count));
        return groups.ensure(8L * count);
    }

    private Column[] decode(GroupKeys keys, long address, int count) {
        keys.decode(count, address, address + 4L * count, buffers);
        return columns;
    }

    @Override
    public void close() {
        buffers.forEach(ColumnBuffer::close);
        groups.close();
    }
}
