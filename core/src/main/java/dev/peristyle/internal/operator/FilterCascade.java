package dev.peristyle.internal.operator;

import dev.peristyle.column.Chunk;
import dev.peristyle.column.ChunkWriter;
import dev.peristyle.column.Column;
import dev.peristyle.column.Selection;
import dev.peristyle.internal.expression.RowFailure;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.Predicate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.agrona.UnsafeApi;

/**
 * Applies predicates one after the other to the rows of a chunk: for each in turn it loads the columns that it reads, for the
 * rows that are left, and narrows them; then it loads what else is delivered. So a predicate never sees a row that one before
 * it did not pass, and a column is made only for the rows that need it. A column that was loaded for more rows than are left
 * in the end is gathered.
 *
 * <p>Allocates nothing once its buffers have reached the size of the chunks. Not thread-safe.
 */
public final class FilterCascade implements AutoCloseable {

    /** No row was found that could not be read. */
    public static final int ALL_READ = -1;

    /**
     * Makes the columns of a cascade.
     *
     * @param <C> their class
     */
    @FunctionalInterface
    public interface ColumnFactory<C extends CascadeColumn> {

        /**
         * Makes a column.
         *
         * @param position its position in the schema of the input
         * @param field its name and type
         * @return a column without rows
         */
        C create(int position, Field field);
    }

    private final CascadeColumn[] columns;
    private final CascadeColumn[] delivered;
    private final Stage[] stages;
    private final Selection selected;
    private final Selection positions;
    private final ChunkWriter output;
    private final GrowingBuffer bitmap;
    private CascadeColumn failed;
    private RowFailure failure;
    private boolean allPassed;

    /** A predicate and the columns that it reads, shown to it as a chunk. */
    private record Stage(CascadeColumn[] columns, ChunkWriter chunk, Predicate.Evaluator evaluator) {}

    /**
     * Opens predicates.
     *
     * @param <C> the class of the columns
     * @param input the columns of the input
     * @param predicates conditions on columns of the input, to be applied in this order
     * @param wanted the names of the columns that are delivered
     * @param factory makes the columns that are delivered or read by a predicate, each once
     * @param pool where memory comes from
     * @param owner who holds it, shown in reports
     */
    public <C extends CascadeColumn> FilterCascade(
            Schema input,
            List<Predicate> predicates,
            List<String> wanted,
            ColumnFactory<C> factory,
            MemoryPool pool,
            String owner) {
        this.bitmap = new GrowingBuffer(pool, owner);
        this.selected = new Selection(pool, owner);
        this.positions = new Selection(pool, owner);
        Map<String, Integer> lastUse = new LinkedHashMap<>();
        for (int stage = 0; stage < predicates.size(); stage++) {
            for (String name : predicates.get(stage).columns()) {
                lastUse.put(name, stage);
            }
        }
        for (String name : wanted) {
            lastUse.put(name, Integer.MAX_VALUE);
        }
        Map<String, CascadeColumn> byName = new LinkedHashMap<>();
        for (Map.Entry<String, Integer> use : lastUse.entrySet()) {
            int position = input.indexOf(use.getKey());
            CascadeColumn column = factory.create(position, input.field(position));
            column.lastUse = use.getValue();
            byName.put(use.getKey(), column);
        }
        this.columns = byName.values().toArray(new CascadeColumn[0]);
        this.delivered = named(wanted, byName);
        this.output = show(input.select(wanted), delivered);
        List<Stage> opened = new ArrayList<>();
        try {
            for (Predicate predicate : predicates) {
                CascadeColumn[] read = named(predicate.columns(), byName);
                opened.add(new Stage(read, show(input.select(predicate.columns()), read), predicate.open(pool)));
            }
        } catch (RuntimeException | Error failure) {
            opened.forEach(stage -> stage.evaluator.close());
            throw failure;
        }
        this.stages = opened.toArray(new Stage[0]);
    }

    private static CascadeColumn[] named(List<String> names, Map<String, CascadeColumn> byName) {
        CascadeColumn[] named = new CascadeColumn[names.size()];
        for (int column = 0; column < named.length; column++) {
            named[column] = byName.get(names.get(column));
        }
        return named;
    }

    private static ChunkWriter show(Schema schema, CascadeColumn[] columns) {
        List<Column> shown = new ArrayList<>(columns.length);
        for (CascadeColumn column : columns) {
            shown.add(column.column());
        }
        return new ChunkWriter(schema, shown);
    }

    /**
     * Says whether anything is loaded at all.
     *
     * @return false if rows are only counted
     */
    public boolean readsColumns() {
        return columns.length > 0;
    }

    /**
     * Returns the rows that passed.
     *
     * @return always the same object
     */
    public Chunk chunk() {
        return output.chunk();
    }

