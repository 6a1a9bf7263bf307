package dev.peristyle.internal.csv;

import dev.peristyle.internal.csv.kernel.LineFields;
import dev.peristyle.internal.csv.kernel.LineLayout;
import dev.peristyle.internal.csv.kernel.LineScanner;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.internal.window.Window;
import dev.peristyle.memory.MemoryPool;
import org.agrona.UnsafeApi;

/**
 * Indexes lines whose fields have places in the line instead of delimiters. Only lines are looked for at once; where the fields of a column are,
 * without their padding, is found when somebody asks for that column. Not thread-safe.
 *
 * <p>Lines at the end of a file that are no rows are looked for from there, in each window that shows the end. They are no longer together than the
 * longest record, and so long is the overlap of windows: in a window that does not show the end of the file, all that begins in it is a row.
 */
final class LineRowIndexer extends RowIndexer {
    /** So many rows are indexed at once at least, and no more than so many fields, as far as that allows. */
    private static final int MIN_ROWS = 64;

    private static final int MAX_FIELDS = 1 << 19;

    private static final int NOT_FOUND = -1;

    private final LineLayout layout;
    private final LineScanner scanner;
    private final LineFields fields;

    /** Where lines begin and end. */
    private final GrowingBuffer lines;

    /** Where the characters are at which columns begin and end, if lines are not all ASCII. */
    private final GrowingBuffer places;

    /** For each column, of which rows the fields in the index are, and which part of the index has them. */
    private final long[] foundOf;

    private final int[] partOf;
    private long rowsNumber;
    private int parts;
    private boolean located;
    private long base;
    private boolean takesShort;
    private boolean takesLong;

    /** By its general type, so that the class is not loaded to verify {@link RowIndexer} where no file needs it. */
    static RowIndexer create(ReadSettings settings, MemoryPool pool) {
        return new LineRowIndexer(settings, pool);
    }

    private LineRowIndexer(ReadSettings settings, MemoryPool pool) {
        super(settings, pool);
        this.layout = settings.dialect().lines();
        this.scanner = new LineScanner(settings.dialect());
        this.fields = new LineFields(layout);
        this.lines = new GrowingBuffer(pool, "csv: lines");
        this.places = new GrowingBuffer(pool, "csv: places of characters");
        this.foundOf = new long[layout.columns().size()];
        this.partOf = new int[foundOf.length];
        this.columns = foundOf.length;
        this.takesShort = layout.shortLines();
        this.takesLong = layout.longLines();
    }

    @Override
    void index(Window window, long fileSize, int from, int splitEnd, int wantedColumns, int maxRows) {
        base = window.address();
        rowsNumber++;
        parts = 0;
        located = false;
        rowCount = 0;
        problem = NO_PROBLEM;
        problemAt = from;
        int rowsEnd = rowsEnd(window, fileSize, from);
        if (problem != NO_PROBLEM) {
            next = from;
            return;
        }
        if (from >= rowsEnd) {
            next = window.length();
            return;
        }
        int recordLimit = Math.min(rowsEnd, recordLimit(window, from));
        int limit = Math.min(rowsEnd, limit(window, from, splitEnd, settings.chunkBytes()));
        int most = Math.min(maxRows, Math.max(MIN_ROWS, MAX_FIELDS / columns));
        boolean atEnd = look(window, fileSize, from, limit, rowsEnd, splitEnd, most);
        while (scanner.rows == 0
                && scanner.next == from
                && scanner.stopped != LineScanner.WRONG_LENGTH
                && !atEnd
                && limit < recordLimit) {
            limit = Math.min(rowsEnd, furtherLimit(from, limit, recordLimit));
            atEnd = look(window, fileSize, from, limit, rowsEnd, splitEnd, 1);
        }
        rowCount = scanner.rows;
        // nothing comes after the rows of a file but lines that are none
        next = atEnd && scanner.next == rowsEnd ? window.length() : scanner.next;
        if (rowCount == 0 && scanner.stopped == LineScanner.WRONG_LENGTH) {
            problem = FIELD_COUNT;
            problemAt = scanner.problemAt;
            failedFields = scanner.characters;
        } else if (rowCount == 0 && scanner.stopped == LineScanner.INCOMPLETE && next == from) {
            problem = TOO_LONG;
        }
    }

