package dev.peristyle.internal.operator;

import dev.peristyle.column.Chunk;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Schema;

/** Passes the first rows over and lets all others through. */
public final class SkipOperator implements Operator {

    private static final String OWNER = "skip";

    private final Operator input;
    private final MemoryPool pool;
    private ChosenRows tail;
    private long left;

    /**
     * Reads an input, which stays the caller's.
     *
     * @param pool where the rows of the one chunk are copied of which only the last ones are wanted
     * @param count how many to pass over
     */
    public SkipOperator(MemoryPool pool, Operator input, long count) {
        this.pool = pool;
        this.input = input;
        this.left = count;
    }

    @Override
    public Schema schema() {
        return input.schema();
    }

    @Override
    public Chunk next() {
        close();
        Chunk chunk = input.next();
        while (chunk != null && chunk.rowCount() <= left) {
            left -= chunk.rowCount();
            if (left == 0) {
                return input.next();
            }
            chunk = input.next();
        }
        if (chunk == null || left == 0) {
            return chunk;
        }
        int first = (int) left;
        left = 0;
        tail = new ChosenRows(pool, OWNER, chunk.schema());
        return tail.showFrom(chunk, first);
    }

    /** Gives the copied rows back. */
    @Override
    public void close() {
        if (tail != null) {
            tail.close();
            tail = null;
        }
    }
}
