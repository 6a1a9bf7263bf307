package dev.peristyle.internal.csv;

import dev.peristyle.error.RecordFault;
import dev.peristyle.internal.window.Window;
import dev.peristyle.memory.MemoryPool;

/**
 * What one reader has to deal with bad records: where they end, what else is to be looked at, and who is told. After one, the reader
 * goes on with few rows at a time, for the next is not far: chunks end before bad records, and what was indexed after them was in vain.
 * Not thread-safe.
 */
final class BadRowHandler implements AutoCloseable {
    /** No column is to blame. */
    static final int WHOLE_RECORD = -1;

    private static final int CAREFUL_ROWS = 4;
    private static final int FASTER = 4;

    private final BadRowPolicy policy;
    private final BadRowLog log;
    private final ColumnChecks checks;
    private final RowIndexer ragged;
    private final BadRecord record;
    private final SplitBadRows split;
    private final int columns;
    private final int maximumRecordSize;
    private int mostRows = Integer.MAX_VALUE;

    BadRowHandler(CsvScan scan, MemoryPool pool) {
        this.policy = scan.settings.badRows();
        this.log = scan.badRows;
        this.checks = new ColumnChecks(scan.settings, scan.all, scan.request, pool);
        this.ragged = RowIndexer.ofRagged(scan.settings, pool);
        this.record = new BadRecord(scan.settings);
        this.split = new SplitBadRows(pool);
        this.columns = scan.all.size();
        this.maximumRecordSize = scan.settings.maximumRecordSize();
    }

    void begin(int number, long start) {
        split.begin(number, start);
        log.check();
    }

    /** How many rows to index at once. */
    int rows(int usual) {
        return Math.min(usual, mostRows);
    }

    /** There is a bad record after the rows at hand. */
    void sawOne() {
        mostRows = CAREFUL_ROWS;
    }

    /** Whether columns are to be looked at that nobody reads. */
    boolean looksAtMore() {
        return policy.checksValues() && checks.looksAtMore();
    }

    /** See {@link ColumnChecks#firstBadRow}. */
    int firstBadRow(long base, RowIndexer rows, int[] columnsInFile, int count) {
        return looksAtMore() ? checks.firstBadRow(base, rows, columnsInFile, count) : ColumnChecks.ALL_RIGHT;
    }

    /** See {@link ColumnChecks#firstBadColumn}. */
    int firstBadColumn(long base, RowIndexer rows, int[] columnsInFile) {
        return checks.firstBadColumn(base, rows, columnsInFile);
    }

    BadRowAction actionOn(RecordFault fault) {
        return policy.actionOn(fault);
    }

    /** Where the first record is, whose structure is wrong. */
    BadRecord structure(Window window, long fileSize, RowIndexer rows, int from) {
        return record.ofStructure(window, fileSize, rows, from);
    }

    /** Where a record is, of which the fields are where they should be, but something is wrong in them. */
    BadRecord inside(RecordFault fault, Window window, long fileSize, int at, BadRecord known) {
        BadRecord found = known == null ? record.ofFields(window, fileSize, at) : known;
        found.fault = fault;
        return found;
    }

    /** Indexes a record that has another number of fields than there are columns. */
    RowIndexer ragged(Window window, long fileSize, int from) {
        ragged.indexRagged(window, fileSize, from, columns);
        return ragged;
    }

    /** Rows were right. */
    void pass(int count) {
        split.pass(count);
        if (mostRows < Integer.MAX_VALUE) {
            mostRows = mostRows > Integer.MAX_VALUE / FASTER ? Integer.MAX_VALUE : mostRows * FASTER;
        }
    }

    /** A record was padded or truncated. */
    void took(RecordFault fault, long byteOffset) {
        sawOne();
        split.add(fault, policy.actionOn(fault), WHOLE_RECORD, byteOffset, null, 0, 0);
        log.added(split);
    }

    /** A record is skipped or rejected. */
    void leaveOut(Window window, BadRecord bad, int column, String message) {
        sawOne();
        BadRowAction action = policy.actionOn(bad.fault);
        int kept = 0;
        if (action == BadRowAction.REJECT) {
            int end = bad.end == BadRecord.BEYOND ? bad.searchFrom : bad.end;
            kept = Math.min(end - bad.start, maximumRecordSize);
        }
        split.add(
                bad.fault,
                action,
                column,
                window.fileOffset() + bad.start,
                message,
                window.address() + bad.start,
                kept);
        log.added(split);
    }

    /** The split is read, or a record ends the run. */
    void end(long end, boolean failed) {
        log.ended(split, end, failed);
    }

    @Override
    public void close() {
        checks.close();
        ragged.close();
        split.close();
    }
}
