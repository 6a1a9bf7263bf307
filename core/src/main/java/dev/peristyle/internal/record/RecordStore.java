package dev.peristyle.internal.record;

import dev.peristyle.column.Chunk;
import dev.peristyle.column.ChunkWriter;
import dev.peristyle.column.Column;
import dev.peristyle.error.ComputationException;
import dev.peristyle.error.MemoryLimitException;
import dev.peristyle.internal.check.ShownText;
import dev.peristyle.internal.sort.BoundSortKey;
import dev.peristyle.internal.sort.ChunkOrder;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.ChunkBuilder;
import dev.peristyle.spi.ColumnWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Records in columns that can be changed. Each record is first made a row of its own, where it may fail, and its memory is taken, before
 * anything changes. Not thread-safe.
 *
 * @param <R> the record
 */
public final class RecordStore<R extends Record> implements AutoCloseable {

    private static final int FIRST_ROWS = 16;

    private final RecordColumns columns;
    private final Schema schema;
    private final List<ColumnFill> fills;
    private final RecordMaker maker;
    private final Class<R> type;
    private final MemoryPool pool;
    private final String owner;
    private final ChunkBuilder one;
    private final Object[] record = new Object[1];
    private final List<StoredColumn> stored = new ArrayList<>();
    private final ChunkWriter chunk;
    private final StoredRow row;
    private TextBlocks text;
    private int size;
    private int capacity;

    /** Written only. */
    @SuppressWarnings("UnusedVariable")
    private long touched;

    /** Code of the record runs, which must not change what it is about to be put into. */
    private boolean staging;

    /** How many others read; they are threads of runs. */
    private final AtomicInteger lent = new AtomicInteger();

    /**
     * A store without records.
     *
     * @param type the record
     * @param pool where memory comes from
     * @param owner who holds it, shown in reports
     * @throws IllegalArgumentException when the record has no columns, or cannot be made of its columns again
     */
    public RecordStore(Class<R> type, MemoryPool pool, String owner) {
        RecordForm form = RecordForm.of(type);
        this.type = type;
        this.columns = form.columns();
        this.schema = columns.schema();
        this.maker = form.maker();
        this.fills = form.fills();
        this.pool = pool;
        this.owner = owner;
        this.one = new ChunkBuilder(schema, 1, pool, owner);
        this.text = new TextBlocks(pool, owner);
        List<Column> shown = new ArrayList<>();
        for (Field field : schema.fields()) {
            StoredColumn column = new StoredColumn(field, pool, owner);
            stored.add(column);
            shown.add(column.column());
        }
        this.chunk = new ChunkWriter(schema, shown);
        this.row = new StoredRow(stored.size());
    }

    /**
     * Returns the columns.
     *
     * @return their names and types
     */
    public Schema schema() {
        return schema;
    }

    /**
     * Returns how many records there are.
     *
     * @return records
     */
    public int size() {
        return size;
    }

    /**
     * Makes a record of a row.
     *
     * @param index 0 to {@code size() - 1}
     * @return a new record
     * @throws IndexOutOfBoundsException when there is no such row
     */
    public R get(int index) {
        return get(row, index);
    }

    /**
     * Makes a record of a row.
     *
     * @param view made by {@link #lend}
     * @param index 0 to {@code size() - 1}
     * @return a new record
     * @throws IndexOutOfBoundsException when there is no such row
     */
    public R get(StoredRow view, int index) {
        Objects.checkIndex(index, size);
        // a record within it can ask for another one when it is made
        long before = view.moveTo(index);
        try {
            return type.cast(maker.make(view));
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable failure) {
            throw new IllegalStateException(
                    "the constructor of " + type.getName() + " failed for row " + index, failure);
        } finally {
            view.moveTo(before);
        }
    }

    /**
     * Loads some of each of some rows that are read soon, so that they need not be waited for one by one.
     *
     * @param rows address of ints, the numbers of rows that there are
     * @param count rows
     */
    public void touch(long rows, int count) {
        long sum = 0;
        for (StoredColumn column : stored) {
            sum += column.touch(rows, count);
        }
        touched = sum;
    }

    /**
     * Lets another thread read as well: until all of that ends nothing is changed or closed.
     *
     * @return what it reads through, for one thread at a time
     */
    public StoredRow lend() {
        lent.incrementAndGet();
        return row.another();
    }

    /** Another thread has read. */
    public void giveBack() {
        lent.decrementAndGet();
    }

    /**
     * Puts a record in the place of another.
     *
     * @param index 0 to {@code size() - 1}, checked by the caller
     * @param replacing the record
     */
    public void set(int index, R replacing) {
        Chunk staged = stage(replacing);
        reserveText(staged);
        for (int column = 0; column < stored.size(); column++) {
            stored.get(column).drop(index, index + 1, text);
            stored.get(column).put(index, staged.column(column), text);
        }
        show();
        tidy();
    }

    /**
     * Puts a record before another.
     *
     * @param index 0 to {@code size()}, checked by the caller
     * @param added the record
     */
    public void insert(int index, R added) {
        insert(index, stage(added));
    }

    private void insert(int index, Chunk staged) {
        if (size == Integer.MAX_VALUE) {
            throw new IllegalStateException("the " + owner + " has its most records, " + Integer.MAX_VALUE);
        }
        reserve(size + 1);
        reserveText(staged);
        for (int column = 0; column < stored.size(); column++) {
            stored.get(column).move(index, size, 1);
            stored.get(column).put(index, staged.column(column), text);
        }
        size++;
        show();
    }

