package dev.peristyle.internal.operator;

import dev.peristyle.column.Chunk;
import dev.peristyle.column.ChunkWriter;
import dev.peristyle.column.ColumnBuffer;
import dev.peristyle.column.Selection;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Schema;
import java.util.List;
import org.agrona.UnsafeApi;

/** Shows chosen rows of chunks, in any order. Texts are not copied. Used again for each chunk. Not thread-safe. */
public final class ChosenRows implements AutoCloseable {

    private final GrowingBuffer rowNumbers;
    private final List<ColumnBuffer> buffers;
    private final ChunkWriter output;

    /** Columns without rows. */
    public ChosenRows(MemoryPool pool, String owner, Schema schema) {
        this.rowNumbers = new GrowingBuffer(pool, owner);
        this.buffers = schema.fields().stream()
                .map(field -> new ColumnBuffer(pool, owner, field.type()))
                .toList();
        this.output = ChunkWriter.over(schema, buffers);
    }

    /** Makes room; returns the address of the four-byte numbers of the chosen rows, to be written. */
    public long room(int rows) {
        return rowNumbers.ensure(4L * rows);
    }

    /**
     * Shows the first of the rows that were written.
     *
     * @param count how many; all of a chunk are those of the chunk in its order
     * @return valid as long as the chunk is and until the next call
     */
    public Chunk show(Chunk chunk, int count) {
        if (count == chunk.rowCount()) {
            return chunk;
        }
        for (int column = 0; column < buffers.size(); column++) {
            Selection.gather(chunk.column(column), rowNumbers.address(), count, buffers.get(column));
        }
        output.publish(count);
        return output.chunk();
    }

    /**
     * Shows the last rows of a chunk.
     *
     * @param first the first of them
     * @return as {@link #show}
     */
    public Chunk showFrom(Chunk chunk, int first) {
        int count = chunk.rowCount() - first;
        long numbers = room(count);
        for (int row = 0; row < count; row++) {
            UnsafeApi.putInt(numbers + 4L * row, first + row);
        }
        return show(chunk, count);
    }

    @Override
    public void close() {
        output.invalidate();
        buffers.forEach(ColumnBuffer::close);
        rowNumbers.close();
    }
}
