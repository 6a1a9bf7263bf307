package dev.peristyle.internal.sort;

import dev.peristyle.column.Chunk;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import org.agrona.UnsafeApi;

/**
 * Says where rows that come in order have other keys than the row before, in the chunk before too. Values that are equal in the order
 * of a sort are equal here, nulls among them. Not thread-safe.
 */
public final class KeyRuns implements AutoCloseable {

    private final ChunkWords words;
    private final HeldKeys last;
    private final GrowingBuffer starts;

    /**
     * Runs of no rows.
     *
     * @param schema the columns of chunks
     * @param positions which of them are the keys
     */
    public KeyRuns(MemoryPool pool, String owner, Schema schema, int[] positions) {
        List<BoundSortKey> keys = new ArrayList<>();
        for (int position : positions) {
            keys.add(new BoundSortKey(position, false, false));
        }
        this.words = new ChunkWords(pool, owner, schema, keys);
        this.last = new HeldKeys(pool, owner, schema, keys);
        this.starts = new GrowingBuffer(pool, owner);
    }

    /**
     * Finds the rows that begin a run. The first row of all does.
     *
     * @return address of a byte for each row, 1 where a run begins, valid until the next call
     */
    public long starts(Chunk chunk) {
        int rows = chunk.rowCount();
        long marks = starts.ensure(rows);
        if (rows == 0) {
            return marks;
        }
        words.write(chunk);
        boolean goesOn = !last.isEmpty() && last.compare(words, 0) == 0;
        UnsafeApi.putByte(marks, (byte) (goesOn ? 0 : 1));
        for (int row = 1; row < rows; row++) {
            UnsafeApi.putByte(marks + row, (byte) (words.compare(row - 1, row) == 0 ? 0 : 1));
        }
        last.hold(chunk, rows - 1);
        return marks;
    }

    @Override
    public void close() {
        words.close();
        last.close();
        starts.close();
    }
}
