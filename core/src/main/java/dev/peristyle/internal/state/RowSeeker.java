package dev.peristyle.internal.state;

/**
 * Goes to rows of a {@link RowStore} by their numbers, counted from 0 over all rows that were ever appended. Rows may be
 * appended, and first pages dropped, between two calls. Not thread-safe.
 */
public final class RowSeeker implements AutoCloseable {

    private static final int NONE = -1;

    private final RowStore store;
    private final SharedPages pages;
    private final int rowBytes;
    private int page;
    private long first;

    /** The page on disk that is held, or {@link #NONE}. */
    private int held = NONE;

    private long heldAddress;

    RowSeeker(RowStore store, SharedPages pages) {
        this.store = store;
        this.pages = pages;
        this.rowBytes = store.layout().rowBytes();
    }

    /**
     * Goes to a row; fast if it is near the one before.
     *
     * @param row the number of a row that is there
     * @return its address, valid until the next call that goes to another page, and until rows are appended or dropped;
     *     that of the next row is {@link RowLayout#rowBytes()} on, up to {@link #end()}
     */
    public long seek(long row) {
        goTo(row);
        return address() + (row - first) * rowBytes;
    }

    private void goTo(long row) {
        while (row < first) {
            page--;
            first -= store.pageRows(page);
        }
        while (row >= first + store.pageRows(page)) {
            first += store.pageRows(page);
            page++;
        }
    }

    private long address() {
        if (store.table().isResident(page)) {
            release();
            return store.pageAddress(page);
        }
        if (held != page) {
            release();
            heldAddress = pages.acquire(page);
            held = page;
        }
        return heldAddress;
    }

    /**
     * Returns which row is the first one of the page of the last one sought.
     *
     * @return its number
     */
    public long begin() {
        return first;
    }

    /**
     * Returns which row is the first one that is not in the page of the last one sought.
     *
     * @return its number, that of the row after the last one appended included
     */
    public long end() {
        return first + store.pageRows(page);
    }

    /** Gives back the pages before a row. They are gone for all. */
    public void dropBefore(long row) {
        if (row == store.rowCount()) {
            // the page may not be full
            return;
        }
        goTo(row);
        store.dropPages(page);
    }

    /** Gives back what it holds; it can be used again after that. */
    public void release() {
        if (held != NONE) {
            pages.giveBack(held);
            held = NONE;
        }
    }

    @Override
    public void close() {
        release();
    }
}
