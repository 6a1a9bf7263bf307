package dev.peristyle.internal.state;

import dev.peristyle.column.Chunk;
import dev.peristyle.error.MemoryLimitException;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import dev.peristyle.schema.Schema;
import org.agrona.UnsafeApi;

/**
 * Rows in pages of memory, in the order in which they were appended. Full pages can be written out and are read back one by
 * one. A row that is too large for a page gets one of its own. {@link RowWriter} knows how rows lie in a page, {@link PageTable}
 * where pages are; this class decides when there is another one, and when the first ones have to go.
 *
 * <p>Pages are of 16 KB at first and grow to 1 MB, or a 64th of the limit if that is less. Not thread-safe, but any number of {@link RowPages} that do not consume may be read in as many threads while
 * nothing is appended or spilled.
 */
public final class RowStore implements AutoCloseable {

    private static final int MIN_PAGE = 16 << 10;
    private static final int MAX_PAGE = 1 << 20;
    private static final int PAGES_OF_LIMIT = 64;
    private static final int PARTS_OF_LIMIT = 8;

    private final MemoryPool pool;
    private final String owner;
    private final RowLayout layout;
    private final SpillSpace spill;
    private final long limit;
    private final int largestPage;
    private final GrowingBuffer everyRow;
    private final RowWriter writer;
    private final PageTable pages;
    private long rowCount;
    private int nextPageBytes = MIN_PAGE;
    private boolean closed;

    /**
     * A store without rows.
     *
     * @param pool where pages come from
     * @param owner who holds them, shown in reports
     * @param schema the columns of every chunk
     * @param spill where pages go when memory is short; null or {@link SpillSpace#NONE} if they cannot
     */
    public RowStore(MemoryPool pool, String owner, Schema schema, SpillSpace spill) {
        this(pool, owner, RowLayout.of(schema), spill);
    }

    /**
     * A store without rows.
     *
     * @param pool where pages come from
     * @param owner who holds them, shown in reports
     * @param layout how rows lie in memory
     * @param spill where pages go when memory is short; null or {@link SpillSpace#NONE} if they cannot
     */
    public RowStore(MemoryPool pool, String owner, RowLayout layout, SpillSpace spill) {
        this(pool, owner, layout, spill, pageBytes(pool));
    }

    /**
     * A store without rows whose pages stay small.
     *
     * @param pool where pages come from
     * @param owner who holds them, shown in reports
     * @param layout how rows lie in memory
     * @param spill where pages go when memory is short; null or {@link SpillSpace#NONE} if they cannot
     * @param largestPage to how many bytes pages grow; at least 16 KB
     */
    public RowStore(MemoryPool pool, String owner, RowLayout layout, SpillSpace spill, int largestPage) {
        this.pool = pool;
        this.owner = owner;
        this.layout = layout;
        this.spill = spill == null ? SpillSpace.NONE : spill;
        this.limit = limit(pool);
        this.largestPage = Math.max(MIN_PAGE, largestPage);
        this.everyRow = new GrowingBuffer(pool, owner);
        this.writer = new RowWriter(pool, owner, layout);
        this.pages = new PageTable(owner, layout, this.spill);
    }

    private static long limit(MemoryPool pool) {
        return Math.min(pool.limit(), Math.max(1, pool.available() + pool.used()));
    }

    /**
     * Returns how much is to be left for the rest of a run when an operator takes memory: an eighth of the limit.
     *
     * @return bytes, 0 if there is no limit
     */
    public static long reserve(MemoryPool pool) {
        long limit = pool.limit();
        return limit == MemoryPool.UNLIMITED ? 0 : limit / PARTS_OF_LIMIT;
    }

    /**
     * Appends the rows of a chunk. When memory is short, full pages are written out first if there is a place for them.
     *
     * @param chunk rows of the schema
     * @throws MemoryLimitException when there is no memory for a page
     */
    public void append(Chunk chunk) {
        append(chunk, chunk.rowCount(), everyRow(chunk.rowCount()));
    }

    /**
     * Appends chosen rows of a chunk. When memory is short, full pages are written out first if there is a place for them.
     *
     * @param chunk rows of the schema
     * @param count how many rows are chosen
     * @param rowNumbers address of their four-byte numbers, in the order in which they are appended
     * @throws MemoryLimitException when there is no memory for a page
     */
    public void append(Chunk chunk, int count, long rowNumbers) {
        append(chunk, count, rowNumbers, true, 0);
    }

