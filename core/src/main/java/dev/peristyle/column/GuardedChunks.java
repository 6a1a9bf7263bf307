package dev.peristyle.column;

import dev.peristyle.internal.lifetime.Abandoned;
import dev.peristyle.internal.lifetime.ThreadOwner;
import dev.peristyle.schema.Schema;
import java.lang.ref.Reference;

/**
 * Chunks as a consumer gets them: they belong to the thread that reads them, show what the source shows but cannot change
 * it, and are given back when nobody can reach them any more.
 */
final class GuardedChunks implements ChunkIterator {

    private final ChunkIterator source;
    private final String what;
    private final ThreadOwner owner;
    private final Abandoned.Watch watch;
    private final Chunk chunk;
    private boolean positioned;
    private boolean busy;
    private volatile boolean closed;

    /**
     * Chunks that nobody has read yet.
     *
     * @param what what the consumer calls them
     * @param origin what the rows come from
     * @param place where they were asked for
     * @param giveBack closes the source when nobody can reach this any more
     */
    GuardedChunks(ChunkIterator source, String what, String origin, String place, boolean tracing, Runnable giveBack) {
        this.source = source;
        this.what = what;
        this.owner = new ThreadOwner(what);
        this.chunk = new Chunk(source.schema(), owner);
        // every column holds the owner, so as long as one can be read the source stays
        this.watch = Abandoned.watch(owner, what, what + " over " + origin, place, tracing, giveBack);
    }

    ThreadOwner owner() {
        return owner;
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public Schema schema() {
        return chunk.schema();
    }

    @Override
    public boolean next() {
        owner.check();
        checkOpen();
        checkIdle("read");
        positioned = false;
        chunk.clear();
        busy = true;
        try {
            if (source.next()) {
                chunk.show(source.chunk());
                positioned = true;
            }
        } finally {
            busy = false;
            Reference.reachabilityFence(owner);
        }
        return positioned;
    }

    @Override
    public Chunk chunk() {
        owner.check();
        checkOpen();
        if (!positioned) {
            throw new IllegalStateException("there is no chunk: next() has to return true first");
        }
        return chunk;
    }

    @Override
    public void handOver() {
        owner.handOver();
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("the " + what + " is closed");
        }
    }

    /** A listener or a function of the user's that runs inside of next() may not pull the chunk away from it. */
    private void checkIdle(String action) {
        if (busy) {
            throw new IllegalStateException("this " + what + " cannot be " + action + " by what its own next() calls");
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        owner.check();
        checkIdle("closed");
        closed = true;
        positioned = false;
        chunk.clear();
        if (watch.end()) {
            source.close();
        }
    }
}
