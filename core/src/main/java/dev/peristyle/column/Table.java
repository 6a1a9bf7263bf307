package dev.peristyle.column;

import dev.peristyle.internal.check.Arguments;
import dev.peristyle.internal.lifetime.Abandoned;
import dev.peristyle.internal.lifetime.CallSite;
import dev.peristyle.internal.lifetime.ConcurrentReaders;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.MemorySize;
import dev.peristyle.schema.Schema;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;

/**
 * A collected result: any number of rows, off the heap, read-only, with access to any of them.
 *
 * <pre>{@code
 * try (Table top = orders.sortBy(desc("revenue")).limit(20).collect()) {
 *     TableColumn revenue = top.column("revenue");
 *     for (long row = 0; row < top.rowCount(); row++) {
 *         System.out.println(revenue.getDouble(row));
 *     }
 * }
 * }</pre>
 *
 * <p>{@link #slice} and {@link #select} give tables of their own over the same memory, without a copy. Each table is closed
 * by whoever asked for it; the memory goes back to its pool when the last of them, and the last {@link ChunkIterator} over
 * them, is closed. So closing a table never takes the rows away from a slice of it.
 *
 * <p>Several threads may read a table at the same time, each with its own iterators, and any of them may close it: the
 * others get an {@link IllegalStateException} at their next access, and the memory is freed when the last access that was under
 * way is over. A {@link ChunkIterator} over the table is not disturbed.
 */
public final class Table implements Iterable<RowView>, AutoCloseable {

    private final TableStorage storage;
    private final Schema schema;
    private final int[] positions;
    private final long first;
    private final long rowCount;
    private final TableColumn[] columns;
    private final String origin;
    private final ConcurrentReaders readers;
    private final Abandoned.Watch watch;

    /**
     * A table over all of the storage.
     *
     * @param origin what made it, for the warning when it is never closed; null for one that is not watched
     */
    Table(TableStorage storage, Schema schema, String origin) {
        this(storage, schema, identity(schema.size()), 0, storage.rowCount, origin, storage.pool.openedAt());
    }

    private Table(
            TableStorage storage,
            Schema schema,
            int[] positions,
            long first,
            long rowCount,
            String origin,
            String openedAt) {
        this.storage = storage;
        this.schema = schema;
        this.positions = positions;
        this.first = first;
        this.rowCount = rowCount;
        this.origin = origin;
        this.readers = new ConcurrentReaders(storage::release);
        this.columns = new TableColumn[positions.length];
        for (int column = 0; column < columns.length; column++) {
            columns[column] =
                    new TableColumn(schema.field(column), storage, positions[column], first, rowCount, readers);
        }
        // every column holds the readers, so as long as one can be read the memory stays
        this.watch = origin == null
                ? null
                : Abandoned.watch(
                        readers, "table", "table of " + origin, openedAt, storage.pool.isTracing(), storage::release);
    }

