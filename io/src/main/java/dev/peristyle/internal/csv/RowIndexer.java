package dev.peristyle.internal.csv;

import dev.peristyle.file.Window;
import dev.peristyle.internal.csv.kernel.CsvKernels;
import dev.peristyle.internal.csv.kernel.RowShape;
import dev.peristyle.internal.csv.kernel.RowShapeState;
import dev.peristyle.internal.csv.kernel.StructureKernel;
import dev.peristyle.internal.csv.kernel.StructureScanner;
import dev.peristyle.internal.csv.kernel.StructureState;
import dev.peristyle.internal.vector.VectorSwitch;
import dev.peristyle.internal.vector.VectorTrial;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import org.agrona.UnsafeApi;

/**
 * Finds the rows of the next chunk in a window and where their fields are. What is wrong with a row becomes its
 * {@link #problem()} when that row is the first one of a chunk; until then the chunk ends in front of it, so that the rows
 * before an error are delivered and the error does not depend on where chunks begin.
 *
 * <p>Holds the index; the memory is used again for each chunk. Not thread-safe.
 */
final class RowIndexer implements AutoCloseable {
    /** The rows are fine. */
    static final int NO_PROBLEM = 0;

    /** The first row has another number of fields than there are columns. */
    static final int FIELD_COUNT = 1;

    /** In the first row text follows a closing quote. */
    static final int TEXT_AFTER_QUOTE = 2;

    /** In the first row a quote is not closed at the end of the file or within the longest record. */
    static final int UNCLOSED_QUOTE = 3;

    /** The first row is longer than the longest record. */
    static final int TOO_LONG = 4;

    /** A structure scan needs room for a block of 64 bytes and one entry more. */
    private static final int RESERVE = 128;

    /** In front of the index, what precedes the first row. A cache line, so that the index starts at one. */
    private static final int FRONT = 64;

    /** The structure scan's; vectors have 64 bytes. */
    static final VectorSwitch VECTORS = new VectorSwitch(64, 8192);

    /** The count's. */
    static final VectorSwitch COUNT_VECTORS = new VectorSwitch(64, 8192);

    private final ReadSettings settings;
    private final MemoryPool pool;
    private final VectorTrial trial = new VectorTrial(VECTORS, CsvKernels::vectors);
    private final VectorTrial countTrial = new VectorTrial(COUNT_VECTORS, CsvKernels::vectors);
    private final StructureState structure = new StructureState();
    private final RowShapeState shape = new RowShapeState();
    private OffHeapBuffer index;
    private OffHeapBuffer rowStarts;
    private boolean quotesSeen;
    private int columns;
    private int rowCount;
    private int next;
    private int problem;
    private int problemAt;

    RowIndexer(ReadSettings settings, MemoryPool pool) {
        this.settings = settings;
        this.pool = pool;
    }

    /**
     * Indexes the rows from a position on.
     *
     * @param window where they are
     * @param fileSize bytes of the file that the window belongs to
     * @param from where the first row starts, relative to the window
     * @param splitEnd rows that start behind this position are left to the next split, relative to the window
     * @param wantedColumns fields a row
     * @param maxRows most rows
     */
    void index(Window window, long fileSize, int from, int splitEnd, int wantedColumns, int maxRows) {
        long base = window.address();
        columns = wantedColumns;
        boolean whole = scan(window, fileSize, from, splitEnd, maxRows);
        rowCount = 0;
        next = from;
        problem = NO_PROBLEM;
        problemAt = from;
        if (structure.lineEnds > 0) {
            // where a row is one field, a blank line is a row without a value: that is how such a row is written
            boolean keepBlankLines = columns == 1;
            RowShape.verify(base, structure, columns, keepBlankLines, rowStarts.address(), shape);
            rowCount = shape.rowCount;
            if (shape.contiguous) {
                UnsafeApi.putInt(entries() - 4, from - 1);
            }
            // a last line without a line feed ends at the end of the file, not one byte behind it
            next = Math.min(shape.nextStart, structure.scannedTo);
            if (shape.failedRow == 0) {
                problem = FIELD_COUNT;
                problemAt = shape.failedStart;
            }
        } else {
            noRecord(whole);
        }
    }

