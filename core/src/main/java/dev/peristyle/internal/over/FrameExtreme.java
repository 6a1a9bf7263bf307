package dev.peristyle.internal.over;

import dev.peristyle.internal.expression.kernel.Bytes;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.internal.over.kernel.PositionKernel;
import dev.peristyle.internal.state.RowLayout;
import dev.peristyle.internal.state.RowSeeker;
import dev.peristyle.internal.state.kernel.RowAccess;
import dev.peristyle.schema.Layout;
import org.agrona.UnsafeApi;

/**
 * The smallest or largest value of more than 64 bits, as the row that has it. Rows that can still become the one are in a
 * queue: a row that comes takes those away that it beats, because they leave the frame before it (the ascending minima of
 * D. Lemire, Streaming Maximum-Minimum Filter Using No More than Three Comparisons per Element, 2006). Where frames begin with
 * their partition nobody leaves, so the queue is one row. An entry is the number of a row and the first bytes of its value;
 * where these are equal the rows themselves are compared. Not thread-safe.
 */
final class FrameExtreme extends RowAt {

    private static final int ENTRY = 16;

    private final RowLayout layout;
    private final int column;
    private final boolean smallest;
    private final boolean growing;
    private final RowSeeker entering;
    private final RowSeeker queued;
    private final GrowingBuffer queue;
    private final GrowingBuffer found;
    private long head;
    private long tail;
    private long entered;
    private long firstFound;
    private int foundRows;

    /**
     * An extreme.
     *
     * @param smallest whether it is the smallest value
     * @param growing whether frames begin with their partition
     */
    FrameExtreme(Evaluations run, OverCall call, boolean smallest, boolean growing) {
        super(run, call);
        this.layout = run.layout();
        this.column = run.column(call);
        this.smallest = smallest;
        this.growing = growing;
        this.entering = run.seeker();
        this.queued = run.seeker();
        this.queue = run.buffer();
        this.found = run.buffer();
    }

    @Override
    long positions(Batch batch, int count, GrowingBuffer room) {
        keepFound(batch.first());
        found.ensureKept(8L * count);
        for (int row = foundRows; row < count; row++) {
            move(batch, row);
            UnsafeApi.putLong(found.address() + 8L * row, head == tail ? PositionKernel.NONE : number(head));
        }
        foundRows = Math.max(foundRows, count);
        entering.release();
        queued.release();
        long out = room.ensure(8L * count);
        UnsafeApi.copyMemory(found.address(), out, 8L * count);
        return out;
    }

    /** Of what was found for a batch that became shorter, the rest is for the next one. */
    private void keepFound(long first) {
        int passed = (int) Math.min(foundRows, first - firstFound);
        for (int row = passed; row < foundRows; row++) {
            UnsafeApi.putLong(found.address() + 8L * (row - passed), UnsafeApi.getLong(found.address() + 8L * row));
        }
        foundRows -= passed;
        firstFound = first;
    }

    private void move(Batch batch, int row) {
        long start = batch.frames().start(row);
        if (batch.bounds().startsPartition(row)) {
            head = 0;
            tail = 0;
            entered = start;
        }
        while (head < tail && number(head) < start) {
            head++;
        }
        entered = Math.max(entered, start);
        long end = batch.frames().end(row);
        while (entered < end) {
            enter(entered, entering.seek(entered));
            entered++;
        }
    }

    private void enter(long number, long row) {
        if (layout.isNull(row, column)) {
            return;
        }
        long prefix = prefix(row);
        while (head < tail && beats(prefix, row)) {
            tail--;
        }
        if (growing && head < tail) {
            return;
        }
        if (head == tail) {
            head = 0;
            tail = 0;
        }
        makeRoom();
        UnsafeApi.putLong(queue.address() + ENTRY * tail, number);
        UnsafeApi.putLong(queue.address() + ENTRY * tail + 8, prefix);
        tail++;
    }

    private void makeRoom() {
        if (ENTRY * (tail + 1) <= queue.capacity()) {
            return;
        }
        if (head > tail / 2) {
            for (long entry = head; entry < tail; entry++) {
                UnsafeApi.copyMemory(queue.address() + ENTRY * entry, queue.address() + ENTRY * (entry - head), ENTRY);
            }
            tail -= head;
            head = 0;
        } else {
            queue.ensureKept(ENTRY * (tail + 1));
        }
    }

    private long number(long entry) {
        return UnsafeApi.getLong(queue.address() + ENTRY * entry);
    }

    /** Whether a row is to be preferred to the last one of the queue. */
    private boolean beats(long prefix, long row) {
        int order = Long.compareUnsigned(prefix, UnsafeApi.getLong(queue.address() + ENTRY * (tail - 1) + 8));
        if (order == 0) {
            order = compare(row, queued.seek(number(tail - 1)));
        }
        return smallest ? order < 0 : order > 0;
    }

    private long prefix(long row) {
        int offset = layout.offset(column);
        if (layout.layout(column) != Layout.VIEW) {
            return UnsafeApi.getLong(row + offset + 8) ^ Long.MIN_VALUE;
        }
        long address = RowAccess.textAddress(row, offset);
        int length = Math.min(8, RowAccess.textLength(row, offset));
        long prefix = 0;
        for (int position = 0; position < length; position++) {
            prefix |= (UnsafeApi.getByte(address + position) & 0xFFL) << 56 - 8 * position;
        }
        return prefix;
    }

    private int compare(long left, long right) {
        int offset = layout.offset(column);
        return layout.layout(column) == Layout.VIEW
                ? Bytes.compare(
                        RowAccess.textAddress(left, offset),
                        RowAccess.textLength(left, offset),
                        RowAccess.textAddress(right, offset),
                        RowAccess.textLength(right, offset))
                : Long.compareUnsigned(UnsafeApi.getLong(left + offset), UnsafeApi.getLong(right + offset));
    }

    @Override
    public long oldest() {
        long first = foundRows == 0 ? entered : Math.min(entered, firstShown());
        return head == tail ? first : Math.min(first, number(head));
    }

    private long firstShown() {
        long first = PositionKernel.firstPresent(found.address(), foundRows);
        return first == PositionKernel.NONE ? entered : first;
    }

    @Override
    public void close() {
        super.close();
        entering.close();
        queued.close();
        queue.close();
        found.close();
    }
}
