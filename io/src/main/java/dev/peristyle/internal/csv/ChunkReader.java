package dev.peristyle.internal.csv;

import dev.peristyle.column.Chunk;
import dev.peristyle.internal.csv.kernel.ParseState;
import dev.peristyle.internal.operator.FilterCascade;
import dev.peristyle.memory.MemoryPool;
import java.util.Map;

/**
 * Makes a chunk of indexed rows: columns are parsed as the filters of the scan need them, for the rows that are left by then;
 * what else is delivered is parsed for the rows that passed all.
 *
 * <p>Allocates nothing once its buffers have reached the size of the chunks. Not thread-safe.
 */
final class ChunkReader implements AutoCloseable {
    /** No row was found that could not be parsed. */
    static final int ALL_PARSED = FilterCascade.ALL_READ;

    private final IndexedRows input = new IndexedRows();
    private final FilterCascade cascade;

    ChunkReader(CsvScan scan, MemoryPool pool) {
        this.cascade = new FilterCascade(
                scan.shown,
                scan.request.predicates(),
                scan.request.columns(),
                (position, field) -> position == scan.all.size()
                        ? new FileNameSlot(field, input, pool)
                        : new ColumnSlot(position, field, scan.settings, input, pool),
                pool,
                "csv: filtered rows");
    }

    /** The rows to come are of another file. */
    void begin(CsvFile file) {
        input.fileName = file.input.path().toString();
    }

    /** Whether it needs to know where fields are. */
    boolean readsColumns() {
        return cascade.readsColumns();
    }

    Chunk chunk() {
        return cascade.chunk();
    }

    void invalidate() {
        cascade.invalidate();
    }

    /** The indexed row that a row of {@link #chunk} was made from. */
    int indexedRow(int row) {
        return cascade.inputRow(row);
    }

    boolean hasFilterFailed() {
        return cascade.hasConditionFailed();
    }

    /** Why the row could not be filtered that {@link #read} returned. */
    RuntimeException filterFailure(String place) {
        return cascade.failureAt(place);
    }

    /** The column that could not be parsed. */
    ColumnSlot failedSlot() {
        return (ColumnSlot) cascade.failed();
    }

    /**
     * Makes the chunk of the first {@code rowCount} indexed rows.
     *
     * @param replaces whether a text may have bytes that are to be replaced
     * @return {@link #ALL_PARSED}, or the row that could not be parsed or filtered; then the chunk shows nothing useful
     */
    int read(long base, RowIndexer rows, int[] columnsInFile, int rowCount, boolean replaces) {
        input.base = base;
        input.rows = rows;
        input.columnsInFile = columnsInFile;
        input.replaces = replaces;
        return cascade.apply(rowCount);
    }

    /** What the conditions have counted. */
    Map<String, Long> counts() {
        return cascade.counts();
    }

    @Override
    public void close() {
        cascade.close();
    }

    /** What the columns are parsed from. */
    static final class IndexedRows {
        /** Columns are parsed one after the other: with 4 KB for each, those of a wide file would fill a heap. */
        private final ParseState state = new ParseState();

        private long base;
        private RowIndexer rows;
        private int[] columnsInFile;
        private boolean replaces;
        private String fileName;

        /** What the file of the rows is called; the same object for all of its rows. */
        String fileName() {
            return fileName;
        }

        long base() {
            return base;
        }

        ParseState state() {
            return state;
        }

        RowIndexer rows() {
            return rows;
        }

        boolean replaces() {
            return replaces;
        }

        /** The number in the file of a column of the dataset. */
        int columnInFile(int position) {
            return columnsInFile[position];
        }
    }
}
