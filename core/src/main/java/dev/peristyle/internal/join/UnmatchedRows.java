package dev.peristyle.internal.join;

import dev.peristyle.column.Chunk;
import dev.peristyle.column.ChunkWriter;
import dev.peristyle.column.Column;
import dev.peristyle.column.ColumnBinder;
import dev.peristyle.column.ColumnBuffer;
import dev.peristyle.column.Selection;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.internal.join.kernel.MarkKernel;
import dev.peristyle.internal.state.RowReader;
import dev.peristyle.internal.state.RowStore;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Layout;
import java.util.ArrayList;
import java.util.List;
import org.agrona.UnsafeApi;

/**
 * Remembers which rows of the right have had a match, a bit for each, and delivers the others; or these, where they are all that comes
 * out. Not thread-safe.
 */
public final class UnmatchedRows implements AutoCloseable {

    private static final String OWNER = "join";

    private final JoinIndex index;
    private final OffHeapBuffer bitmap;

    /** Where the bit of the row of number 0 is, or would be. */
    private final long marks;

    private final JoinType type;
    private final boolean marksFirsts;
    private final int numberOfProbed;
    private final int numberOfHeld;
    private final int[] rights;
    private final Column[] shown;
    private final ChunkWriter joined;
    private final ColumnBuffer[] buffers;
    private final ChunkWriter alone;
    private final GrowingBuffer chosen;
    private final ColumnBuffer numbers;
    private RowReader reader;

    /**
     * Of rows that have had no match yet.
     *
     * @param index the rows, in the order of their numbers; stays the caller's
     */
    public UnmatchedRows(MemoryPool pool, Joining joining, JoinIndex index) {
        int columns = joining.schema().size();
        this.index = index;
        this.type = joining.type();
        this.marksFirsts = !type.showsLeft() && joining.condition() == null;
        this.numberOfProbed = joining.probed().size() - 1;
        this.numberOfHeld = joining.numberedRight().size() - 1;
        this.rights = new int[columns];
        this.shown = new Column[columns];
        this.buffers = new ColumnBuffer[columns];
        List<Column> outputs = new ArrayList<>();
        for (int position = 0; position < columns; position++) {
            Field field = joining.schema().field(position);
            rights[position] =
                    joining.left().contains(field.name()) ? -1 : joining.right().indexOf(field.name());
            shown[position] = ColumnBinder.create(field.type());
            buffers[position] = new ColumnBuffer(pool, OWNER, field.type());
            outputs.add(shown[position]);
        }
        this.joined = new ChunkWriter(joining.schema(), outputs);
        this.alone = ChunkWriter.over(joining.schema(), List.of(buffers));
        this.chosen = new GrowingBuffer(pool, OWNER);
        this.numbers = new ColumnBuffer(pool, OWNER, DataType.LONG);
        RowStore store = index.held().store();
        long first = store.rowCount() == 0 ? 0 : number(store.firstResidentPage(), 0);
        long last =
                store.rowCount() == 0 ? 0 : number(store.pageCount() - 1, store.pageRows(store.pageCount() - 1) - 1);
        // a block of the right needs no bits for the rest of it
        this.bitmap = pool.allocate(Layout.BIT.bytes(last - first + 1 + Byte.SIZE), OWNER);
        bitmap.clear();
        this.marks = bitmap.address() - (first >>> 3);
    }

    private long number(int page, int row) {
        RowStore store = index.held().store();
        return UnsafeApi.getLong(store.pageAddress(page)
                + (long) row * store.layout().rowBytes()
                + store.layout().offset(numberOfHeld));
    }

    /**
     * Remembers the right rows of a chunk that was probed.
     *
     * @return the chunk without their numbers, valid as long as it is
     */
    public Chunk mark(Chunk probed) {
        note(probed);
        for (int position = 0; position < shown.length; position++) {
            ColumnBinder.bindSame(shown[position], probed.column(position));
        }
        joined.publish(probed.rowCount());
        return joined.chunk();
    }

    /** Remembers the right rows of a chunk that was probed, of which nothing else is wanted. */
    public void note(Chunk probed) {
        Column found = probed.column(numberOfProbed);
        int rows = probed.rowCount();
        if (rows > 0) {
            long validity = found.nullCount() == 0 ? 0 : found.validityAddress();
            MarkKernel.mark(rows, found.valuesAddress(), validity, marks);
        }
    }

    /** Where only the first row of a key was marked, marks those that follow it: each is after the one before. */
    private void markFollowing() {
        HeldRows held = index.held();
        RowStore store = held.store();
        int rowBytes = store.layout().rowBytes();
        int numberOffset = store.layout().offset(numberOfHeld);
        for (int page = store.firstResidentPage(); page < store.pageCount(); page++) {
            MarkKernel.markFollowing(
                    store.pageRows(page), store.pageAddress(page), rowBytes, numberOffset, held.linkOffset(), marks);
        }
    }

    /**
     * Returns the next rows that come out on their own, with nulls for the columns of the left.
     *
     * @return rows in their order, possibly none; null at the end
     */
    public Chunk next() {
        if (reader == null) {
            if (marksFirsts) {
                markFollowing();
            }
            reader = index.held().store().read(false);
        }
        Chunk rows = reader.next();
        if (rows == null) {
            return null;
        }
        int count = rows.rowCount();
        long entries = chosen.ensure(4L * (count + 1L));
        boolean marked = type == JoinType.RIGHT_SEMI;
        int unmatched = MarkKernel.select(count, rows.column(numberOfHeld).valuesAddress(), marks, marked, entries);
        Selection.gather(rows.column(numberOfHeld), entries, unmatched, numbers);
        for (int position = 0; position < buffers.length; position++) {
            ColumnBuffer buffer = buffers[position];
            if (rights[position] >= 0) {
                Selection.gather(rows.column(rights[position]), entries, unmatched, buffer);
            } else {
                NullColumns.show(buffer, unmatched);
            }
        }
        alone.publish(unmatched);
        return alone.chunk();
    }

    /** The address of the numbers of the rows delivered last. */
    long numbers() {
        return numbers.valuesAddress();
    }

    @Override
    public void close() {
        joined.invalidate();
        alone.invalidate();
        if (reader != null) {
            reader.close();
        }
        for (ColumnBuffer buffer : buffers) {
            buffer.close();
        }
        chosen.close();
        numbers.close();
        bitmap.close();
    }
}