    /**
     * Counts the rows from a position on, with less work than {@link #index} and without knowing where their fields are. Gives up where
     * there is anything but regular rows: then they are to be indexed.
     *
     * @return whether {@link #rowCount()} and {@link #next()} tell the result
     */
    boolean count(Window window, int from, int splitEnd, int wantedColumns, int maxRows) {
        columns = wantedColumns;
        if (columns > StructureKernel.MOST_COUNTED_COLUMNS) {
            return false;
        }
        int limit = limit(window, from, splitEnd);
        window.fill(limit);
        structure.startCount(from, maxRows);
        long base = window.address();
        run(true, base, limit);
        if (!structure.isCounted(limit)) {
            return false;
        }
        rowCount = structure.lineEnds;
        next = structure.recordsEnd(base, settings.quote());
        problem = NO_PROBLEM;
        return true;
    }

    /**
     * Counts the fields of one record, whatever their number.
     *
     * @return 0 if there is no record or if it is wrong; then {@link #problem()} says so
     */
    int countFields(Window window, long fileSize, int from) {
        columns = 1;
        boolean whole = scan(window, fileSize, from, window.length(), 1);
        problemAt = from;
        problem = NO_PROBLEM;
        if (structure.lineEnds == 0) {
            noRecord(whole);
            return 0;
        }
        return structure.entryCount;
    }

    private void noRecord(boolean whole) {
        if (structure.errorKind != StructureState.NO_ERROR) {
            problem = TEXT_AFTER_QUOTE;
            problemAt = structure.errorAt;
        } else if (!whole) {
            problem = structure.insideQuotes() ? UNCLOSED_QUOTE : TOO_LONG;
        } else {
            next = structure.scannedTo;
        }
    }

    /** Returns false if the first record is not whole in what may be scanned. */
    private boolean scan(Window window, long fileSize, int from, int splitEnd, int maxRows) {
        long base = window.address();
        int length = window.length();
        boolean fileEndsHere = window.fileOffset() + length == fileSize;
        int recordLimit = (int) Math.min(length, (long) from + settings.maximumRecordSize());
        int limit = limit(window, from, splitEnd);
        ensureIndex((int) Math.min(settings.chunkBytes(), (long) maxRows * columns) + RESERVE);
        ensureRowStarts(maxRows);
        structure.start(entries(), indexCapacity(), from, maxRows);
        structure.quotesSeen = quotesSeen;
        while (true) {
            window.fill(limit);
            run(false, base, limit);
            quotesSeen |= structure.quotesSeen;
            if (structure.scannedTo == length
                    && fileEndsHere
                    && structure.lineEnds < structure.maxLineEnds
                    && structure.errorKind == StructureState.NO_ERROR) {
                return endOfFile(base);
            }
            if (structure.lineEnds > 0 || structure.errorKind != StructureState.NO_ERROR) {
                return true;
            }
            if (structure.indexFull()) {
                growIndex();
            } else if (limit == recordLimit) {
                return false;
            } else {
                // one record that is longer than a chunk, or that ends in the next split
                structure.maxLineEnds = 1;
                limit = (int) Math.min(recordLimit, Math.max(limit + 64L, from + 2L * (limit - from)));
            }
        }
    }

    /** How far the rows of a chunk may reach. */
    private int limit(Window window, int from, int splitEnd) {
        int limit = (int) Math.min(window.length(), (long) from + settings.chunkBytes());
        return from <= splitEnd ? Math.min(limit, splitEnd) : limit;
    }

    private void run(boolean counts, long base, int limit) {
        if ((counts ? COUNT_VECTORS : VECTORS).isOn()) {
            run(counts, CsvKernels.structure(), base, limit);
        } else {
            tryVectors(counts, counts ? countTrial : trial, base, limit);
        }
    }

    private void run(boolean counts, StructureKernel kernel, long base, int limit) {
        if (counts) {
            kernel.count(base, limit, settings.delimiter(), settings.quote(), columns, structure);
        } else {
            StructureScanner.scan(kernel, base, limit, settings.delimiter(), settings.quote(), structure);
        }
    }

