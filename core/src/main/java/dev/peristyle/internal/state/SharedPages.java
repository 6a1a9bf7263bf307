package dev.peristyle.internal.state;

import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.memory.MemoryPool;
import java.util.ArrayList;
import java.util.List;

/** Pages of a {@link RowStore} that were read back from disk, each once however many look at it. Not thread-safe. */
public final class SharedPages implements AutoCloseable {

    private final RowStore store;
    private final MemoryPool pool;
    private final String owner;
    private final List<Loaded> loaded = new ArrayList<>();

    /** A page and how many look at it. */
    private static final class Loaded {
        private final int page;
        private final GrowingBuffer buffer;
        private int users;

        Loaded(int page, GrowingBuffer buffer) {
            this.page = page;
            this.buffer = buffer;
        }
    }

    /**
     * Shows the pages of a store.
     *
     * @param store stays the caller's; pages must not be looked at after they were dropped
     * @param pool where the memory of pages that are read back comes from
     * @param owner who holds it, shown in reports
     */
    public SharedPages(RowStore store, MemoryPool pool, String owner) {
        this.store = store;
        this.pool = pool;
        this.owner = owner;
    }

    /**
     * Returns who goes through the rows.
     *
     * @return a seeker at the first row, to be closed by the caller before this
     */
    public RowSeeker seeker() {
        return new RowSeeker(store, this);
    }

    /** Reads a page that is on disk, if nobody looks at it yet. Returns its address, valid until it is given back. */
    long acquire(int page) {
        for (Loaded candidate : loaded) {
            if (candidate.page == page) {
                candidate.users++;
                return candidate.buffer.address();
            }
        }
        Loaded next = new Loaded(page, new GrowingBuffer(pool, owner));
        long address = next.buffer.ensureExactly(store.table().pageBytes(page));
        loaded.add(next);
        store.table().load(page, address);
        next.users++;
        return address;
    }

    void giveBack(int page) {
        for (int position = 0; position < loaded.size(); position++) {
            Loaded candidate = loaded.get(position);
            if (candidate.page == page) {
                candidate.users--;
                if (candidate.users == 0) {
                    candidate.buffer.close();
                    loaded.remove(position);
                }
                return;
            }
        }
    }

    /** Gives all memory back; the store stays open. */
    @Override
    public void close() {
        loaded.forEach(page -> page.buffer.close());
        loaded.clear();
    }
}
