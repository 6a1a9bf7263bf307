package dev.peristyle.internal.aggregate;

import dev.peristyle.column.Chunk;
import dev.peristyle.column.Column;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Field;
import java.util.List;

/** Numbers the groups of rows of chunks, as they are grouped, without anything to compute for them. Not thread-safe. */
public final class GroupNumbers implements AutoCloseable {

    private final int[] positions;
    private final Column[] columns;
    private final GroupKeys keys;

    /**
     * Numbers of no groups.
     *
     * @param keys the key columns
     * @param positions where they are in a chunk
     */
    public GroupNumbers(MemoryPool pool, String owner, List<Field> keys, int[] positions) {
        this.positions = positions.clone();
        this.columns = new Column[positions.length];
        this.keys = new GroupKeys(pool, owner, keys, GroupKeys.MAX_PAIRED);
    }

    /**
     * Numbers rows. After a failure there is nothing to be done but to close.
     *
     * @return address of the four-byte numbers of the groups of rows, from 0, valid until the next call
     */
    public long number(Chunk chunk) {
        WaitingRows.pick(chunk, positions, columns);
        return keys.encode(chunk.rowCount(), columns);
    }

    /**
     * Returns how many groups there are so far.
     *
     * @return groups; 1 without keys
     */
    public int count() {
        return keys.groupCount();
    }

    @Override
    public void close() {
        keys.close();
    }
}
