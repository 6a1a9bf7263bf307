package dev.peristyle.internal.join;

import dev.peristyle.column.Chunk;
import dev.peristyle.column.ChunkWriter;
import dev.peristyle.column.ColumnBuffer;
import dev.peristyle.column.Selection;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import org.agrona.UnsafeApi;

/** Rows of a chunk of the left, each with a row of one chunk of the right, to be shown as rows of the result. Not thread-safe. */
final class MatchedRows implements AutoCloseable {

    private final int place;
    private final int[] lefts;
    private final int[] rights;
    private final List<ColumnBuffer> buffers = new ArrayList<>();
    private final ChunkWriter rows;
    private final ColumnBuffer places;
    private final GrowingBuffer leftEntries;
    private final GrowingBuffer rightEntries;
    private int count;

    /**
     * None.
     *
     * @param schema columns of the result, by their names of the left or of the right
     * @param left the columns of the left, and the place of each row, last
     */
    MatchedRows(MemoryPool pool, String owner, Schema schema, Schema left, Schema right) {
        this.place = left.size() - 1;
        this.lefts = new int[schema.size()];
        this.rights = new int[schema.size()];
        for (int position = 0; position < lefts.length; position++) {
            Field field = schema.field(position);
            boolean ofRight = right.contains(field.name());
            lefts[position] = ofRight ? -1 : left.indexOf(field.name());
            rights[position] = ofRight ? right.indexOf(field.name()) : -1;
            buffers.add(new ColumnBuffer(pool, owner, field.type()));
        }
        this.rows = ChunkWriter.over(schema, buffers);
        this.places = new ColumnBuffer(pool, owner, DataType.LONG);
        this.leftEntries = new GrowingBuffer(pool, owner);
        this.rightEntries = new GrowingBuffer(pool, owner);
    }

    /** Makes room for as many as a chunk of the left has rows; to be called when there are none. */
    void begin(Chunk left) {
        leftEntries.ensure(4L * (left.rowCount() + 1L));
        rightEntries.ensure(4L * (left.rowCount() + 1L));
    }

    void add(int left, int right) {
        UnsafeApi.putInt(leftEntries.address() + 4L * count, left);
        UnsafeApi.putInt(rightEntries.address() + 4L * count, right);
        count++;
    }

    /**
     * Shows the rows, and then has none.
     *
     * @return null if there are none; valid as long as both chunks are, and until the next call
     */
    Chunk take(Chunk left, Chunk right) {
        if (count == 0) {
            return null;
        }
        for (int position = 0; position < lefts.length; position++) {
            if (rights[position] >= 0) {
                Selection.gather(right.column(rights[position]), rightEntries.address(), count, buffers.get(position));
            } else {
                Selection.gather(left.column(lefts[position]), leftEntries.address(), count, buffers.get(position));
            }
        }
        Selection.gather(left.column(place), leftEntries.address(), count, places);
        rows.publish(count);
        count = 0;
        return rows.chunk();
    }

    /** The address of the places of the rows shown last. */
    long places() {
        return places.valuesAddress();
    }

    @Override
    public void close() {
        rows.invalidate();
        buffers.forEach(ColumnBuffer::close);
        places.close();
        leftEntries.close();
        rightEntries.close();
    }
}