    /** Takes the rows away. */
    public void invalidate() {
        output.invalidate();
    }

    /**
     * Returns the column that could not be read.
     *
     * @return the column of the row that {@link #apply} returned
     */
    public CascadeColumn failed() {
        return failed;
    }

    /**
     * Returns why a condition has no outcome for the row that {@link #apply} returned.
     *
     * @return null if the row could not be read
     */
    RowFailure failure() {
        return failure;
    }

    /**
     * Returns why a condition has no outcome for the row that {@link #apply} returned, as users get it.
     *
     * @param place where the row is, or null if that is not known
     * @return null if the row could not be read
     */
    public RuntimeException failureAt(String place) {
        return failure == null ? null : failure.placed(place);
    }

    /**
     * Says whether the row that {@link #apply} returned could be read, but a condition has no outcome for it.
     *
     * @return false if the row could not be read
     */
    public boolean hasConditionFailed() {
        return failure != null;
    }

    /**
     * Makes the chunk of the rows {@code [0, rowCount)} of the input.
     *
     * @param rowCount rows
     * @return {@link #ALL_READ}, or a row that could not be read or for which a condition failed; then the chunk shows nothing
     *     useful
     */
    public int apply(int rowCount) {
        failure = null;
        for (CascadeColumn column : columns) {
            column.loaded = false;
        }
        boolean all = true;
        int count = rowCount;
        for (int stage = 0; stage < stages.length && count > 0; stage++) {
            int bad = load(stages[stage].columns, all, count);
            if (bad != ALL_READ) {
                return bad;
            }
            stages[stage].chunk.publish(count);
            int passed;
            try {
                passed = stages[stage].evaluator.evaluate(stages[stage].chunk.chunk(), bitmapOf(rowCount));
            } catch (RowFailure thrown) {
                failure = thrown;
                return inputRow(all, thrown.row());
            }
            if (passed < count) {
                count = narrow(stage, all, count);
                all = false;
            }
        }
        allPassed = all;
        if (count > 0) {
            int bad = load(delivered, all, count);
            if (bad != ALL_READ) {
                return bad;
            }
        } else {
            for (CascadeColumn column : delivered) {
                column.showNothing();
            }
        }
        output.publish(count);
        return ALL_READ;
    }

    private int inputRow(boolean all, int row) {
        return all ? row : UnsafeApi.getInt(selected.address() + 4L * row);
    }

    /**
     * Returns where a row that passed was in the input.
     *
     * @param row a row of {@link #chunk}
     * @return a row of the input of the last {@link #apply}
     */
    public int inputRow(int row) {
        return inputRow(allPassed, row);
    }

    private int load(CascadeColumn[] wanted, boolean all, int count) {
        long selection = all ? 0 : selected.address();
        for (CascadeColumn column : wanted) {
            if (column.loaded) {
                continue;
            }
            int bad = column.load(selection, count);
            if (bad != ALL_READ) {
                failed = column;
                return all ? bad : UnsafeApi.getInt(selection + 4L * bad);
            }
            column.loaded = true;
        }
        return ALL_READ;
    }

    /** Keeps the rows whose bit is set, in the selection and in the columns loaded so far that are still read. */
    private int narrow(int stage, boolean all, int count) {
        Selection kept;
        if (all) {
            selected.fromBitmap(bitmap.address(), count);
            kept = selected;
        } else {
            positions.fromBitmap(bitmap.address(), count);
            selected.narrow(bitmap.address());
            kept = positions;
        }
        for (CascadeColumn column : columns) {
            if (column.loaded && column.lastUse > stage) {
                column.keep(kept.address(), kept.count());
            }
        }
        return kept.count();
    }

    private long bitmapOf(int rowCount) {
        long bytes = (rowCount + 63L) / 64 * 8;
        if (bytes > bitmap.capacity()) {
            bitmap.replace(Long.highestOneBit(bytes) << 1, 0);
        }
        return bitmap.address();
    }

    /**
     * Returns what the predicates have counted.
     *
     * @return numbers by what they count
     */
    public Map<String, Long> counts() {
        Map<String, Long> counts = Map.of();
        for (Stage stage : stages) {
            Map<String, Long> more = stage.evaluator.counts();
            if (!more.isEmpty()) {
                Map<String, Long> sum = new LinkedHashMap<>(counts);
                more.forEach((what, number) -> sum.merge(what, number, Long::sum));
                counts = sum;
            }
        }
        return counts;
    }

    @Override
    public void close() {
        output.invalidate();
        for (Stage stage : stages) {
            stage.evaluator.close();
        }
        for (CascadeColumn column : columns) {
            column.close();
        }
        selected.close();
        positions.close();
        bitmap.close();
    }
}
