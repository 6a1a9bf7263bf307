package dev.peristyle.internal.csv;

import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.internal.window.Window;
import dev.peristyle.memory.MemoryPool;
import org.agrona.UnsafeApi;

/**
 * Finds the rows of the next chunk in a window and where their fields are. What is wrong with a row becomes its
 * {@link #problem()} when that row is the first one of a chunk; until then the chunk ends before it, so that the rows
 * before an error are delivered and the error does not depend on where chunks begin.
 *
 * <p>Holds the index; the memory is used again for each chunk. Not thread-safe.
 */
abstract class RowIndexer implements AutoCloseable {
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

    /** The lines at the end of the file that are no rows are not all there, or longer together than the longest record: always an error. */
    static final int FOOTER = 5;

    /** In front of the entries, what precedes the first row. A cache line, so that the entries start at one. */
    private static final int FRONT = 64;

    final ReadSettings settings;
    final MemoryPool pool;
    int columns;
    int rowCount;
    int next;
    int problem;
    int problemAt;
    int failedFields;
    private final GrowingBuffer index;

    RowIndexer(ReadSettings settings, MemoryPool pool) {
        this.settings = settings;
        this.pool = pool;
        this.index = new GrowingBuffer(pool, "csv: structure index");
    }

    /** The indexer for a dialect: on structure kernels if they know it. */
    static RowIndexer of(ReadSettings settings, MemoryPool pool) {
        return settings.dialect().isPlain() ? new PlainRowIndexer(settings, pool) : ofRagged(settings, pool);
    }

    /** The indexer for single records of any number of fields. */
    static RowIndexer ofRagged(ReadSettings settings, MemoryPool pool) {
        return settings.dialect().lines() != null
                ? LineRowIndexer.create(settings, pool)
                : DialectRowIndexer.create(settings, pool);
    }

    /**
     * Indexes one record with another number of fields than there are columns: those that are missing are empty, those beyond the columns are
     * left out. Only an indexer {@link #ofRagged} does.
     *
     * @param from where it begins; it is whole in the window, which is filled
     */
    void indexRagged(Window window, long fileSize, int from, int wantedColumns) {
        throw new UnsupportedOperationException("records of other numbers of fields");
    }

    /**
     * Indexes the rows from a position on.
     *
     * @param from where the first row starts, relative to the window
     * @param splitEnd rows that start after this position are left to the next split, relative to the window
     * @param wantedColumns fields per row
     */
    abstract void index(Window window, long fileSize, int from, int splitEnd, int wantedColumns, int maxRows);

    /**
     * Counts the rows from a position on, with less work than {@link #index} and without knowing where their fields are. Gives up where
     * there is anything but regular rows: then they are to be indexed.
     *
     * @return whether {@link #rowCount()} and {@link #next()} tell the result
     */
    abstract boolean count(Window window, int from, int splitEnd, int wantedColumns, int maxRows);

    /**
     * Counts the fields of one record, whatever their number.
     *
     * @return 0 if there is no record or if it is wrong; then {@link #problem()} says so
     */
    abstract int countFields(Window window, long fileSize, int from);

    /** Whether a field of these rows may have something in it that stands for another text. */
    abstract boolean escapesSeen();

    /** Address of a bitmap of the bytes that escape the next one, or 0 if the dialect has no escape character. */
    long escapeBits() {
        return 0;
    }

    /** The position in the window that the first bit of it is for. */
    int escapeBitsFrom() {
        return 0;
    }

    /** Whether a field of these rows may have quotes. */
    abstract boolean quotesSeen();

    /** Whether these rows may have bytes beyond ASCII; if not, they are valid UTF-8. */
    abstract boolean nonAsciiSeen();

    /** Address of the positions before a column's fields. */
    abstract long starts(int column);

    /** Bytes from one row to the next there. */
    abstract long startStep(int column);

    /** Address of the ends of a column's fields. */
    abstract long ends(int column);

    /** Bytes from one row to the next there. */
    abstract long endStep();

    /** How far the rows of a chunk of so many bytes may reach. */
    static int limit(Window window, int from, int splitEnd, int chunkBytes) {
        int limit = (int) Math.min(window.length(), (long) from + chunkBytes);
        return from <= splitEnd ? Math.min(limit, splitEnd) : limit;
    }

    /** How far the first record may reach. */
    final int recordLimit(Window window, int from) {
        return (int) Math.min(window.length(), (long) from + settings.maximumRecordSize());
    }

    /** How far to look for the end of a record that is longer than a chunk, or that ends in the next split. */
    static int furtherLimit(int from, int limit, int recordLimit) {
        return (int) Math.min(recordLimit, Math.max(limit + 64L, from + 2L * (limit - from)));
    }

    /** Complete rows. */
    final int rowCount() {
        return rowCount;
    }

    /** Where the row after the last one starts, relative to the window. */
    final int next() {
        return next;
    }

    /** What is wrong with the first row, or {@link #NO_PROBLEM}. */
    final int problem() {
        return problem;
    }

    /** Where the problem is: the row, or for {@link #TEXT_AFTER_QUOTE} the text. */
    final int problemAt() {
        return problemAt;
    }

    /** Whether the first row has too few fields, if their number is the problem, and not too many. */
    boolean hasTooFewFields() {
        return failedFields < columns;
    }

    /** How many fields the first row has if their number is the problem; of a line, how many characters. */
    final int failedFields() {
        return failedFields;
    }

    /** Where a row starts, relative to the window. */
    int rowStart(int row) {
        return fieldStart(row, 0);
    }

    /** Where a row ends, relative to the window: with its last field, or a line after all of it. */
    int rowEnd(int row) {
        return fieldEnd(row, columns - 1);
    }

    /** The field of a row that has a byte, or how many there are if it is in none of them. */
    int fieldAt(int row, int position) {
        int field = 0;
        while (field < columns && fieldEnd(row, field) <= position) {
            field++;
        }
        return field;
    }

    final int fieldStart(int row, int column) {
        return UnsafeApi.getInt(starts(column) + row * startStep(column)) + 1;
    }

    final int fieldEnd(int row, int column) {
        return UnsafeApi.getInt(ends(column) + row * endStep());
    }

    /** Address of the index's entries; before them there is room for one more. */
    final long entries() {
        return index.address() + FRONT;
    }

    /** How many four-byte entries the index has room for. */
    final int capacity() {
        return (int) Math.min(Integer.MAX_VALUE, Math.max(0, index.capacity() - FRONT) >> 2);
    }

    /** Makes room; what was in a smaller index is lost. */
    final void ensureCapacity(long wanted) {
        index.ensureExactly(FRONT + 4L * wanted);
    }

    /** Makes room twice as large and keeps so many entries. */
    final void grow(int kept) {
        index.replace(FRONT + 8L * capacity(), FRONT + 4L * kept);
    }

    @Override
    public void close() {
        index.close();
    }
}