    /**
     * Appends chosen rows of a chunk as far as there is memory, and writes nothing out.
     *
     * @param chunk rows of the schema
     * @param count how many rows are chosen
     * @param rowNumbers address of their four-byte numbers, in the order in which they are appended
     * @param leave no page is taken that would leave less than this to the pool, except the first one in memory
     * @return how many rows were appended
     * @throws MemoryLimitException when there is no memory for the first page
     */
    public int tryAppend(Chunk chunk, int count, long rowNumbers, long leave) {
        return append(chunk, count, rowNumbers, false, leave);
    }

    /**
     * Returns row numbers for {@link #tryAppend} that choose every row.
     *
     * @param rows how many
     * @return address of the numbers 0, 1, 2 …, four bytes each
     */
    public long everyRow(int rows) {
        int known = (int) (everyRow.capacity() / 4);
        if (rows > known) {
            everyRow.ensure(4L * rows);
            int capacity = (int) (everyRow.capacity() / 4);
            for (int row = 0; row < capacity; row++) {
                UnsafeApi.putInt(everyRow.address() + 4L * row, row);
            }
        }
        return everyRow.address();
    }

    private int append(Chunk chunk, int count, long rowNumbers, boolean must, long leave) {
        checkOpen();
        writer.begin(chunk, rowNumbers, count);
        return write(count, must, leave);
    }

    /** Writes what the writer was given, page after page, and returns how much of it. */
    private int write(int count, boolean must, long leave) {
        int done = 0;
        while (done < count) {
            int written = writer.write(done);
            if (written > 0) {
                pages.addRows(written);
                rowCount += written;
                done += written;
            } else if (!openPage(writer.bytes(done), must, leave)) {
                break;
            }
        }
        writer.end();
        return done;
    }

    /**
     * Appends rows that lie anywhere in memory, in the layout of this store. When memory is short, full pages are written out
     * first if there is a place for them.
     *
     * @param rows address of the first row address
     * @param step bytes from one row address to the next: 8 or 16
     * @param count rows
     * @throws MemoryLimitException when there is no memory for a page
     */
    public void appendRows(long rows, int step, int count) {
        checkOpen();
        writer.begin(rows, step, count);
        write(count, true, 0);
    }

    /**
     * Says that rows of another store are appended to this one with {@link #appendRows}, which does not look at values:
     * {@link #hasNulls} and {@link #longestText} allow for them from now on.
     *
     * @param other a store of the same layout
     */
    public void allowFor(RowStore other) {
        writer.allowFor(other.writer);
    }

    /** Makes an empty page the open one; false if there is no memory for it and there need not be. */
    private boolean openPage(long needed, boolean must, long leave) {
        long bytes = Math.max(Math.min(nextPageBytes, largestPage), needed + PageTable.UNIT - 1 & -PageTable.UNIT);
        pages.ensurePlace();
        OffHeapBuffer buffer = must ? take(bytes) : tryTake(bytes, leave);
        if (buffer == null) {
            return false;
        }
        seal();
        pages.add(buffer);
        writer.open(buffer.address(), buffer.capacity());
        nextPageBytes = (int) Math.min(MAX_PAGE, 2L * nextPageBytes);
        return true;
    }

    private OffHeapBuffer tryTake(long bytes, long leave) {
        if (!pages.hasResident()) {
            return pool.allocate(bytes, owner);
        }
        if (pool.available() - bytes < leave) {
            return null;
        }
        try {
            return pool.allocate(bytes, owner);
        } catch (MemoryLimitException none) {
            // another thread was faster
            return null;
        }
    }

    private OffHeapBuffer take(long bytes) {
        boolean isShort = pool.available() - bytes < limit / PARTS_OF_LIMIT;
        if (isShort && pages.hasResident() && spill.isAvailable()) {
            OffHeapBuffer written = writeOut();
            if (written.capacity() >= bytes) {
                return written;
            }
            written.close();
        }
        try {
            return pool.allocate(bytes, owner);
        } catch (MemoryLimitException none) {
            if (!pages.hasResident() || !spill.isAvailable()) {
                throw none;
            }
            writeOutAll();
            return pool.allocate(bytes, owner);
        }
    }

    /**
     * Writes out all pages but the one that rows are appended to.
     *
     * @throws IllegalStateException when there is nowhere to write to
     */
    public void spill() {
        checkOpen();
        while (pages.residentCount() > 1) {
            writeOut().close();
        }
    }

    /**
     * Writes out all pages.
     *
     * @throws IllegalStateException when there is nowhere to write to
     */
    public void spillAll() {
        checkOpen();
        writeOutAll();
        everyRow.close();
        writer.close();
    }

    /** Keeps what an append that is under way has to know. */
    private void writeOutAll() {
        while (pages.hasResident()) {
            writeOut().close();
        }
    }

