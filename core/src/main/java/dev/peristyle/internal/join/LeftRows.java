package dev.peristyle.internal.join;

import dev.peristyle.column.Chunk;
import dev.peristyle.internal.join.kernel.JoinTableKernel;
import dev.peristyle.internal.operator.AddedNumbers;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Schema;

/** Shows chunks with one more column, last, that numbers their rows. Not thread-safe. */
final class LeftRows implements AutoCloseable {

    private final AddedNumbers rows;
    private long count;

    /**
     * Of chunks without rows.
     *
     * @param numbered the columns of chunks and the one of the numbers, last
     */
    LeftRows(MemoryPool pool, String owner, Schema numbered) {
        this.rows = new AddedNumbers(pool, owner, numbered);
    }

    /** Numbers the rows of a chunk after those before. */
    Chunk number(Chunk chunk) {
        int all = chunk.rowCount();
        JoinTableKernel.number(all, count, rows.room(all));
        count += all;
        return rows.show(chunk);
    }

    /** Begins again with 0. */
    void restart() {
        count = 0;
    }

    /** The rows numbered so far. */
    long count() {
        return count;
    }

    @Override
    public void close() {
        rows.close();
    }
}
