package dev.peristyle.internal.csv;

import dev.peristyle.column.Chunk;
import dev.peristyle.column.Selection;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.RowFilter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.agrona.UnsafeApi;

/**
 * Makes a chunk of indexed rows: for each filter in turn parses what it reads for the rows that are left, and narrows them;
 * then parses what else is delivered. A column that was parsed for more rows than are left in the end is gathered.
 *
 * <p>Allocates nothing once its buffers have reached the size of the chunks. Not thread-safe.
 */
final class ChunkReader implements AutoCloseable {
    private static final int ALL_PARSED = -1;

    private final ColumnSlot[] slots;
    private final ColumnSlot[] delivered;
    private final FilterStage[] stages;
    private final Selection selected;
    private final Selection positions;
    private final MemoryPool pool;
    private final Chunk chunk;
    private OffHeapBuffer bitmap;
    private ColumnSlot failedSlot;

    ChunkReader(CsvScan scan, MemoryPool pool) {
        this.pool = pool;
        this.selected = new Selection(pool, "csv: filtered rows");
        this.positions = new Selection(pool, "csv: filtered rows");
        Map<String, Integer> lastUse = new LinkedHashMap<>();
        List<RowFilter> filters = scan.request.filters();
        for (int filter = 0; filter < filters.size(); filter++) {
            for (String name : filters.get(filter).columns()) {
                lastUse.put(name, filter);
            }
        }
        scan.request.columns().forEach(name -> lastUse.put(name, Integer.MAX_VALUE));
        Schema all = scan.all;
        Map<String, ColumnSlot> byName = new LinkedHashMap<>();
        lastUse.forEach((name, use) -> {
            int position = all.indexOf(name);
            byName.put(name, new ColumnSlot(position, use, all.field(position), scan.settings, pool));
        });
        this.slots = byName.values().toArray(ColumnSlot[]::new);
        this.delivered = named(scan.request.columns(), byName);
        this.chunk = ColumnSlot.chunk(scan.schema(), delivered);
        List<FilterStage> opened = new ArrayList<>();
        try {
            for (RowFilter filter : filters) {
                opened.add(new FilterStage(filter, all, named(filter.columns(), byName), pool));
            }
        } catch (RuntimeException | Error failure) {
            opened.forEach(FilterStage::close);
            throw failure;
        }
        this.stages = opened.toArray(FilterStage[]::new);
    }

    /** Whether it needs to know where fields are. */
    boolean readsColumns() {
        return slots.length > 0;
    }

    private static ColumnSlot[] named(List<String> names, Map<String, ColumnSlot> byName) {
        ColumnSlot[] found = new ColumnSlot[names.size()];
        for (int position = 0; position < found.length; position++) {
            found[position] = byName.get(names.get(position));
        }
        return found;
    }

    Chunk chunk() {
        return chunk;
    }

    /** The column that could not be parsed. */
    ColumnSlot failedSlot() {
        return failedSlot;
    }

    /**
     * Makes the chunk of the first {@code rowCount} indexed rows.
     *
     * @return -1, or the row that could not be parsed; then the chunk shows nothing useful
     */
    int read(long base, RowIndexer rows, int[] columnsInFile, int rowCount) {
        for (ColumnSlot slot : slots) {
            slot.reset();
        }
        boolean all = true;
        int count = rowCount;
        for (int stage = 0; stage < stages.length && count > 0; stage++) {
            FilterStage filter = stages[stage];
            for (ColumnSlot slot : filter.slots) {
                int failed = parse(slot, base, rows, columnsInFile, all, count);
                if (failed != ALL_PARSED) {
                    return failed;
                }
            }
            int passed = filter.evaluate(count, bitmapOf(rowCount));
            if (passed < count) {
                narrow(stage, all, count);
                all = false;
                count = passed;
            }
        }
        for (ColumnSlot slot : delivered) {
            if (count == 0) {
                slot.showNothing();
                continue;
            }
            int failed = parse(slot, base, rows, columnsInFile, all, count);
            if (failed != ALL_PARSED) {
                return failed;
            }
        }
        chunk.publish(count);
        return ALL_PARSED;
    }

    private int parse(ColumnSlot slot, long base, RowIndexer rows, int[] columnsInFile, boolean all, int count) {
        if (slot.isParsed()) {
            return ALL_PARSED;
        }
        long selection = all ? 0 : selected.address();
        int failed = slot.parse(base, rows, columnsInFile[slot.position], selection, count);
        if (failed == ALL_PARSED) {
            return ALL_PARSED;
        }
        failedSlot = slot;
        return all ? failed : UnsafeApi.getInt(selection + 4L * failed);
    }

    /** Keeps the rows whose bit is set, in the selection and in the columns parsed so far that are still read. */
    private void narrow(int stage, boolean all, int count) {
        Selection kept;
        if (all) {
            selected.fromBitmap(bitmap.address(), count);
            kept = selected;
        } else {
            positions.fromBitmap(bitmap.address(), count);
            selected.narrow(bitmap.address());
            kept = positions;
        }
        for (ColumnSlot slot : slots) {
            if (slot.isParsed() && slot.lastUse > stage) {
                slot.keep(kept.address(), kept.count());
            }
        }
    }

    private long bitmapOf(int rowCount) {
        long bytes = (rowCount + 63L) / 64 * 8;
        if (bitmap == null || bitmap.capacity() < bytes) {
            if (bitmap != null) {
                bitmap.close();
                bitmap = null;
            }
            bitmap = pool.allocate(Long.highestOneBit(bytes) << 1, "csv: filtered rows");
        }
        return bitmap.address();
    }

    @Override
    public void close() {
        chunk.invalidate();
        for (FilterStage stage : stages) {
            stage.close();
        }
        for (ColumnSlot slot : slots) {
            slot.close();
        }
        selected.close();
        positions.close();
        if (bitmap != null) {
            bitmap.close();
            bitmap = null;
        }
    }
}
