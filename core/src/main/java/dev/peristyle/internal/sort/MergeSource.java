package dev.peristyle.internal.sort;

import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.internal.state.RowPages;
import dev.peristyle.internal.state.RowStore;
import dev.peristyle.internal.state.kernel.RowGatherKernel;
import dev.peristyle.memory.MemoryPool;
import org.agrona.UnsafeApi;

/**
 * Rows in order that are merged with others. Words of their keys are made for a slice of them at a time. A run on disk shows
 * its rows page by page: {@link #advance} says when the next page would take the place of one whose rows are still in use.
 */
final class MergeSource implements AutoCloseable {

    /** Rows whose words are made at a time: 16 KB of entries. */
    static final int SLICE = 1024;

    private final KeyWords words;
    private final GrowingBuffer slice;
    private final RowPages pages;
    private final int rowBytes;
    private final SortedEntries inMemory;
    private long taken;
    private int sliceRows;
    private int position;
    private boolean ended;

    /** A run; its pages are given back as they are read. */
    MergeSource(MemoryPool pool, String owner, RowStore run, KeyWords words) {
        this.words = words;
        this.slice = new GrowingBuffer(pool, owner);
        this.pages = run.pages(true);
        this.rowBytes = run.layout().rowBytes();
        this.inMemory = null;
    }

    /** Rows in memory; stay the caller's. */
    MergeSource(MemoryPool pool, String owner, SortedEntries inMemory, KeyWords words) {
        this.words = words;
        this.slice = new GrowingBuffer(pool, owner);
        this.pages = null;
        this.rowBytes = 0;
        this.inMemory = inMemory;
    }

    /** The first word of the keys of the row that is next. */
    long word() {
        return UnsafeApi.getLong(slice.address() + 16L * position);
    }

    /** The address of the row that is next. */
    long row() {
        return UnsafeApi.getLong(slice.address() + 16L * position + 8);
    }

    boolean isEnded() {
        return ended;
    }

    /** Goes to the next row. Returns false if that needs {@link #turn}, after which the rows so far are gone. */
    boolean advance() {
        position++;
        return position < sliceRows || fill();
    }

    /** Goes to the first row of the next page, if there is one; to be called first, too. */
    void turn() {
        if (pages == null) {
            ended = !fill();
            return;
        }
        do {
            taken = 0;
            ended = !pages.next();
        } while (!ended && !fill());
    }

    /** Makes the words of the next rows of the page; false if there are none. */
    private boolean fill() {
        long left = (pages == null ? inMemory.count() : pages.rows()) - taken;
        if (left <= 0) {
            return false;
        }
        sliceRows = (int) Math.min(SLICE, left);
        position = 0;
        long entries = slice.ensureExactly(16L * SLICE);
        if (pages == null) {
            UnsafeApi.copyMemory(inMemory.address(taken) - 8, entries, 16L * sliceRows);
        } else {
            RowGatherKernel.number(entries + 8, 16, sliceRows, pages.address() + taken * rowBytes, rowBytes);
        }
        words.write(entries, sliceRows, 0, KeyWords.NOT_BEGUN);
        taken += sliceRows;
        return true;
    }

    @Override
    public void close() {
        slice.close();
        if (pages != null) {
            pages.close();
        }
    }
}