    /** Adds the record that was made a row last. */
    void addStaged() {
        insert(size, one.chunk());
    }

    /** The columns of all records. */
    List<StoredColumn> stored() {
        return stored;
    }

    /**
     * Takes one record away, and puts the last one in its place.
     *
     * @param index 0 to {@code size() - 1}, checked by the caller
     */
    public void replaceByLast(int index) {
        checkIdle();
        for (StoredColumn column : stored) {
            column.drop(index, index + 1, text);
            if (index < size - 1) {
                column.move(size - 1, size, index - (size - 1));
            }
        }
        size--;
        show();
        tidy();
    }

    /**
     * Takes records away.
     *
     * @param from the first
     * @param to after the last, checked by the caller
     */
    public void remove(int from, int to) {
        checkIdle();
        for (StoredColumn column : stored) {
            column.drop(from, to, text);
            column.move(to, size, from - to);
        }
        size -= to - from;
        show();
        tidy();
    }

    /**
     * Puts records into the order of keys.
     *
     * @param keys what decides, the first one first
     */
    public void sortBy(List<BoundSortKey> keys) {
        checkIdle();
        try (ChunkOrder order = new ChunkOrder(pool, owner, chunk.chunk(), keys)) {
            reorder(order.address());
        }
    }

    /**
     * Puts records into another order.
     *
     * @param order address of ints: which record comes to each place
     */
    public void reorder(long order) {
        checkIdle();
        long bytes = 0;
        for (StoredColumn column : stored) {
            bytes = Math.max(bytes, column.bytesToReorder(size));
        }
        try (OffHeapBuffer before = pool.allocate(bytes, owner)) {
            for (StoredColumn column : stored) {
                column.reorder(order, size, before.address());
            }
        }
    }

    /** Gives back what the records do not need. */
    public void trim() {
        checkIdle();
        copyText();
        // where there is no memory to trim a column, it is as before, and has more room than is said
        capacity = size;
        try {
            stored.forEach(column -> column.trim(size));
        } finally {
            show();
        }
    }

    /**
     * Checks that no record is being added or made and nobody else reads.
     *
     * @throws IllegalStateException when code of a record asks, or a run reads
     */
    public void checkIdle() {
        if (lent.get() > 0) {
            throw new IllegalStateException("a run of a pipeline reads the " + owner
                    + ": it can be changed and closed when that has ended. Read it to its end, or close its rows");
        }
        checkNotInUse();
    }

    /**
     * Checks that no code of the record asks, which runs while one is added or made.
     *
     * @throws IllegalStateException when it does
     */
    public void checkNotInUse() {
        if (staging) {
            throw new IllegalStateException(
                    "an accessor of " + columns.name() + " uses the " + owner + " that the record is being added to");
        }
        if (row.isBeingRead()) {
            throw new IllegalStateException("a constructor of " + columns.name() + " changes the " + owner
                    + " that the record is being read from");
        }
    }

    /** Makes a record a row of a chunk, the same one each time. */
    Chunk stage(R staged) {
        checkIdle();
        record[0] = columns.check(staged, 0);
        one.clear();
        staging = true;
        try {
            for (int column = 0; column < fills.size(); column++) {
                ColumnWriter writer = one.column(column);
                fill(column, writer);
            }
        } finally {
            staging = false;
            record[0] = null;
        }
        return one.build(1);
    }

    private void fill(int column, ColumnWriter writer) {
        try {
            fills.get(column).fill(record, 0, 1, writer);
        } catch (MemoryLimitException | LinkageError | VirtualMachineError failure) {
            throw failure;
        } catch (Throwable failure) {
            String place = "a record of " + columns.name() + ", component '"
                    + columns.path(schema.field(column).name()) + "': ";
            if (failure instanceof IllegalArgumentException) {
                throw new IllegalArgumentException(place + ShownText.of(failure.getMessage()), failure);
            }
            throw new ComputationException(place + failure, failure);
        }
    }

    private void reserve(int rows) {
        if (rows > capacity) {
            int wanted = grown(rows);
            try {
                stored.forEach(column -> column.reserve(wanted));
                capacity = wanted;
            } finally {
                // where one has no room, those before it have moved already
                show();
            }
        }
    }

    /** For how many rows there is room when there has to be for so many. */
    static int grown(int rows) {
        return (int) Math.max(FIRST_ROWS, Math.min(Integer.MAX_VALUE, (long) rows + (rows >> 1)));
    }

    private void reserveText(Chunk staged) {
        long bytes = 0;
        for (int column = 0; column < stored.size(); column++) {
            bytes += StoredColumn.textOf(staged.column(column));
        }
        text.reserve(bytes);
    }

    /** Copies the text that is left where most was dropped, if there is memory for it. */
    private void tidy() {
        if (text.isWasteful()) {
            copyText();
        }
    }

    private void copyText() {
        TextBlocks fresh = new TextBlocks(pool, owner);
        try {
            fresh.reserve(text.held());
        } catch (MemoryLimitException later) {
            fresh.close();
            return;
        }
        stored.forEach(column -> column.moveText(fresh, size));
        text.close();
        text = fresh;
    }

    private void show() {
        for (int column = 0; column < stored.size(); column++) {
            stored.get(column).show(size);
            stored.get(column).show(row, column);
        }
        chunk.publish(size);
    }

    /** Gives the memory back. */
    @Override
    public void close() {
        size = 0;
        chunk.invalidate();
        one.close();
        stored.forEach(StoredColumn::close);
        text.close();
    }
}