    /** Scans up to a limit; returns whether the rows of the file end there. */
    private boolean look(Window window, long fileSize, int from, int limit, int rowsEnd, int splitEnd, int maxRows) {
        window.fill(limit);
        // a line that is a row has a character and an end, which the last one of a file may lack
        lines.ensure((long) LineScanner.ENTRY * Math.min(maxRows, (limit - from) / 2 + 1));
        boolean atEnd = limit == rowsEnd && window.fileOffset() + window.length() == fileSize;
        scanner.scan(
                base, from, limit, atEnd, Math.max(from, splitEnd), takesShort, takesLong, maxRows, lines.address());
        return atEnd;
    }

    /** Where the lines at the end of the file begin that are no rows, or the end of the window if it shows none of them. */
    private int rowsEnd(Window window, long fileSize, int from) {
        int length = window.length();
        if (layout.footerLines() == 0 || window.fileOffset() + length != fileSize) {
            return length;
        }
        window.fill(length);
        int footer = scanner.lastLines(base, 0, length, layout.footerLines());
        boolean tooLong = length - Math.max(0, footer) > settings.maximumRecordSize();
        if (tooLong || window.fileOffset() == 0 && footer < from) {
            problem = FOOTER;
        }
        return footer == NOT_FOUND ? 0 : footer;
    }

    @Override
    void indexRagged(Window window, long fileSize, int from, int wantedColumns) {
        takesShort = true;
        takesLong = true;
        index(window, fileSize, from, from, wantedColumns, 1);
        if (rowCount != 1) {
            throw new IllegalStateException("a line that is padded or truncated has another problem: " + problem);
        }
    }

    @Override
    boolean hasTooFewFields() {
        return failedFields < layout.width();
    }

    @Override
    boolean count(Window window, int from, int splitEnd, int wantedColumns, int maxRows) {
        // to index lines is no more than to count them
        return false;
    }

    @Override
    int countFields(Window window, long fileSize, int from) {
        return columns;
    }

    @Override
    boolean escapesSeen() {
        return false;
    }

    @Override
    boolean quotesSeen() {
        return false;
    }

    @Override
    boolean nonAsciiSeen() {
        return scanner.nonAsciiSeen;
    }

    @Override
    int rowStart(int row) {
        return UnsafeApi.getInt(lines.address() + (long) LineScanner.ENTRY * row);
    }

    @Override
    int rowEnd(int row) {
        return UnsafeApi.getInt(lines.address() + (long) LineScanner.ENTRY * row + 4);
    }

    @Override
    int fieldAt(int row, int position) {
        for (int field = 0; field < columns; field++) {
            if (fieldStart(row, field) <= position && position < fieldEnd(row, field)) {
                return field;
            }
        }
        return columns;
    }

    @Override
    long starts(int column) {
        if (foundOf[column] != rowsNumber) {
            find(column);
        }
        return entries() + (long) LineFields.ENTRY * rowCount * partOf[column];
    }

    private void find(int column) {
        long bytes = (long) LineFields.ENTRY * rowCount;
        if (parts == 0) {
            ensureCapacity(2L * rowCount);
        }
        while (4L * capacity() < bytes * (parts + 1)) {
            grow((int) (bytes * parts >> 2));
        }
        if (scanner.nonAsciiSeen && !located) {
            places.ensure(fields.bytesPerLine() * rowCount);
            fields.locate(base, lines.address(), rowCount, places.address());
            located = true;
        }
        fields.find(
                base,
                lines.address(),
                rowCount,
                located ? places.address() : 0,
                !scanner.shortSeen,
                column,
                layout.columns().get(column),
                entries() + bytes * parts);
        partOf[column] = parts++;
        foundOf[column] = rowsNumber;
    }

    @Override
    long startStep(int column) {
        return LineFields.ENTRY;
    }

    @Override
    long ends(int column) {
        return starts(column) + Integer.BYTES;
    }

    @Override
    long endStep() {
        return LineFields.ENTRY;
    }

    @Override
    public void close() {
        super.close();
        lines.close();
        places.close();
    }
}
