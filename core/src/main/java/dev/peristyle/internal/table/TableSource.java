package dev.peristyle.internal.table;

import dev.peristyle.column.Table;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.FilterSupport;
import dev.peristyle.spi.MorselReader;
import dev.peristyle.spi.Predicate;
import dev.peristyle.spi.RunContext;
import dev.peristyle.spi.Scan;
import dev.peristyle.spi.ScanRequest;
import dev.peristyle.spi.Source;
import dev.peristyle.spi.Statistics;
import java.util.Objects;
import java.util.Set;

/**
 * Reads a table again, without a copy where a row needs none. A running scan shares the table's memory, so that closing the
 * table meanwhile does no harm; one that starts after that fails.
 */
public final class TableSource implements Source {

    /** Rows of a morsel: enough work for a thread to be worth the change, few enough to share a table of a million rows. */
    static final long MORSEL_ROWS = 1L << 16;

    private final Table table;
    private final String name;
    private final Set<Object> reads;

    /**
     * A source of a table's rows.
     *
     * @param table the table, to be closed by the caller when no scan is to start any more
     */
    public TableSource(Table table) {
        this(table, "table", Set.of());
    }

    /**
     * A source of a table's rows, which were made of something else.
     *
     * @param table the table, to be closed by the caller when no scan is to start any more
     * @param name what it is, for plans
     * @param reads what it was made of, as {@link Source#reads} has it
     */
    public TableSource(Table table, String name, Set<Object> reads) {
        this.table = Objects.requireNonNull(table, "table");
        this.name = name;
        this.reads = Set.copyOf(reads);
    }

    @Override
    public Schema schema() {
        return table.schema();
    }

    @Override
    public String describe() {
        return name + " of " + table.rowCount() + (table.rowCount() == 1 ? " row" : " rows");
    }

    @Override
    public Set<Object> reads() {
        return reads;
    }

    @Override
    public Statistics statistics() {
        return Statistics.unknown().withRowCount(table.rowCount());
    }

    @Override
    public FilterSupport support(Predicate predicate) {
        return FilterSupport.EXACT;
    }

    @Override
    public Scan open(ScanRequest request, RunContext context) {
        return new TableScan(table.slice(0, table.rowCount()), request, context);
    }

    /** One reading; owns its share of the table. */
    private static final class TableScan implements Scan {

        private final Table table;
        private final ScanRequest request;
        private final RunContext context;
        private final Schema schema;
        private long next;

        TableScan(Table table, ScanRequest request, RunContext context) {
            this.table = table;
            this.request = request;
            this.context = context;
            try {
                this.schema = table.schema().select(request.columns());
            } catch (RuntimeException failure) {
                table.close();
                throw failure;
            }
        }

        @Override
        public Schema schema() {
            return schema;
        }

        @Override
        public TableMorsel nextMorsel() {
            long from = next;
            if (from >= table.rowCount()) {
                return null;
            }
            next = Math.min(from + MORSEL_ROWS, table.rowCount());
            return new TableMorsel(from, next);
        }

        @Override
        public int maxReaders() {
            return (int) Math.max(1, Math.min(Integer.MAX_VALUE, (table.rowCount() + MORSEL_ROWS - 1) / MORSEL_ROWS));
        }

        @Override
        public MorselReader reader(MemoryPool pool) {
            return new TableMorselReader(table, request, context, pool);
        }

        @Override
        public void close() {
            table.close();
        }
    }
}
