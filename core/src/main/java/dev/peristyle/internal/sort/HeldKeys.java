package dev.peristyle.internal.sort;

import dev.peristyle.column.Chunk;
import dev.peristyle.column.ChunkWriter;
import dev.peristyle.column.Column;
import dev.peristyle.column.ColumnBinder;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.internal.state.RowLayout;
import dev.peristyle.internal.state.RowStore;
import dev.peristyle.internal.state.SpillSpace;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import org.agrona.UnsafeApi;

/** The keys of one row, kept beyond its chunk to be compared with rows of the next one. Not thread-safe. */
public final class HeldKeys implements AutoCloseable {

    private final List<BoundSortKey> keys;
    private final List<Column> shown = new ArrayList<>();
    private final ChunkWriter keyChunk;
    private final RowStore held;
    private final GrowingBuffer rowNumber;
    private final KeyColumn[] columns;

    /**
     * Holds no row.
     *
     * @param schema the columns of chunks
     * @param keys which of them are the keys, and their order
     */
    public HeldKeys(MemoryPool pool, String owner, Schema schema, List<BoundSortKey> keys) {
        this.keys = keys;
        List<BoundSortKey> own = new ArrayList<>();
        List<Field> fields = new ArrayList<>();
        for (BoundSortKey key : keys) {
            // a column can decide twice
            own.add(new BoundSortKey(fields.size(), key.descending(), key.nullsFirst()));
            fields.add(
                    new Field("key " + fields.size(), schema.field(key.column()).type()));
            shown.add(ColumnBinder.create(schema.field(key.column()).type()));
        }
        RowLayout layout = RowLayout.of(Schema.of(fields));
        this.keyChunk = new ChunkWriter(layout.schema(), shown);
        this.held = new RowStore(pool, owner, layout, SpillSpace.NONE);
        this.rowNumber = new GrowingBuffer(pool, owner);
        this.columns = KeyColumn.comparable(layout, own);
    }

    /**
     * Holds another row.
     *
     * @param chunk whose row it is
     * @param row its number
     */
    public void hold(Chunk chunk, int row) {
        for (int key = 0; key < shown.size(); key++) {
            ColumnBinder.bindSame(shown.get(key), chunk.column(keys.get(key).column()));
        }
        keyChunk.publish(chunk.rowCount());
        held.clear();
        UnsafeApi.putInt(rowNumber.ensure(4), row);
        held.append(keyChunk.chunk(), 1, rowNumber.address());
    }

    /**
     * Says whether no row was held yet.
     *
     * @return true if so
     */
    public boolean isEmpty() {
        return held.rowCount() == 0;
    }

    /**
     * Compares the row with one of the chunk that words were last written for.
     *
     * @return negative, 0 or positive
     */
    public int compare(ChunkWords words, int row) {
        return RowOrder.compare(columns, held.pageAddress(0), words.columns(), row, 0);
    }

    @Override
    public void close() {
        keyChunk.invalidate();
        held.close();
        rowNumber.close();
    }
}
