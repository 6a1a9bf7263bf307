package dev.peristyle.internal.aggregate;

import dev.peristyle.column.Chunk;
import dev.peristyle.column.ChunkWriter;
import dev.peristyle.column.Column;
import dev.peristyle.column.ColumnBuffer;
import dev.peristyle.error.MemoryLimitException;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.internal.kernel.SelectionKernel;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import org.agrona.UnsafeApi;

/** Shows groups and their results as chunks: keys first, then aggregates. Texts are views of what the groups own. */
final class GroupOutput implements AutoCloseable {

    private static final int ROWS = 4096;

    /** A buffer has room for so many at least. */
    private static final int MIN_ROWS = 64;

    private final GroupKeys keys;
    private final List<ResultWriter> writers;
    private final List<ColumnBuffer> buffers = new ArrayList<>();
    private final GrowingBuffer firstOrdinals;
    private final int keyCount;
    private final GrowingBuffer groups;
    private final ChunkWriter chunk;

    /** How many groups are shown at once. */
    private int most = ROWS;

    /**
     * Columns without rows.
     *
     * @param schema keys and results; with the place of the first row of each group after them where there is one column more
     * @param firstOrdinals those places
     */
    GroupOutput(
            MemoryPool pool,
            String owner,
            Schema schema,
            GroupKeys keys,
            List<ResultWriter> writers,
            GrowingBuffer firstOrdinals) {
        this.keys = keys;
        this.writers = writers;
        this.firstOrdinals = firstOrdinals;
        this.groups = new GrowingBuffer(pool, owner);
        List<Column> columns = new ArrayList<>();
        for (int position = 0; position < schema.size(); position++) {
            ColumnBuffer buffer =
                    new ColumnBuffer(pool, owner, schema.field(position).type());
            buffers.add(buffer);
            columns.add(buffer.column());
        }
        this.keyCount = keys.columns();
        this.chunk = new ChunkWriter(schema, columns);
    }

    /** Takes the memory to show so many groups. */
    void makeRoom(int groupCount) {
        int count = Math.min(ROWS, groupCount);
        groups.ensure(8L * count);
        for (ColumnBuffer buffer : buffers) {
            buffer.ensureCapacity(count);
        }
    }

    /** Takes the memory to show so many groups, or as many of them as there is memory for. */
    private int makeRoomForSome(int groupCount) {
        while (true) {
            int count = Math.min(most, groupCount);
            try {
                makeRoom(count);
                return count;
            } catch (MemoryLimitException failure) {
                if (count <= MIN_ROWS) {
                    throw failure;
                }
                closeBuffers();
                most = Math.max(MIN_ROWS, count / 2);
            }
        }
    }

    /**
     * Shows groups of an order from one on, at most 4,096, and fewer if there is not much memory; valid until the next call.
     *
     * @param groupCount how many there are
     */
    Chunk show(GroupOrder order, int from, int groupCount) {
        int count = makeRoomForSome(groupCount - from);
        long address = groups.address();
        order.write(from, count, address);
        for (int position = 0; position < writers.size(); position++) {
            write(writers.get(position), count, address, buffers.get(keyCount + position));
        }
        if (keyCount + writers.size() < buffers.size()) {
            writeOrdinals(count, address, buffers.get(buffers.size() - 1));
        }
        // last, because it takes the groups apart
        keys.decode(count, address, address + 4L * count, buffers);
        chunk.publish(count);
        return chunk.chunk();
    }

    private static void write(ResultWriter writer, int count, long groups, ColumnBuffer out) {
        out.setAllPresent();
        int nulls = 0;
        for (int row = 0; row < count; row++) {
            if (!writer.write(UnsafeApi.getInt(groups + 4L * row), out, row)) {
                WordCells.setBit(out.validityAddress(), row, false);
                nulls++;
            }
        }
        out.publish(count, nulls);
    }

    private void writeOrdinals(int count, long address, ColumnBuffer out) {
        SelectionKernel.gather8(firstOrdinals.address(), address, count, out.valuesAddress());
        out.publish(count, 0);
    }

    @Override
    public void close() {
        chunk.invalidate();
        closeBuffers();
    }

    private void closeBuffers() {
        for (ColumnBuffer buffer : buffers) {
            buffer.close();
        }
        groups.close();
    }
}
