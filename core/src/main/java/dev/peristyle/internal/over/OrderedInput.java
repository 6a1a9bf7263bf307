package dev.peristyle.internal.over;

import dev.peristyle.column.Chunk;
import dev.peristyle.column.ChunkWriter;
import dev.peristyle.column.Column;
import dev.peristyle.column.ColumnBinder;
import dev.peristyle.column.ColumnBuffer;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.internal.sort.BoundSortKey;
import dev.peristyle.internal.sort.Sorter;
import dev.peristyle.internal.state.RowGather;
import dev.peristyle.internal.state.RowLayout;
import dev.peristyle.internal.state.RowSeeker;
import dev.peristyle.internal.state.RowStore;
import dev.peristyle.internal.state.SharedPages;
import dev.peristyle.internal.state.SpillSpace;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import org.agrona.UnsafeApi;

/**
 * The rows in the order of the window, numbered from 0: each can be looked at from when it is {@link #pull pulled} until it is
 * {@link #drop dropped}. Only what lies between takes memory, or where that is short the disk. Two booleans go with each
 * row: whether a partition begins with it, and whether it is the first one of its place in the order. Not thread-safe.
 */
final class OrderedInput implements AutoCloseable {

    private static final String OWNER = WindowedRows.OWNER;

    private final Sorter sorter;
    private final KeyChanges partitions;
    private final KeyChanges places;
    private final ColumnBuffer partitionStarts;
    private final ColumnBuffer placeStarts;
    private final Schema schema;
    private final List<Column> shown = new ArrayList<>();
    private final ChunkWriter marked;
    private final SpillSpace spill;
    private final RowStore store;
    private final long most;
    private final SharedPages pages;
    private final RowSeeker dropping;
    private final RowSeeker tail;
    private final RowGather last;
    private final GrowingBuffer lastAddress;
    private boolean ended;

    /**
     * No rows yet.
     *
     * @param sorting the memory of the sort
     * @param holding the memory of the rows, of which half is used if there is a disk
     * @param pool the memory of the rest
     * @param schema the columns of the rows
     */
    OrderedInput(
            MemoryPool sorting,
            MemoryPool holding,
            MemoryPool pool,
            SpillSpace spill,
            Windowing window,
            Schema schema) {
        this.schema = schema;
        this.sorter = new Sorter(sorting, OWNER, schema, window.sortKeys(), Long.MAX_VALUE, spill);
        this.partitions = new KeyChanges(pool, OWNER, window.partition());
        this.places = new KeyChanges(
                pool,
                OWNER,
                window.order().stream().mapToInt(BoundSortKey::column).toArray());
        this.partitionStarts = new ColumnBuffer(pool, OWNER, DataType.BOOLEAN);
        this.placeStarts = new ColumnBuffer(pool, OWNER, DataType.BOOLEAN);
        List<Field> fields = new ArrayList<>(schema.fields());
        for (Field field : schema.fields()) {
            shown.add(ColumnBinder.create(field.type()));
        }
        fields.add(new Field(Windowing.unused(schema, "partition"), DataType.BOOLEAN));
        fields.add(new Field(Windowing.unused(schema, "first of its place"), DataType.BOOLEAN));
        List<Column> columns = new ArrayList<>(shown);
        columns.add(partitionStarts.column());
        columns.add(placeStarts.column());
        Schema all = Schema.of(fields);
        this.marked = new ChunkWriter(all, columns);
        this.store = new RowStore(holding, OWNER, all, spill);
        this.spill = spill;
        this.most = holding.limit() / 2;
        this.pages = new SharedPages(store, pool, OWNER);
        this.dropping = pages.seeker();
        this.tail = pages.seeker();
        this.last = new RowGather(pool, OWNER, store.layout());
        this.lastAddress = new GrowingBuffer(pool, OWNER);
    }

    /** Adds rows, in the order of the input. */
    void append(Chunk chunk) {
        sorter.append(chunk);
    }

    /** Says that all rows have come. */
    void finish() {
        sorter.finish();
    }

    /** The columns of the rows, without the booleans. */
    Schema schema() {
        return schema;
    }

    /** How rows lie in memory. */
    RowLayout layout() {
        return store.layout();
    }

    /** Where the byte is in a row that says whether a partition begins with it. */
    int partitionOffset() {
        return layout().offset(shown.size());
    }

    /** Where the byte is in a row that says whether it is the first one of its place in the order. */
    int placeOffset() {
        return layout().offset(shown.size() + 1);
    }

    /** The rows that were pulled, those that were dropped included. */
    long count() {
        return store.rowCount();
    }

    /** Takes the next rows from the sort; false if there are none any more. What seekers show may move. */
    boolean pull() {
        Chunk chunk = ended ? null : sorter.next();
        while (chunk != null && chunk.rowCount() == 0) {
            chunk = sorter.next();
        }
        if (chunk == null) {
            ended = true;
            return false;
        }
        store.append(mark(chunk));
        if (store.residentBytes() > most && spill.isAvailable()) {
            store.spill();
        }
        return true;
    }

    private Chunk mark(Chunk chunk) {
        int count = chunk.rowCount();
        for (int position = 0; position < shown.size(); position++) {
            ColumnBinder.bindSame(shown.get(position), chunk.column(position));
        }
        Chunk before = store.rowCount() == 0 ? null : lastRow();
        clear(partitionStarts, count);
        clear(placeStarts, count);
        partitions.mark(chunk, before, partitionStarts.valuesAddress());
        UnsafeApi.copyMemory(partitionStarts.valuesAddress(), placeStarts.valuesAddress(), bitmapBytes(count));
        places.mark(chunk, before, placeStarts.valuesAddress());
        partitionStarts.publish(count, 0);
        placeStarts.publish(count, 0);
        marked.publish(count);
        return marked.chunk();
    }

    private Chunk lastRow() {
        long address = tail.seek(store.rowCount() - 1);
        UnsafeApi.putLong(lastAddress.ensure(8), address);
        return last.gather(lastAddress.address(), 8, 1);
    }

    private static void clear(ColumnBuffer bits, int count) {
        bits.ensureCapacity(count);
        UnsafeApi.setMemory(bits.valuesAddress(), bitmapBytes(count), (byte) 0);
    }

    private static long bitmapBytes(int count) {
        return 8L * (count + 63 >>> 6);
    }

    /** Who looks at rows; to be closed by the caller before this. */
    RowSeeker seeker() {
        return pages.seeker();
    }

    /** Says that nobody looks at the rows before one any more. */
    void drop(long row) {
        dropping.dropBefore(row);
    }

    @Override
    public void close() {
        marked.invalidate();
        sorter.close();
        partitions.close();
        places.close();
        partitionStarts.close();
        placeStarts.close();
        last.close();
        lastAddress.close();
        dropping.close();
        tail.close();
        pages.close();
        store.close();
    }
}
