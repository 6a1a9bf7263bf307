package dev.peristyle.internal.join;

import dev.peristyle.column.Chunk;
import dev.peristyle.column.ChunkWriter;
import dev.peristyle.column.Column;
import dev.peristyle.column.ColumnBinder;
import dev.peristyle.column.ColumnBuffer;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.internal.join.kernel.JoinTableKernel;
import dev.peristyle.internal.kernel.SelectionKernel;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import org.agrona.UnsafeApi;

/**
 * Chunks of the right side of a join as they are held: with the number of each row where right rows without a match come out, and with
 * the hash of its keys, last. Not thread-safe.
 */
final class RightRows implements AutoCloseable {

    private static final String LINK = "hash of the keys";

    private final Joining joining;
    private final KeyColumns keys;
    private final ColumnBuffer hashes;
    private final ColumnBuffer numbers;
    private final GrowingBuffer chosen;
    private final Column[] shown;
    private final ChunkWriter rows;
    private int chosenCount;
    private long count;

    RightRows(MemoryPool pool, Joining joining) {
        String owner = HeldRows.OWNER;
        this.joining = joining;
        this.keys = new KeyColumns(pool, owner, joining.right(), joining.rightKeys(), joining.nullsMatch());
        this.hashes = new ColumnBuffer(pool, owner, DataType.LONG);
        this.numbers = new ColumnBuffer(pool, owner, DataType.LONG);
        this.chosen = new GrowingBuffer(pool, owner);
        this.shown = new Column[joining.right().size()];
        List<Column> columns = new ArrayList<>();
        for (int position = 0; position < shown.length; position++) {
            shown[position] =
                    ColumnBinder.create(joining.right().field(position).type());
            columns.add(shown[position]);
        }
        if (joining.type().keepsRight()) {
            columns.add(numbers.column());
        }
        columns.add(hashes.column());
        this.rows = new ChunkWriter(schema(joining), columns);
    }

    /** The columns of what is held. */
    static Schema schema(Joining joining) {
        return Joining.withLong(joining.numberedRight(), LINK);
    }

    /** Shows a chunk as it is held, and chooses the rows that can match or come out. */
    void show(Chunk chunk) {
        int all = chunk.rowCount();
        keys.load(chunk);
        for (int position = 0; position < shown.length; position++) {
            ColumnBinder.bindSame(shown[position], chunk.column(position));
        }
        hashes.ensureCapacity(all);
        UnsafeApi.copyMemory(keys.hashes(), hashes.valuesAddress(), 8L * all);
        hashes.publish(all, 0);
        if (joining.type().keepsRight()) {
            numbers.ensureCapacity(all);
            JoinTableKernel.number(all, count, numbers.valuesAddress());
            numbers.publish(all, 0);
        }
        count += all;
        rows.publish(all);
        long entries = chosen.ensure(4L * (all + 64L));
        if (keys.valid() == 0 || joining.holdsUnmatchable()) {
            JoinTableKernel.everyRow(all, entries);
            chosenCount = all;
        } else {
            chosenCount = SelectionKernel.fromBitmap(keys.valid(), all, entries);
        }
    }

    /** The rows as they are held. */
    Chunk chunk() {
        return rows.chunk();
    }

    /** The address of the numbers of the rows of the chunk that are to be held, four bytes each. */
    long chosen() {
        return chosen.address();
    }

    int chosenCount() {
        return chosenCount;
    }

    /** The address of the hashes of all rows of the chunk. */
    long hashes() {
        return hashes.valuesAddress();
    }

    @Override
    public void close() {
        rows.invalidate();
        keys.close();
        hashes.close();
        numbers.close();
        chosen.close();
    }
}
