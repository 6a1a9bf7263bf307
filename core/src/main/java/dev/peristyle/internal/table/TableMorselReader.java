package dev.peristyle.internal.table;

import dev.peristyle.column.Chunk;
import dev.peristyle.column.Table;
import dev.peristyle.column.TableChunks;
import dev.peristyle.internal.operator.BoundColumn;
import dev.peristyle.internal.operator.FilterCascade;
import dev.peristyle.internal.operator.TrustedReader;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.spi.Morsel;
import dev.peristyle.spi.Predicate;
import dev.peristyle.spi.RunContext;
import dev.peristyle.spi.ScanRequest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads morsels of a table: shows whole batches as they are, and copies rows only where a filter leaves gaps. */
final class TableMorselReader implements TrustedReader {

    private static final String OWNER = "table scan";

    private final RunContext context;
    private final TableChunks chunks;
    private final List<BoundColumn> columns = new ArrayList<>();
    private final List<Integer> positions = new ArrayList<>();
    private final FilterCascade cascade;
    private long first;
    private long next;
    private long end;

    /** Whether the chunk ends before a row that failed, and not where those of the table do. */
    private boolean isShortened;

    TableMorselReader(Table table, ScanRequest request, RunContext context, MemoryPool pool) {
        this.context = context;
        Set<String> read = new LinkedHashSet<>(request.columns());
        for (Predicate predicate : request.predicates()) {
            read.addAll(predicate.columns());
        }
        try (Table selected = table.select(List.copyOf(read))) {
            this.chunks = selected.chunks(pool);
        }
        try {
            this.cascade = new FilterCascade(
                    chunks.schema(),
                    request.predicates(),
                    request.columns(),
                    (position, field) -> {
                        BoundColumn column = new BoundColumn(pool, OWNER, field.type());
                        columns.add(column);
                        positions.add(position);
                        return column;
                    },
                    pool,
                    OWNER);
        } catch (RuntimeException | Error failure) {
            chunks.close();
            throw failure;
        }
    }

    @Override
    public void begin(Morsel morsel) {
        TableMorsel rows = (TableMorsel) morsel;
        cascade.invalidate();
        next = rows.from();
        end = rows.to();
        chunks.range(next, end);
        isShortened = false;
    }

    @Override
    public boolean next() {
        cascade.invalidate();
        if (isShortened) {
            chunks.range(next, end);
            isShortened = false;
        }
        if (!chunks.next()) {
            return false;
        }
        first = next;
        int failed = filter();
        while (failed > 0) {
            // rows before one that fails are delivered first; the failure comes out when it is the first row of a chunk
            chunks.range(first, first + failed);
            chunks.next();
            isShortened = true;
            failed = filter();
        }
        if (failed == 0) {
            throw cascade.failureAt(place(first));
        }
        int read = chunks.chunk().rowCount();
        context.advance(0, read);
        next = first + read;
        return true;
    }

    private int filter() {
        Chunk rows = chunks.chunk();
        for (int number = 0; number < columns.size(); number++) {
            columns.get(number).bind(rows.column(positions.get(number)));
        }
        return cascade.apply(rows.rowCount());
    }

    @Override
    public String place(int row) {
        return place(first + cascade.inputRow(row));
    }

    private static String place(long row) {
        return "row " + row + " of the table, counted from 0";
    }

    @Override
    public Chunk chunk() {
        return cascade.chunk();
    }

    @Override
    public Map<String, Long> counts() {
        return cascade.counts();
    }

    @Override
    public void close() {
        try {
            cascade.close();
        } finally {
            chunks.close();
        }
    }
}
