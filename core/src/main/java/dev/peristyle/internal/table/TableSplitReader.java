package dev.peristyle.internal.table;

import dev.peristyle.column.Chunk;
import dev.peristyle.column.Column;
import dev.peristyle.column.ColumnBinder;
import dev.peristyle.column.ColumnBuffer;
import dev.peristyle.column.Selection;
import dev.peristyle.column.Table;
import dev.peristyle.column.TableChunks;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.RunContext;
import dev.peristyle.spi.ScanRequest;
import dev.peristyle.spi.SplitReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Reads splits of a table: shows whole batches as they are, and copies rows only where a filter leaves gaps. */
final class TableSplitReader implements SplitReader {

    private static final String OWNER = "table scan";

    private final RunContext context;
    private final long rowCount;
    private final TableChunks wanted;
    private final List<TableFilter> filters = new ArrayList<>();
    private final List<ColumnBuffer> survivors = new ArrayList<>();
    private final Selection selection;
    private final Chunk chunk;
    private long start;
    private long end;

    TableSplitReader(Table table, ScanRequest request, RunContext context, MemoryPool pool) {
        this.context = context;
        this.rowCount = table.rowCount();
        Schema schema = table.schema().select(request.columns());
        List<Column> columns = new ArrayList<>();
        for (Field field : schema.fields()) {
            columns.add(ColumnBinder.create(field.type()));
            survivors.add(new ColumnBuffer(pool, OWNER, field.type()));
        }
        this.chunk = new Chunk(schema, columns);
        this.selection = new Selection(pool, OWNER);
        this.wanted = chunks(table, request.columns(), pool);
        try {
            request.filters()
                    .forEach(filter ->
                            filters.add(new TableFilter(filter, chunks(table, filter.columns(), pool), pool)));
        } catch (RuntimeException failure) {
            close();
            throw failure;
        }
    }

    private static TableChunks chunks(Table table, List<String> columns, MemoryPool pool) {
        try (Table selected = table.select(columns)) {
            return selected.chunks(pool);
        }
    }

    @Override
    public void begin(int split, long knownStart) {
        start = Math.multiplyExact(split, TableSource.SPLIT_ROWS);
        Objects.checkIndex(start, rowCount);
        end = Math.min(start + TableSource.SPLIT_ROWS, rowCount);
        wanted.range(start, end);
        filters.forEach(filter -> filter.range(start, end));
    }

    @Override
    public boolean next() {
        chunk.invalidate();
        if (!wanted.next()) {
            return false;
        }
        Chunk rows = wanted.chunk();
        context.advance(0, rows.rowCount());
        int selected = select(rows.rowCount());
        if (selected == rows.rowCount()) {
            for (int column = 0; column < survivors.size(); column++) {
                ColumnBinder.bindSame(chunk.column(column), rows.column(column));
            }
        } else {
            for (int column = 0; column < survivors.size(); column++) {
                ColumnBuffer target = survivors.get(column);
                Selection.gather(rows.column(column), selection.address(), selected, target);
                ColumnBinder.bindSame(chunk.column(column), target.column());
            }
        }
        chunk.publish(selected);
        return true;
    }

    /** Applies the filters in their order, each to what the ones before it left, and returns how many rows are left. */
    private int select(int rows) {
        int selected = rows;
        boolean first = true;
        for (TableFilter filter : filters) {
            filter.next();
            if (selected > 0) {
                selected = filter.apply(selection, rows, first);
                first = false;
            }
        }
        return selected;
    }

    @Override
    public Chunk chunk() {
        return chunk;
    }

    @Override
    public long start() {
        return start;
    }

    @Override
    public long end() {
        return end;
    }

    @Override
    public void close() {
        chunk.invalidate();
        wanted.close();
        filters.forEach(TableFilter::close);
        survivors.forEach(ColumnBuffer::close);
        selection.close();
    }
}