    /** Writes out the first page in memory and returns its buffer, for the caller to use or to close. */
    private OffHeapBuffer writeOut() {
        if (pages.residentCount() == 1) {
            seal();
        }
        return pages.writeOut();
    }

    private void seal() {
        long used = writer.seal();
        if (used > 0) {
            pages.seal(used, writer.sealedTexts());
        }
    }

    /**
     * Returns the rows, those that are consumed included.
     *
     * @return rows
     */
    public long rowCount() {
        return rowCount;
    }

    /**
     * Returns what its pages take in memory.
     *
     * @return bytes
     */
    public long residentBytes() {
        return pages.residentBytes();
    }

    /**
     * Returns what was written out in all.
     *
     * @return bytes
     */
    public long spilledBytes() {
        return pages.spilledBytes();
    }

    /**
     * Returns how rows lie in memory.
     *
     * @return the layout
     */
    public RowLayout layout() {
        return layout;
    }

    /**
     * Says whether a row that was appended has no value in a column.
     *
     * @return true if so
     */
    public boolean hasNulls(int column) {
        return writer.hasNulls(column);
    }

    /**
     * Returns the longest text that was appended in a column.
     *
     * @return bytes, 0 if it has no texts
     */
    public int longestText(int column) {
        return writer.longestText(column);
    }

    /**
     * Returns the number of pages, those that are consumed or on disk included.
     *
     * @return pages
     */
    public int pageCount() {
        return pages.count();
    }

    /**
     * Returns the first page that is in memory; all after it are as well.
     *
     * @return its number, {@link #pageCount()} if there is none
     */
    public int firstResidentPage() {
        return pages.firstResident();
    }

    /**
     * Returns the rows of a page.
     *
     * @param page its number
     * @return rows
     */
    public int pageRows(int page) {
        return pages.rows(page);
    }

    /**
     * Returns where the first row of a page in memory is; the others follow it, {@link RowLayout#rowBytes()} apart.
     *
     * @param page {@link #firstResidentPage()} to {@link #pageCount()} - 1
     * @return address of the row, valid until pages are spilled, consumed or closed
     */
    public long pageAddress(int page) {
        return pages.address(page);
    }

    /**
     * Reads the rows in their order, as chunks.
     *
     * @param consume whether pages are given back as soon as they are read; then the rows can be read once
     * @return a reader, to be closed by the caller before this store
     */
    public RowReader read(boolean consume) {
        return read(pool, consume);
    }

    /**
     * Reads the rows in their order, as chunks, in memory of the reader's own.
     *
     * @param readers where the memory of the reader comes from
     * @param consume whether pages are given back as soon as they are read; then the rows can be read once
     * @return a reader, to be closed by the caller before this store
     */
    public RowReader read(MemoryPool readers, boolean consume) {
        checkOpen();
        return new RowReader(readers, owner, layout, new RowPages(this, readers, owner, consume));
    }

    /**
     * Reads the rows in their order, page by page.
     *
     * @param consume whether pages are given back as soon as they are read; then the rows can be read once
     * @return the pages, to be closed by the caller before this store
     */
    public RowPages pages(boolean consume) {
        checkOpen();
        return new RowPages(this, pool, owner, consume);
    }

    PageTable table() {
        return pages;
    }

    /**
     * Gives back the first pages.
     *
     * @param end the first page that stays
     */
    public void dropPages(int end) {
        while (pages.first() < end) {
            drop();
        }
    }

    /**
     * Returns the largest page.
     *
     * @return bytes, 0 without pages
     */
    public long largestPage() {
        return pages.largest();
    }

    /**
     * Returns the size to which pages grow in a pool.
     *
     * @return bytes
     */
    public static int pageBytes(MemoryPool pool) {
        return pageBytes(limit(pool));
    }

    private static int pageBytes(long limit) {
        return (int) Math.max(MIN_PAGE, Math.min(MAX_PAGE, Long.highestOneBit(limit / PAGES_OF_LIMIT)));
    }

    /** Gives back the first page. */
    void drop() {
        pages.drop();
        if (!pages.hasResident()) {
            writer.abandon();
        }
    }

    /** Gives back all pages; the store has no rows after that, and can be used again. */
    public void clear() {
        checkOpen();
        dropPages(pages.count());
        pages.restart();
        rowCount = 0;
        nextPageBytes = MIN_PAGE;
        writer.forgetValues();
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("the rows of " + owner + " are closed");
        }
    }

    /** Frees everything. Closing again does nothing. */
    @Override
    public void close() {
        closed = true;
        everyRow.close();
        writer.close();
        pages.close();
    }
}
