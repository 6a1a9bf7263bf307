package dev.peristyle.internal.over;

import dev.peristyle.column.Column;
import dev.peristyle.column.ColumnBuffer;
import dev.peristyle.internal.aggregate.SlotAggregator;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.internal.state.RowGather;
import dev.peristyle.internal.state.RowLayout;
import dev.peristyle.internal.state.RowSeeker;
import dev.peristyle.internal.state.kernel.RowGatherKernel;
import java.util.ArrayList;
import java.util.List;
import org.agrona.UnsafeApi;

/** Adds rows to slots of aggregators, many at a time. Not thread-safe. */
final class SlotFeed implements AutoCloseable {

    private final RowLayout layout;
    private final RowSeeker seeker;
    private final List<Integer> columns = new ArrayList<>();
    private final List<ColumnBuffer> values = new ArrayList<>();
    private final Column[] arguments;
    private final GrowingBuffer rows;
    private final GrowingBuffer slots;
    private final int most;
    private SlotAggregator target;
    private int count;
    private long known;
    private long address;
    private long pageEnd;

    /** Feeds the arguments of some calls, of which each is an aggregate. */
    SlotFeed(Evaluations run, List<OverCall> calls) {
        this.layout = run.layout();
        this.seeker = run.seeker();
        this.rows = run.buffer();
        this.slots = run.buffer();
        this.most = run.chunkRows();
        List<Column> fed = new ArrayList<>();
        for (OverCall call : calls) {
            if (call.arguments().isEmpty()) {
                fed.add(null);
            }
            for (int column : run.columns(call)) {
                fed.add(buffer(run, column).column());
            }
        }
        this.arguments = fed.toArray(Column[]::new);
    }

    private ColumnBuffer buffer(Evaluations run, int column) {
        int known = columns.indexOf(column);
        if (known < 0) {
            known = columns.size();
            columns.add(column);
            values.add(run.column(layout.schema().field(column).type()));
        }
        return values.get(known);
    }

    /** Says where the rows go that are added from now on, until {@link #end}. */
    void begin(SlotAggregator aggregator) {
        target = aggregator;
        count = 0;
        // what was known of a page may not hold any more
        pageEnd = Long.MIN_VALUE;
        rows.ensure(8L * most);
        slots.ensure(4L * most);
    }

    /** Adds rows to one slot. */
    void add(long from, long to, int slot) {
        for (long row = from; row < to; ) {
            int run = fill(row, to);
            long at = slots.address() + 4L * (count - run);
            for (int entry = 0; entry < run; entry++) {
                UnsafeApi.putInt(at + 4L * entry, slot);
            }
            row += run;
        }
    }

    /** Adds each row to a slot of its own. */
    void addEach(long from, long to, int firstSlot) {
        int slot = firstSlot;
        for (long row = from; row < to; ) {
            int run = fill(row, to);
            long at = slots.address() + 4L * (count - run);
            for (int entry = 0; entry < run; entry++) {
                UnsafeApi.putInt(at + 4L * entry, slot++);
            }
            row += run;
        }
    }

    /** Takes as many rows as there is room for and as are in a page. Returns how many they are. */
    private int fill(long row, long to) {
        if (count == most) {
            flush();
        }
        if (row < known || row >= pageEnd) {
            // texts of the page before may go
            flush();
            address = seeker.seek(row);
            known = seeker.begin();
            address -= (row - known) * layout.rowBytes();
            pageEnd = seeker.end();
        }
        int run = (int) Math.min(Math.min(to, pageEnd) - row, most - count);
        long first = address + (row - known) * layout.rowBytes();
        RowGatherKernel.number(rows.address() + 8L * count, 8, run, first, layout.rowBytes());
        count += run;
        return run;
    }

    private void flush() {
        if (count == 0) {
            return;
        }
        for (int position = 0; position < columns.size(); position++) {
            RowGather.gather(layout, columns.get(position), rows.address(), 8, count, values.get(position));
        }
        target.update(count, slots.address(), arguments);
        count = 0;
    }

    /** Adds what is left. */
    void end() {
        flush();
        seeker.release();
    }

    @Override
    public void close() {
        seeker.close();
        rows.close();
        slots.close();
    }
}
