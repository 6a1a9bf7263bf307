package dev.peristyle.internal.columnfile;

import dev.peristyle.column.Chunk;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Schema;
import java.util.ArrayList;
import java.util.List;

/** Rows that are to be written, column by column. Not thread-safe. */
final class RowBatch implements AutoCloseable {
    static final String OWNER = "column file: output";

    /** What no pool has. */
    static final long NO_ROOM = Long.MAX_VALUE / 4;

    /** Of what is left in the pool, the part that it takes at a time. */
    private static final int SHARE_OF_REST = 2;

    private final MemoryPool pool;
    private final List<BatchColumn> columns = new ArrayList<>();

    RowBatch(Schema schema, MemoryPool pool) {
        this.pool = pool;
        for (Field field : schema.fields()) {
            columns.add(BatchColumn.of(field.type(), pool));
        }
    }

    List<BatchColumn> columns() {
        return columns;
    }

    int rows() {
        return columns.get(0).rows();
    }

    /** Bytes that are held; 0 only if there are no rows. */
    long size() {
        long size = 0;
        for (BatchColumn column : columns) {
            size += column.size();
        }
        return size;
    }

    /** Takes rows of a chunk from one of them on, as many as there is room for, and returns where the next one is. */
    int add(Chunk chunk, int from) {
        return from + addFitting(chunk, from, chunk.rowCount() - from);
    }

    /** Takes rows {@code [from, from + most)} of a chunk, or as many of the first of them as there is room for; returns how many. */
    int addFitting(Chunk chunk, int from, int most) {
        int count = most;
        while (count > 0 && !hasRoom(chunk, from, count)) {
            count /= 2;
        }
        if (count > 0) {
            add(chunk, from, count);
        }
        return count;
    }

    private boolean hasRoom(Chunk chunk, int from, int count) {
        long available = pool.available() / SHARE_OF_REST;
        long growth = 0;
        for (int position = 0; position < columns.size() && growth <= available; position++) {
            growth += columns.get(position).growth(chunk.column(position), from, count);
        }
        return growth <= available;
    }

    /**
     * Takes rows {@code [from, from + count)} of a chunk.
     *
     * @throws dev.peristyle.error.MemoryLimitException if there is no room; then none is taken
     */
    void add(Chunk chunk, int from, int count) {
        for (int position = 0; position < columns.size(); position++) {
            columns.get(position).reserve(chunk.column(position), from, count);
        }
        for (int position = 0; position < columns.size(); position++) {
            columns.get(position).add(chunk.column(position), from, count);
        }
    }

    /** Takes the rows of another batch of the schema if there is room for them; returns whether it did. */
    boolean add(RowBatch other) {
        long available = pool.available() / SHARE_OF_REST;
        long growth = 0;
        for (int position = 0; position < columns.size() && growth <= available; position++) {
            growth += columns.get(position).growth(other.columns.get(position));
        }
        if (growth > available) {
            return false;
        }
        for (int position = 0; position < columns.size(); position++) {
            columns.get(position).reserve(other.columns.get(position));
        }
        for (int position = 0; position < columns.size(); position++) {
            columns.get(position).add(other.columns.get(position));
        }
        return true;
    }

    /** Forgets the rows; the memory stays. */
    void clear() {
        columns.forEach(BatchColumn::clear);
    }

    /** Forgets the rows and gives the memory back, which can be taken again. */
    @Override
    public void close() {
        columns.forEach(BatchColumn::close);
    }
}
