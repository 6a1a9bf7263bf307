package dev.peristyle.internal.over;

import dev.peristyle.column.ColumnBuffer;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.internal.over.kernel.PositionKernel;
import dev.peristyle.internal.state.RowGather;
import dev.peristyle.internal.state.RowLayout;
import dev.peristyle.internal.state.RowSeeker;

/**
 * The value of another row, which never goes back from one row to the next. Texts are not copied, so a batch ends where the
 * other row is in another page. Not thread-safe.
 */
abstract class RowAt implements Evaluation {

    private final RowLayout layout;
    private final int column;
    private final ColumnBuffer out;
    private final RowSeeker seeker;
    private final GrowingBuffer positions;
    private final GrowingBuffer addresses;
    private final GrowingBuffer none;

    RowAt(Evaluations run, OverCall call) {
        this.layout = run.layout();
        this.column = run.column(call);
        this.out = run.output(call);
        this.seeker = run.seeker();
        this.positions = run.buffer();
        this.addresses = run.buffer();
        this.none = run.buffer();
    }

    /** Writes which rows the rows of a batch look at, {@link PositionKernel#NONE} for none; returns the address of the first. */
    abstract long positions(Batch batch, int count, GrowingBuffer room);

    @Override
    public int fit(Batch batch, int count) {
        long rows = positions(batch, count, positions);
        long first = PositionKernel.firstPresent(rows, count);
        if (first == PositionKernel.NONE) {
            return count;
        }
        seeker.seek(first);
        return PositionKernel.before(rows, count, seeker.end());
    }

    @Override
    public void evaluate(Batch batch, int count) {
        long rows = positions.address();
        long first = PositionKernel.firstPresent(rows, count);
        if (none.capacity() == 0) {
            layout.writeNulls(none.ensure(layout.rowBytes()));
        }
        long found = addresses.ensure(8L * count);
        long address = first == PositionKernel.NONE ? 0 : seeker.seek(first);
        PositionKernel.addresses(rows, count, first, address, layout.rowBytes(), none.address(), found);
        RowGather.gather(layout, column, found, 8, count, out);
    }

    @Override
    public void close() {
        seeker.close();
        positions.close();
        addresses.close();
        none.close();
    }
}
