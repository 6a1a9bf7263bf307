package dev.peristyle.internal.table;

import dev.peristyle.column.Table;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.RunContext;
import dev.peristyle.spi.Scan;
import dev.peristyle.spi.ScanRequest;
import dev.peristyle.spi.Source;
import dev.peristyle.spi.SplitReader;
import java.util.Objects;

/**
 * Reads a table again, without a copy where a row needs none. A running scan shares the table's memory, so that closing the
 * table meanwhile does no harm; one that starts after that fails.
 */
public final class TableSource implements Source {

    /** Rows of a split: enough work for a thread to be worth the change, few enough to share a table of a million rows. */
    static final long SPLIT_ROWS = 1L << 16;

    private final Table table;

    /**
     * A source of a table's rows.
     *
     * @param table the table, to be closed by the caller when no scan is to start any more
     */
    public TableSource(Table table) {
        this.table = Objects.requireNonNull(table, "table");
    }

    @Override
    public Schema schema() {
        return table.schema();
    }

    @Override
    public String describe() {
        return "table of " + table.rowCount() + (table.rowCount() == 1 ? " row" : " rows");
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
        public int splitCount() {
            return Math.toIntExact((table.rowCount() + SPLIT_ROWS - 1) / SPLIT_ROWS);
        }

        @Override
        public long totalBytes() {
            return -1;
        }

        @Override
        public SplitReader reader(MemoryPool pool) {
            return new TableSplitReader(table, request, context, pool);
        }

        @Override
        public void close() {
            table.close();
        }
    }
}