    private static int[] identity(int size) {
        int[] positions = new int[size];
        Arrays.setAll(positions, position -> position);
        return positions;
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
     * Returns the number of rows.
     *
     * @return rows
     * @throws IllegalStateException when the table is closed, so that no loop ends early without a word
     */
    public long rowCount() {
        checkOpen();
        return rowCount;
    }

    /**
     * Tells how much memory goes back to its pool when this table, all slices and selections of it and the iterators over them are
     * closed. A slice tells the same as the table that it is of, because it holds all of it.
     *
     * @return bytes off the heap
     */
    public MemorySize memorySize() {
        checkOpen();
        return storage.size();
    }

    /**
     * Returns a column by position.
     *
     * @param position 0 to {@code schema().size() - 1}
     * @return the column, valid until this table is closed
     */
    public TableColumn column(int position) {
        checkOpen();
        return columns[position];
    }

    /**
     * Returns a column by name.
     *
     * @param name the name
     * @return the column, valid until this table is closed
     * @throws IllegalArgumentException when there is none; suggests the nearest name
     */
    public TableColumn column(String name) {
        checkOpen();
        return columns[schema.indexOf(name)];
    }

    /**
     * Some of the rows, sharing the memory.
     *
     * @param from the first row
     * @param to rows {@code [from, to)} are in the slice
     * @return a table, to be closed by the caller, before or after this one
     */
    public Table slice(long from, long to) {
        checkOpen();
        Objects.checkFromToIndex(from, to, rowCount);
        storage.retain();
        return new Table(storage, schema, positions, first + from, to - from, origin, place());
    }

    /**
     * Some of the columns, sharing the memory.
     *
     * @param names the columns in the wanted order
     * @return a table, to be closed by the caller, before or after this one
     * @throws IllegalArgumentException when a name is unknown or occurs twice
     */
    public Table select(String... names) {
        return select(Arguments.list("names", names));
    }

    /**
     * Some of the columns, sharing the memory.
     *
     * @param names the columns in the wanted order
     * @return a table, to be closed by the caller, before or after this one
     * @throws IllegalArgumentException when a name is unknown or occurs twice
     */
    public Table select(List<String> names) {
        checkOpen();
        Schema selected = schema.select(Objects.requireNonNull(names, "names"));
        int[] chosen = new int[names.size()];
        Arrays.setAll(chosen, column -> positions[schema.indexOf(names.get(column))]);
        storage.retain();
        return new Table(storage, selected, chosen, first, rowCount, origin, place());
    }

    /**
     * Goes through the rows chunk by chunk. Values are not copied; what has to be made for a chunk (views of text) takes
     * memory from the table's pool.
     *
     * @return the chunks, of the thread that reads them; to be closed by it, before or after this table
     */
    public ChunkIterator chunks() {
        TableChunks chunks = chunks(storage.pool);
        return new GuardedChunks(
                chunks,
                "chunk iterator",
                origin == null ? "a table" : "the table of " + origin,
                place(),
                storage.pool.isTracing(),
                chunks::close);
    }

    /**
     * Goes through the rows chunk by chunk. Values are not copied. For those who implement a source or an operator: the chunks
     * belong to no thread, so nothing stops one from closing them while another one reads.
     *
     * @param pool where memory comes from for what has to be made for a chunk: the views of text, and bitmaps of a slice
     *     that does not begin at a multiple of 64 rows
     * @return the chunks, to be closed by the caller, before or after this table
     */
    public TableChunks chunks(MemoryPool pool) {
        Objects.requireNonNull(pool, "pool");
        checkOpen();
        storage.retain();
        return new TableChunks(storage, pool, schema, positions, first, rowCount);
    }

    /**
     * Goes through the rows one by one. All are shown through one object, used again for each row; it is invalid once this
     * table is closed.
     *
     * @return the rows
     */
    @Override
    public Iterator<RowView> iterator() {
        checkOpen();
        TableRow view = new TableRow(schema, columns);
        return new Iterator<>() {
            private long next;

            @Override
            public boolean hasNext() {
                checkOpen();
                return next < rowCount;
            }

            @Override
            public RowView next() {
                if (next >= rowCount) {
                    throw new NoSuchElementException("the table has " + rowCount + " rows");
                }
                view.moveTo(next++);
                return view;
            }
        };
    }

    /**
     * Returns how rows map to the batches of {@link TableColumn#valuesAddress}: row r is in batch
     * {@code (firstRow() + r) >>> batchShift()}, at the position that the bits below say.
     *
     * @return the binary logarithm of the rows of a batch, at least 6
     */
    public int batchShift() {
        return storage.batchShift;
    }

    /**
     * Returns where row 0 lies in the batches.
     *
     * @return 0 for a table that is not a slice
     */
    public long firstRow() {
        return first;
    }

    /** The first rows as an aligned text table, and how many rows there are. */
    @Override
    public String toString() {
        return readers.isClosed() ? "closed table " + schema : TableText.of(this);
    }

    /** Where a share of the memory was asked for. */
    private String place() {
        return origin == null ? "" : CallSite.current();
    }

    private void checkOpen() {
        if (readers.isClosed()) {
            throw new IllegalStateException("the table is closed");
        }
    }

    /**
     * Gives up this table's share of the memory. Any thread may close it, also while others read. Closing again does
     * nothing.
     */
    @Override
    public void close() {
        if (watch != null) {
            watch.end();
        }
        readers.close();
    }
}
