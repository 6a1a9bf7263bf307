package dev.peristyle.internal.state;

import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.memory.MemoryPool;

/** Shows the pages of a {@link RowStore} one after the other; those on disk in a window of its own. Not thread-safe. */
public final class RowPages implements AutoCloseable {

    private final RowStore store;
    private final PageTable table;
    private final boolean consume;
    private final GrowingBuffer window;
    private int next;
    private long address;
    private int rows;
    private boolean shown;

    RowPages(RowStore store, MemoryPool pool, String owner, boolean consume) {
        this.store = store;
        this.table = store.table();
        this.consume = consume;
        this.window = new GrowingBuffer(pool, owner);
        this.next = table.first();
    }

    /**
     * Goes to the next page. What was shown before is gone if it was on disk or is consumed.
     *
     * @return false at the end
     */
    public boolean next() {
        release();
        if (next == table.count()) {
            window.close();
            return false;
        }
        rows = table.rows(next);
        if (table.isResident(next)) {
            address = table.address(next);
            shown = consume;
        } else {
            address = window.ensureExactly(table.pageBytes(next));
            table.load(next, address);
            if (consume) {
                store.drop();
            }
        }
        next++;
        return true;
    }

    /**
     * Returns where the first row is; the others follow it.
     *
     * @return address of the row, valid until the next call of {@link #next()} or {@link #close()}
     */
    public long address() {
        return address;
    }

    /**
     * Returns the rows of the page.
     *
     * @return rows
     */
    public int rows() {
        return rows;
    }

    private void release() {
        if (shown) {
            shown = false;
            store.drop();
        }
        address = 0;
        rows = 0;
    }

    /** Gives the window back, and the page that was shown if it is consumed; the rest stays the store's. */
    @Override
    public void close() {
        release();
        window.close();
    }
}
