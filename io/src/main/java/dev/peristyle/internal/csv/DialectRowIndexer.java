package dev.peristyle.internal.csv;

import dev.peristyle.internal.csv.kernel.DialectScanner;
import dev.peristyle.internal.window.Window;
import dev.peristyle.memory.MemoryPool;
import org.agrona.UnsafeApi;

/** Indexes rows of any dialect. Not thread-safe. */
final class DialectRowIndexer extends RowIndexer {
    /** Less than plain dialects have: an entry of the index is twice as large. */
    private static final int CHUNK_BYTES = 64 << 10;

    private final DialectScanner scanner;
    private final boolean escapes;
    private long base;
    private int first;
    private long escapeBits;

    /** By its general type, so that the class is not loaded to verify {@link RowIndexer} where no file needs it. */
    static RowIndexer create(ReadSettings settings, MemoryPool pool) {
        return new DialectRowIndexer(settings, pool);
    }

    private DialectRowIndexer(ReadSettings settings, MemoryPool pool) {
        super(settings, pool);
        this.scanner = new DialectScanner(settings.dialect());
        this.escapes = settings.dialect().escape() >= 0;
    }

    @Override
    void index(Window window, long fileSize, int from, int splitEnd, int wantedColumns, int maxRows) {
        columns = wantedColumns;
        scan(window, fileSize, from, splitEnd, maxRows);
    }

    @Override
    void indexRagged(Window window, long fileSize, int from, int wantedColumns) {
        columns = wantedColumns;
        index(window, fileSize, from, from, wantedColumns, 1);
        if (problem != FIELD_COUNT) {
            throw new IllegalStateException("a record that is padded or truncated has another problem: " + problem);
        }
        int end = failedFields < columns ? fieldEnd(0, failedFields - 1) : 0;
        for (int column = failedFields; column < columns; column++) {
            UnsafeApi.putInt(starts(column), end - 1);
            UnsafeApi.putInt(ends(column), end);
        }
        problem = NO_PROBLEM;
        rowCount = 1;
    }

    @Override
    boolean count(Window window, int from, int splitEnd, int wantedColumns, int maxRows) {
        return false;
    }

    @Override
    int countFields(Window window, long fileSize, int from) {
        columns = 0;
        scan(window, fileSize, from, window.length(), 1);
        if (problem != FIELD_COUNT) {
            return 0;
        }
        problem = NO_PROBLEM;
        return failedFields;
    }

    private void scan(Window window, long fileSize, int from, int splitEnd, int maxRows) {
        base = window.address();
        first = from;
        int recordLimit = recordLimit(window, from);
        int limit = limit(window, from, splitEnd, Math.min(CHUNK_BYTES, settings.chunkBytes()));
        boolean atEnd = look(window, fileSize, from, limit, splitEnd, maxRows);
        while (scanner.rows == 0 && scanner.next == from && isCut() && !atEnd && limit < recordLimit) {
            limit = furtherLimit(from, limit, recordLimit);
            atEnd = look(window, fileSize, from, limit, splitEnd, 1);
        }
        rowCount = scanner.rows;
        next = scanner.next;
        problem = rowCount > 0 ? NO_PROBLEM : problemOf(from);
        problemAt = problem == FIELD_COUNT || problem == TEXT_AFTER_QUOTE ? scanner.problemAt : from;
        failedFields = scanner.fields;
    }

    /** Whether the first record, or the line that is left out, may end beyond the limit; in the next split nothing of it is in sight. */
    private boolean isCut() {
        return scanner.stopped == DialectScanner.INCOMPLETE || scanner.stopped == DialectScanner.DONE;
    }

    /** Scans up to a limit; returns whether the file ends there. */
    private boolean look(Window window, long fileSize, int from, int limit, int splitEnd, int maxRows) {
        window.fill(limit);
        // a field has one byte at least, its delimiter or line end; the last one of a file may have none
        long fields = Math.max(columns, Math.min(limit - from + 1L, (long) maxRows * columns));
        long indexBytes = fields * DialectScanner.ENTRY;
        ensureCapacity((indexBytes + (escapes ? DialectScanner.escapeBitsFor(limit - from) : 0)) / Integer.BYTES);
        escapeBits = escapes ? entries() + indexBytes : 0;
        boolean atEnd = window.fileOffset() + limit == fileSize;
        int lastStart = Math.max(from, splitEnd);
        scanner.scan(window.address(), from, limit, atEnd, lastStart, columns, maxRows, entries(), escapeBits);
        return atEnd;
    }

    /** With the blanks before its first field: what is before them is a line end. */
    @Override
    int rowStart(int row) {
        int start = fieldStart(row, 0);
        while (start > first && settings.dialect().isBlank(UnsafeApi.getByte(base + start - 1))) {
            start--;
        }
        return start;
    }

    private int problemOf(int from) {
        return switch (scanner.stopped) {
            case DialectScanner.FIELD_COUNT -> FIELD_COUNT;
            case DialectScanner.TEXT_AFTER_QUOTE -> TEXT_AFTER_QUOTE;
            case DialectScanner.INCOMPLETE ->
                scanner.next > from ? NO_PROBLEM : scanner.insideQuotes ? UNCLOSED_QUOTE : TOO_LONG;
            default -> NO_PROBLEM;
        };
    }

    @Override
    boolean escapesSeen() {
        return scanner.escapesSeen;
    }

    @Override
    long escapeBits() {
        return escapeBits;
    }

    @Override
    int escapeBitsFrom() {
        return first;
    }

    @Override
    boolean quotesSeen() {
        return scanner.quotesSeen;
    }

    @Override
    boolean nonAsciiSeen() {
        return scanner.nonAsciiSeen();
    }

    @Override
    long starts(int column) {
        return entries() + (long) DialectScanner.ENTRY * column;
    }

    @Override
    long startStep(int column) {
        return (long) DialectScanner.ENTRY * columns;
    }

    @Override
    long ends(int column) {
        return starts(column) + Integer.BYTES;
    }

    @Override
    long endStep() {
        return (long) DialectScanner.ENTRY * columns;
    }
}
