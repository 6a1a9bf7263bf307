package dev.peristyle.column;

import dev.peristyle.error.MemoryLimitException;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.MemorySize;
import dev.peristyle.memory.OffHeapBuffer;
import dev.peristyle.schema.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Collects chunks into a {@link Table}: copies their rows, text included. Not thread-safe.
 *
 * <p>Closing the builder frees what it collected, unless {@link #build} has handed it to a table.
 */
public final class TableBuilder implements AutoCloseable {

    /**
     * Rows of a batch: 128 KB of an eight-byte column. Large enough that the objects that describe a batch cost less than
     * a byte a row, small enough that a chunk of it stays in the second-level cache.
     */
    static final int BATCH_SHIFT = 14;

    private static final int FIRST_CAPACITY = 64;

    private final MemoryPool pool;
    private final String owner;
    private final Schema schema;
    private final int batchShift;
    private final int maximumTextBytes;
    private final List<OffHeapBuffer> buffers = new ArrayList<>();
    private final long[][] values;
    private final long[][] validity;
    private final long[][] text;
    private final MemorySize[] sizes;
    private TableBatch batch;
    private int batches;
    private long sealedRows;
    private boolean closed;

    /**
     * A builder without rows.
     *
     * @param pool where the memory comes from; stays the caller's
     * @param owner who holds it, such as {@code "collect"}: named in reports and when a limit is reached
     * @param schema the columns of every chunk
     */
    public TableBuilder(MemoryPool pool, String owner, Schema schema) {
        this(pool, owner, schema, BATCH_SHIFT, Integer.MAX_VALUE);
    }

    TableBuilder(MemoryPool pool, String owner, Schema schema, int batchShift, int maximumTextBytes) {
        this.pool = Objects.requireNonNull(pool, "pool");
        this.owner = Objects.requireNonNull(owner, "owner");
        this.schema = Objects.requireNonNull(schema, "schema");
        this.batchShift = batchShift;
        this.maximumTextBytes = maximumTextBytes;
        this.values = new long[schema.size()][8];
        this.validity = new long[schema.size()][8];
        this.text = new long[schema.size()][8];
        this.sizes = new MemorySize[schema.size()];
        Arrays.fill(sizes, MemorySize.NONE);
    }

    /**
     * Returns the columns.
     *
     * @return the schema
     */
    public Schema schema() {
        return schema;
    }

    /**
     * Returns the rows collected so far.
     *
     * @return rows
     */
    public long rowCount() {
        return sealedRows + (batch == null ? 0 : batch.rows());
    }

    /**
     * Copies the rows of a chunk.
     *
     * @param chunk rows of the builder's schema
     * @throws MemoryLimitException when they do not fit; names the owner, and how many rows it holds
     */
    public void append(Chunk chunk) {
        append(chunk, 0, Objects.requireNonNull(chunk, "chunk").rowCount());
    }

    /**
     * Copies some rows of a chunk.
     *
     * @param chunk rows of the builder's schema
     * @param from the first row
     * @param count rows {@code [from, from + count)} are copied
     * @throws MemoryLimitException when they do not fit; names the owner, and how many rows it holds
     */
    public void append(Chunk chunk, int from, int count) {
        Objects.requireNonNull(chunk, "chunk");
        if (closed) {
            throw new IllegalStateException("the table builder of " + owner + " is closed");
        }
        Objects.checkFromIndexSize(from, count, chunk.rowCount());
        checkTypes(chunk);
        int next = from;
        int left = count;
        try {
            while (left > 0) {
                int room = prepare(left);
                batch.append(chunk, next, room);
                next += room;
                left -= room;
            }
        } catch (MemoryLimitException failure) {
            throw new MemoryLimitException(
                    owner + " holds its rows in memory, " + rowCount() + " so far, and " + left
                            + " more do not fit; a table stays in memory. Raise Execution.memoryLimit, or let "
                            + owner + " hold fewer rows or columns.\n" + failure.getMessage(),
                    failure);
        }
    }

    private void checkTypes(Chunk chunk) {
        Schema given = chunk.schema();
        if (given.equals(schema)) {
            return;
        }
        boolean same = given.size() == schema.size();
        for (int column = 0; same && column < schema.size(); column++) {
            same = given.field(column).type().equals(schema.field(column).type());
        }
        if (!same) {
            throw new IllegalArgumentException("the table has the columns " + schema + ", but the chunk " + given);
        }
    }

    /** Makes room for up to so many rows in the current batch and returns for how many. */
    private int prepare(int wanted) {
        int batchRows = 1 << batchShift;
        if (batch != null && batch.rows() == batchRows) {
            seal();
        }
        if (batch == null) {
            batch = new TableBatch(pool, owner, schema, maximumTextBytes);
            if (batches > 0) {
                batch.ensureCapacity(batchRows);
            }
        }
        int rows = (int) Math.min((long) batch.rows() + wanted, batchRows);
        if (rows > batch.capacity() || batch.capacity() == 0) {
            int doubled = Math.max(Math.max(rows, 2 * batch.capacity()), FIRST_CAPACITY);
            batch.ensureCapacity(Math.min(batchRows, Integer.highestOneBit(2 * doubled - 1)));
        }
        return rows - batch.rows();
    }

    /** Takes the current batch over. */
    private void seal() {
        for (int column = 0; column < schema.size(); column++) {
            if (batches == values[column].length) {
                values[column] = Arrays.copyOf(values[column], batches * 2);
                validity[column] = Arrays.copyOf(validity[column], batches * 2);
                text[column] = Arrays.copyOf(text[column], batches * 2);
            }
            values[column][batches] = batch.values(column);
            validity[column][batches] = batch.nulls(column) == 0 ? 0 : batch.validity(column);
            text[column][batches] = batch.text(column);
            sizes[column] = sizes[column].plus(batch.size(column));
            if (batch.textBuffer(column) != null) {
                buffers.add(batch.textBuffer(column));
            }
        }
        buffers.add(batch.block());
        sealedRows += batch.rows();
        batches++;
        batch = null;
    }

    /**
     * Hands the rows to a table and closes the builder.
     *
     * @return the table, to be closed by the caller before the pool
     */
    public Table build() {
        return build(false);
    }

    /**
     * Hands the rows to a table that closes the pool as well, once its memory is freed.
     *
     * @return the table, to be closed by the caller
     */
    public Table buildOwningPool() {
        return build(true);
    }

    private Table build(boolean owningPool) {
        if (closed) {
            throw new IllegalStateException("the table builder of " + owner + " is closed");
        }
        if (batch != null && batch.rows() > 0) {
            seal();
        } else if (batch != null) {
            batch.close();
        }
        closed = true;
        return new Table(
                new TableStorage(pool, owningPool, batchShift, sealedRows, buffers, values, validity, text, sizes),
                schema,
                owningPool ? owner : null);
    }

    /** Frees what was collected, unless it was built into a table. Closing again does nothing. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (batch != null) {
            batch.close();
        }
        for (OffHeapBuffer buffer : buffers) {
            buffer.close();
        }
    }
}
