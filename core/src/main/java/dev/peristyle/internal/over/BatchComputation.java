package dev.peristyle.internal.over;

import dev.peristyle.column.Chunk;
import dev.peristyle.column.ChunkWriter;
import dev.peristyle.column.Column;
import dev.peristyle.column.ColumnBuffer;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.internal.state.RowGather;
import dev.peristyle.internal.state.RowSeeker;
import dev.peristyle.internal.state.kernel.RowGatherKernel;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Schema;
import java.util.ArrayList;
import java.util.List;

/** Computes the functions of a window for one batch of rows after the other, in its order. Not thread-safe. */
final class BatchComputation implements AutoCloseable {

    private final OrderedInput input;
    private final Evaluations evaluations;
    private final RowBounds bounds;
    private final Frames frames;
    private final RowSeeker main;
    private final GrowingBuffer addresses;
    private final List<ColumnBuffer> columns = new ArrayList<>();
    private final ChunkWriter output;
    private long first;
    private int shown;

    /**
     * A computation of no rows yet.
     *
     * @param input stays the caller's
     * @param schema the columns of the input, the results, and maybe the number of the row
     */
    BatchComputation(MemoryPool pool, Windowing window, OrderedInput input, Schema schema) {
        this.input = input;
        WindowNeeds needs = WindowNeeds.of(window);
        this.evaluations = new Evaluations(pool, window, input);
        this.bounds = new RowBounds(pool, input, needs.peers(), needs.reach());
        this.frames = needs.frame() ? frames(pool, window, input) : null;
        this.main = input.seeker();
        this.addresses = new GrowingBuffer(pool, WindowedRows.OWNER);
        List<Column> shownColumns = new ArrayList<>();
        for (Field field : input.schema().fields()) {
            ColumnBuffer column = new ColumnBuffer(pool, WindowedRows.OWNER, field.type());
            columns.add(column);
            shownColumns.add(column.column());
        }
        // the number of the row, if there is one, comes after the results
        evaluations.outputs().forEach(result -> shownColumns.add(result.column()));
        for (int number = window.input().size(); number < columns.size(); number++) {
            shownColumns.add(shownColumns.remove(number));
        }
        this.output = new ChunkWriter(schema, shownColumns);
    }

    private static Frames frames(MemoryPool pool, Windowing window, OrderedInput input) {
        if (window.frame() instanceof Frame.Rows rows) {
            return new Frames.OfRows(pool, rows);
        }
        if (window.frame() instanceof Frame.Range range) {
            return new RangeFrames(pool, input, window.order().get(0), range);
        }
        return new Frames.UpToPeers();
    }

    /** The next rows, valid until the next call; null at the end. */
    Chunk next() {
        advance();
        while (first == input.count()) {
            if (!input.pull()) {
                return null;
            }
        }
        main.seek(first);
        int count = (int) Math.min(evaluations.chunkRows(), main.end() - first);
        bounds.look(first + count);
        // only now, because rows may have moved to disk while others were pulled
        long address = main.seek(first);
        bounds.show(first, address, count);
        if (frames != null) {
            frames.show(bounds, count);
        }
        Batch batch = new Batch(bounds, frames);
        for (Evaluation evaluation : evaluations.all()) {
            count = evaluation.fit(batch, count);
        }
        gather(address, count);
        for (Evaluation evaluation : evaluations.all()) {
            evaluation.evaluate(batch, count);
        }
        output.publish(count);
        shown = count;
        return output.chunk();
    }

    private void gather(long address, int count) {
        long rows = addresses.ensure(8L * count);
        RowGatherKernel.number(rows, 8, count, address, input.layout().rowBytes());
        for (int column = 0; column < columns.size(); column++) {
            RowGather.gather(input.layout(), column, rows, 8, count, columns.get(column));
        }
    }

    /** Goes on to the rows after those that are shown. */
    private void advance() {
        if (shown == 0) {
            return;
        }
        bounds.advance(shown);
        first += shown;
        long oldest = first;
        if (frames != null) {
            frames.advance(shown);
            oldest = Math.min(oldest, frames.oldest());
        }
        for (Evaluation evaluation : evaluations.all()) {
            oldest = Math.min(oldest, evaluation.oldest());
        }
        shown = 0;
        input.drop(oldest);
    }

    @Override
    public void close() {
        output.invalidate();
        evaluations.close();
        bounds.close();
        if (frames != null) {
            frames.close();
        }
        main.close();
        addresses.close();
        columns.forEach(ColumnBuffer::close);
    }
}
