package dev.peristyle.internal.engine;

import dev.peristyle.column.Chunk;
import dev.peristyle.internal.lifetime.Closing;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Schema;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Hands rows to a consumer on another thread, as copies that are used again and again. */
final class HandOver implements OrderedSink, AutoCloseable {

    /** All rows of a morsel are before this in the queue. */
    private record End(int morsel) {}

    private final OperatorRun operator;
    private final Schema schema;
    private final Turns turns;
    private final MemoryPool memory;
    private final long maxBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrival = lock.newCondition();
    private final ArrayDeque<Object> queue = new ArrayDeque<>();
    private final ArrayDeque<ChunkCopy> free = new ArrayDeque<>();
    private volatile int waiting;

    /** Threads that are expected or at work. */
    private int working;

    HandOver(OperatorRun operator, Schema schema, OrderedRun rows, Run run) {
        this.operator = operator;
        this.schema = schema;
        this.memory = run.memory().child("chunks between threads");
        this.maxBytes = run.memory().limit() / 8;
        this.turns = rows.into(this, false);
    }

    @Override
    public OperatorRun operator() {
        return operator;
    }

    @Override
    public Partial partial() {
        return new Ahead();
    }

    @Override
    public boolean isBackedUp() {
        return waiting > 0;
    }

    @Override
    public boolean countsRows() {
        return false;
    }

    @Override
    public void finished(int morsel) {
        put(new End(morsel));
    }

    // changed under the lock only, read without it
    @SuppressWarnings("NonAtomicVolatileUpdate")
    private void put(Object item) {
        lock.lock();
        try {
            queue.add(item);
            if (item instanceof ChunkCopy) {
                waiting++;
            }
            arrival.signal();
        } finally {
            lock.unlock();
        }
    }

    /** A thread will bring rows. */
    void expect() {
        lock.lock();
        try {
            working++;
        } finally {
            lock.unlock();
        }
    }

    /** A thread has ended. */
    void leave() {
        lock.lock();
        try {
            working--;
            arrival.signal();
        } finally {
            lock.unlock();
        }
    }

    /** The next rows, to be given back; null when all threads have ended. */
    ChunkCopy take(Clock clock) {
        while (true) {
            Object item = poll(clock);
            if (!(item instanceof End end)) {
                return (ChunkCopy) item;
            }
            turns.release(end.morsel() + 1);
        }
    }

    // the only condition is checked in the loop around it
    @SuppressWarnings({"WaitNotInLoop", "NonAtomicVolatileUpdate"})
    private Object poll(Clock clock) {
        lock.lock();
        try {
            while (queue.isEmpty() && working > 0) {
                clock.pause();
                try {
                    arrival.await();
                } catch (InterruptedException interruption) {
                    throw Interruption.of(interruption);
                } finally {
                    clock.resume();
                }
            }
            Object item = queue.poll();
            if (item instanceof ChunkCopy) {
                waiting--;
            }
            return item;
        } finally {
            lock.unlock();
        }
    }

    /** The consumer needs rows no more. */
    void giveBack(ChunkCopy copy) {
        long bytes = copy.bytes();
        recycle(copy);
        turns.hold(-bytes);
    }

    /** Last in, first out: what is still in a cache is used first, and what was once needed only stays small. */
    private void recycle(ChunkCopy copy) {
        lock.lock();
        try {
            if (memory.used() <= maxBytes || free.isEmpty()) {
                free.push(copy);
                return;
            }
        } finally {
            lock.unlock();
        }
        copy.close();
    }

    private ChunkCopy copy(Chunk chunk) {
        ChunkCopy copy;
        lock.lock();
        try {
            copy = free.poll();
        } finally {
            lock.unlock();
        }
        if (copy == null) {
            copy = new ChunkCopy(memory, schema);
        }
        try {
            copy.copy(chunk);
            return copy;
        } catch (Throwable failure) {
            // some of its memory may be missing, so nobody can use it again
            Closing.after(failure, List.of(copy));
            throw failure;
        }
    }

    /** To be called when all threads have ended. */
    @Override
    public void close() {
        List<AutoCloseable> resources = new ArrayList<>();
        resources.add(memory);
        for (Object item : queue) {
            if (item instanceof ChunkCopy copy) {
                resources.add(copy);
            }
        }
        resources.addAll(free);
        queue.clear();
        free.clear();
        Closing.all(resources);
    }

    /** Rows of a morsel. */
    private final class Ahead implements Partial {

        private final ArrayDeque<ChunkCopy> kept = new ArrayDeque<>();
        private long bytes;

        @Override
        public void add(Chunk chunk) {
            ChunkCopy copy = copy(chunk);
            kept.add(copy);
            bytes += copy.bytes();
        }

        @Override
        public long bytes() {
            return bytes;
        }

        @Override
        public void clear() {
            kept.forEach(HandOver.this::recycle);
            kept.clear();
            bytes = 0;
        }

        @Override
        public long handOver() {
            long handed = bytes;
            bytes = 0;
            while (!kept.isEmpty()) {
                put(kept.poll());
            }
            return handed;
        }

        @Override
        public long addInTurn(Chunk chunk) {
            ChunkCopy copy = copy(chunk);
            long size = copy.bytes();
            put(copy);
            return size;
        }

        @Override
        public void close() {
            for (ChunkCopy copy : kept) {
                copy.close();
            }
            kept.clear();
        }
    }
}
