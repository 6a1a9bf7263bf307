package dev.peristyle.internal.over;

import dev.peristyle.column.ColumnBuffer;
import dev.peristyle.internal.aggregate.BoundAggregate;
import dev.peristyle.internal.aggregate.OwnedTexts;
import dev.peristyle.internal.aggregate.SlotAggregator;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.internal.state.RowLayout;
import dev.peristyle.internal.state.RowReader;
import dev.peristyle.internal.state.RowSeeker;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.DataType;
import java.util.ArrayList;
import java.util.List;

/** All functions of a window while it runs, and what they are made of. Not thread-safe. */
final class Evaluations implements AutoCloseable {

    private final MemoryPool pool;
    private final Windowing window;
    private final OrderedInput input;
    private final int chunkRows;
    private final List<ColumnBuffer> outputs = new ArrayList<>();
    private final List<ColumnBuffer> arguments = new ArrayList<>();
    private final List<Evaluation> all = new ArrayList<>();

    /** Starts all functions; close it if that fails. */
    Evaluations(MemoryPool pool, Windowing window, OrderedInput input) {
        this.pool = pool;
        this.window = window;
        this.input = input;
        this.chunkRows = RowReader.chunkRows(input.layout(), pool);
        for (OverCall call : window.calls()) {
            outputs.add(new ColumnBuffer(pool, WindowedRows.OWNER, call.output().type()));
        }
        startAll();
    }

    private void startAll() {
        List<OverCall> merged = new ArrayList<>();
        for (OverCall call : window.calls()) {
            if (call.aggregate() == null) {
                all.add(OverFunctions.named(call.function()).start(this, call));
            } else if (SlotAggregator.isMergeable(call.aggregate())) {
                merged.add(call);
            } else if (SlotAggregator.isExtreme(call.aggregate())) {
                all.add(new FrameExtreme(this, call, SlotAggregator.isMin(call.aggregate()), startsWithPartition()));
            } else {
                all.add(new HeldFrames(this, call));
            }
        }
        if (merged.isEmpty()) {
            return;
        }
        if (startsWithPartition()) {
            all.add(new RunningFrames(this, merged));
        } else if (SmallFrames.hold(window.frame())) {
            all.add(new SmallFrames(this, merged));
        } else {
            all.add(new MovingFrames(this, merged));
        }
    }

    private boolean startsWithPartition() {
        return window.frame() instanceof Frame.UpToPeers
                || window.frame() instanceof Frame.Rows rows && rows.from() == Frame.START;
    }

    /** Everything that is computed, in no order. */
    List<Evaluation> all() {
        return all;
    }

    /** The results of each function. */
    List<ColumnBuffer> outputs() {
        return outputs;
    }

    /** The results of a function. */
    ColumnBuffer output(OverCall call) {
        return outputs.get(window.calls().indexOf(call));
    }

    /** The only column that a function reads. */
    int column(OverCall call) {
        return window.input().indexOf(call.arguments().get(0));
    }

    /** The columns that a function reads. */
    List<Integer> columns(OverCall call) {
        return call.arguments().stream().map(window.input()::indexOf).toList();
    }

    /** Room for a column of arguments; closed with this. */
    ColumnBuffer column(DataType type) {
        ColumnBuffer buffer = new ColumnBuffer(pool, WindowedRows.OWNER, type);
        arguments.add(buffer);
        return buffer;
    }

    /** How the rows lie in memory. */
    RowLayout layout() {
        return input.layout();
    }

    /** How many rows a batch has at most. */
    int chunkRows() {
        return chunkRows;
    }

    /** Who looks at rows; to be closed by the caller. */
    RowSeeker seeker() {
        return input.seeker();
    }

    /** The memory that all functions share with the rows. */
    long memoryLimit() {
        return pool.limit();
    }

    /** Room; to be closed by the caller. */
    GrowingBuffer buffer() {
        return new GrowingBuffer(pool, WindowedRows.OWNER);
    }

    /** Room for texts; to be closed by the caller. */
    OwnedTexts texts() {
        return new OwnedTexts(pool, WindowedRows.OWNER);
    }

    /** The states of the aggregates of some calls; to be closed by the caller. */
    SlotAggregator aggregator(List<OverCall> calls) {
        List<BoundAggregate> aggregates = new ArrayList<>();
        for (OverCall call : calls) {
            // aggregates of the same columns share state
            aggregates.add(call.aggregate().withArgumentNumbers(columns(call)));
        }
        return new SlotAggregator(pool, WindowedRows.OWNER, aggregates);
    }

    @Override
    public void close() {
        all.forEach(Evaluation::close);
        outputs.forEach(ColumnBuffer::close);
        arguments.forEach(ColumnBuffer::close);
    }
}
