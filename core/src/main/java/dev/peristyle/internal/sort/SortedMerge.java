package dev.peristyle.internal.sort;

import dev.peristyle.column.Chunk;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.internal.state.RowGather;
import dev.peristyle.internal.state.RowLayout;
import dev.peristyle.internal.state.RowReader;
import dev.peristyle.internal.state.RowStore;
import dev.peristyle.internal.state.SpillSpace;
import dev.peristyle.internal.state.kernel.RowGatherKernel;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Merges sorted inputs to one, a chunk of each in memory at a time. Equal rows come in the order of the inputs. Not thread-safe.
 *
 * <p>From the input whose row is next, all rows are taken that come before the next one of the others, so that inputs which hardly
 * overlap cost a comparison a row, and one chunk is handed on as it is where nothing comes between its rows.
 */
public final class SortedMerge implements AutoCloseable {

    private static final String OWNER = "merge";

    private final List<MergeInput> all = new ArrayList<>();
    /** Those that have more rows. */
    private final List<MergeInput> open = new ArrayList<>();

    private final RowLayout layout;
    private final RowStore rows;
    private final RowGather gather;
    private final GrowingBuffer addresses;
    private final int chunkRows;
    /** Whose chunk was handed on as it is. */
    private MergeInput handedOn;

    private boolean begun;

    /**
     * A merge of which no row was taken.
     *
     * @param schema the columns of all inputs
     * @param keys what the inputs are sorted by, the first one first
     * @param order the same as text, for errors
     * @param inputs each gives its next rows, valid until it is asked again, and null at the end
     */
    public SortedMerge(
            MemoryPool pool, Schema schema, List<BoundSortKey> keys, String order, List<Supplier<Chunk>> inputs) {
        for (Supplier<Chunk> input : inputs) {
            all.add(new MergeInput(pool, OWNER, schema, keys, all.size() + 1, order, input));
        }
        this.layout = RowLayout.of(schema);
        this.rows = new RowStore(pool, OWNER, layout, SpillSpace.NONE);
        this.gather = new RowGather(pool, OWNER, layout);
        this.addresses = new GrowingBuffer(pool, OWNER);
        this.chunkRows = RowReader.chunkRows(layout, pool);
    }

    /**
     * Returns the next rows in order.
     *
     * @return a chunk, valid until the next call or close; null at the end
     * @throws dev.peristyle.error.ComputationException when an input is not sorted; names the input and its row
     */
    public Chunk next() {
        if (!begun) {
            begun = true;
            for (MergeInput input : all) {
                if (input.load()) {
                    open.add(input);
                }
            }
        }
        if (handedOn != null) {
            MergeInput before = handedOn;
            handedOn = null;
            advance(before, before.chunk().rowCount());
        }
        rows.clear();
        while (rows.rowCount() < chunkRows && !open.isEmpty()) {
            MergeInput first = first(null);
            int run = first.run(first(first));
            if (rows.rowCount() == 0 && run == first.chunk().rowCount()) {
                handedOn = first;
                return first.chunk();
            }
            int taken = Math.toIntExact(Math.min(run, chunkRows - rows.rowCount()));
            long rowNumbers = rows.everyRow(first.chunk().rowCount());
            rows.append(first.chunk(), taken, rowNumbers + 4L * first.position());
            advance(first, taken);
        }
        return rows.rowCount() == 0 ? null : collected();
    }

    /** The input whose row is next, but for one. */
    private MergeInput first(MergeInput other) {
        MergeInput first = null;
        for (MergeInput input : open) {
            if (input != other && (first == null || input.isBefore(first))) {
                first = input;
            }
        }
        return first;
    }

    private void advance(MergeInput input, int count) {
        if (!input.advance(count)) {
            open.remove(input);
        }
    }

    private Chunk collected() {
        int count = Math.toIntExact(rows.rowCount());
        long address = addresses.ensure(8L * chunkRows);
        int done = 0;
        for (int page = 0; page < rows.pageCount(); page++) {
            int inPage = rows.pageRows(page);
            RowGatherKernel.number(address + 8L * done, 8, inPage, rows.pageAddress(page), layout.rowBytes());
            done += inPage;
        }
        return gather.gather(address, 8, count);
    }

    /** Frees its memory; the inputs stay the caller's. */
    @Override
    public void close() {
        gather.close();
        addresses.close();
        rows.close();
        all.forEach(MergeInput::close);
    }
}