    /** First on vectors for a few blocks, then in the plain form; see {@link VectorTrial}. */
    private void tryVectors(boolean counts, VectorTrial tried, long base, int limit) {
        int from = structure.scannedTo;
        if (tried.begin(limit - from)) {
            while (tried.goesOn(structure.scannedTo - from)) {
                run(counts, CsvKernels.structure(), base, structure.scannedTo + tried.part());
            }
        }
        int scanned = structure.scannedTo;
        tried.pause(scanned - from);
        run(counts, CsvKernels.plainStructure(), base, limit);
        tried.compare(structure.scannedTo - scanned);
    }

    /** The last record may lack its line end. */
    private boolean endOfFile(long base) {
        if (structure.insideQuotes()) {
            return structure.lineEnds > 0;
        }
        if (structure.recordPending(base)) {
            structure.appendLineEnd();
        }
        return true;
    }

    private void ensureIndex(int entries) {
        if (index == null || indexCapacity() < entries) {
            closeIndex();
            index = pool.allocate(FRONT + 4L * entries, "csv: structure index");
        }
    }

    private int indexCapacity() {
        return (int) Math.min(Integer.MAX_VALUE, (index.capacity() - FRONT) >> 2);
    }

    /** Address of the index's entries. */
    private long entries() {
        return index.address() + FRONT;
    }

    /** A record with more fields than the index has room for: the scan goes on in a larger one. */
    private void growIndex() {
        OffHeapBuffer larger = pool.allocate(2 * index.capacity(), "csv: structure index");
        UnsafeApi.copyMemory(entries(), larger.address() + FRONT, 4L * structure.entryCount);
        closeIndex();
        index = larger;
        structure.continueIn(entries(), indexCapacity());
    }

    private void ensureRowStarts(int rows) {
        if (rowStarts == null || rowStarts.capacity() < 4L * rows) {
            if (rowStarts != null) {
                rowStarts.close();
                rowStarts = null;
            }
            rowStarts = pool.allocate(4L * rows, "csv: row starts");
        }
    }

    /** Complete rows. */
    int rowCount() {
        return rowCount;
    }

    /** Whether a field of these rows may have doubled quotes. */
    boolean escapesSeen() {
        return structure.escapesSeen;
    }

    /** Whether a field of these rows may have quotes. */
    boolean quotesSeen() {
        return quotesSeen;
    }

    /** Where the row behind the last one starts, relative to the window. */
    int next() {
        return next;
    }

    /** What is wrong with the first row, or {@link #NO_PROBLEM}. */
    int problem() {
        return problem;
    }

    /** Where the problem is: the row, or for {@link #TEXT_AFTER_QUOTE} the text. */
    int problemAt() {
        return problemAt;
    }

    /** How many fields the first row has if their number is the problem. */
    int failedFields() {
        return shape.failedFields;
    }

    /** Where a row starts, relative to the window. */
    int rowStart(int row) {
        return fieldStart(row, 0);
    }

    /** Where a row's last field ends, relative to the window. */
    int rowEnd(int row) {
        return fieldEnd(row, columns - 1);
    }

    int fieldStart(int row, int column) {
        return UnsafeApi.getInt(starts(column) + 4L * row * startStride(column)) + 1;
    }

    int fieldEnd(int row, int column) {
        return UnsafeApi.getInt(ends(column) + 4L * row * columns);
    }

    /** Address of the positions in front of a column's fields. */
    long starts(int column) {
        return column == 0 && !shape.contiguous ? rowStarts.address() : entries() + 4L * (column - 1);
    }

    /** Entries from one row to the next there. */
    int startStride(int column) {
        return column == 0 && !shape.contiguous ? 1 : columns;
    }

    /** Address of the ends of a column's fields, {@link #columns()} entries from row to row. */
    long ends(int column) {
        return entries() + 4L * column;
    }

    int columns() {
        return columns;
    }

    private void closeIndex() {
        if (index != null) {
            index.close();
            index = null;
        }
    }

    @Override
    public void close() {
        closeIndex();
        if (rowStarts != null) {
            rowStarts.close();
            rowStarts = null;
        }
    }
}
