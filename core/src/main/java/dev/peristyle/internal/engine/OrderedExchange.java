package dev.peristyle.internal.engine;

import dev.peristyle.column.Chunk;
import dev.peristyle.error.CancelledException;
import dev.peristyle.internal.operator.Operator;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.Scan;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Executes a fragment on several threads and hands its chunks on in the order of the dataset.
 *
 * <p>Workers take splits in order and copy what they read into chunks that are used again. The consumer takes the chunks of
 * split 0, then of split 1, and so on. When it comes to a split it knows where that has to begin. If the worker guessed
 * another place, its rows are dropped and the consumer reads that split itself from the right one.
 *
 * <p>Workers are ahead of the consumer by a few splits, and by so many bytes; where either is reached they wait. The split
 * that the consumer waits for goes on in any case, so that there is always somebody who can.
 */
final class OrderedExchange implements Operator {

    /**
     * Splits for each thread that may be taken and not yet consumed: one that it reads, one that lies ready. With fewer, a
     * thread that is done waits for the others before it; more only have to be held.
     */
    private static final int SPLITS_A_THREAD = 2;

    /** Chunks that lie ready together take at most this part of the memory, so that groups and sorts behind have the rest. */
    private static final int SHARE_OF_MEMORY = 8;

    private final Fragment fragment;
    private final Run run;
    private final Scan scan;
    private final int splitCount;
    private final MemoryPool memory;
    private final long mostBytes;

    /** Of the split {@code s} at {@code s} modulo its length, from when it is taken until it is consumed. */
    private final Lane[] lanes;

    private final ArrayDeque<ChunkCopy> free = new ArrayDeque<>();
    private final List<Thread> threads = new ArrayList<>();

    private final ReentrantLock lock = new ReentrantLock();
    /** The consumer waits for something in its split. */
    private final Condition arrival = lock.newCondition();
    /** Workers wait for a split to take. */
    private final Condition lane = lock.newCondition();
    /** Workers wait for room for a chunk. */
    private final Condition room = lock.newCondition();

    private int nextSplit;
    private long readyBytes;
    private boolean stopped;
    private Throwable fatal;

    private int current;
    private long position = Scan.UNKNOWN;
    private ChunkCopy delivered;
    private FragmentReader repair;
    private boolean repairing;

    /** What a worker has read of one split. Guarded by the lock. */
    private static final class Lane {
        private final ArrayDeque<ChunkCopy> chunks = new ArrayDeque<>();
        private int split = -1;
        private long start;
        private boolean begun;
        private boolean dropped;
        private boolean done;
        private long end;
        private Throwable failure;

        void take(int taken) {
            split = taken;
            start = Scan.UNKNOWN;
            begun = false;
            dropped = false;
            done = false;
            failure = null;
        }

        /** Whether what a worker does from now on is for nothing. */
        boolean isDropped(int taken) {
            return split != taken || dropped;
        }
    }

    OrderedExchange(Fragment fragment, Run run) {
        this.fragment = fragment;
        this.run = run;
        this.scan = fragment.source().open(fragment.request(), run);
        run.expect(scan.totalBytes());
        this.splitCount = scan.splitCount();
        this.memory = run.memory().child("chunks between threads");
        this.mostBytes = run.memory().limit() / SHARE_OF_MEMORY;
        int workers = Math.min(run.threads(), splitCount);
        this.lanes = new Lane[(int) Math.min(splitCount, (long) SPLITS_A_THREAD * workers)];
        for (int number = 0; number < lanes.length; number++) {
            lanes[number] = new Lane();
        }
        for (int worker = 1; worker <= workers; worker++) {
            threads.add(Workers.start(worker, this::work));
        }
    }

    @Override
    public Schema schema() {
        return fragment.schema();
    }

    @Override
    public Chunk next() {
        // the workers check too, but may have read all of a small input by now
        run.checkCancellation();
        recycleDelivered();
        while (current < splitCount) {
            Chunk chunk = repairing ? nextRepaired() : nextFromLane(lanes[current % lanes.length]);
            if (chunk != null) {
                return chunk;
            }
            advance();
        }
        return null;
    }

    private Chunk nextFromLane(Lane from) {
        lock.lock();
        try {
            while ((from.split != current || !from.begun) && fatal == null) {
                await(arrival);
            }
            Workers.rethrow(fatal);
            if (current > 0 && from.start != position) {
                drop(from);
                repairing = true;
            } else {
                while (from.chunks.isEmpty() && !from.done && from.failure == null && fatal == null) {
                    await(arrival);
                }
                delivered = from.chunks.poll();
                if (delivered != null) {
                    return delivered.chunk();
                }
                Workers.rethrow(fatal);
                Workers.rethrow(from.failure);
                position = from.end;
                return null;
            }
        } finally {
            lock.unlock();
        }
        if (repair == null) {
            repair = new FragmentReader(fragment, scan, run.memory());
        }
        repair.begin(current, position);
        return nextRepaired();
    }

    private Chunk nextRepaired() {
        Chunk chunk = repair.next();
        if (chunk == null) {
            repairing = false;
            position = repair.end();
        }
        return chunk;
    }

    private void drop(Lane from) {
        from.dropped = true;
        from.chunks.forEach(this::giveBack);
        from.chunks.clear();
        room.signalAll();
    }

    /** The current split is consumed. */
    private void advance() {
        lock.lock();
        try {
            lanes[current % lanes.length].dropped = true;
            current++;
            lane.signal();
            // the split that is the current one now may need no room
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void recycleDelivered() {
        if (delivered != null) {
            lock.lock();
            try {
                giveBack(delivered);
                room.signalAll();
            } finally {
                lock.unlock();
            }
            delivered = null;
        }
    }

    /** Last in, first out: what is still in a cache is used first, and what was once needed only stays small. */
    private void giveBack(ChunkCopy copy) {
        readyBytes -= copy.bytes();
        if (memory.used() > mostBytes && !free.isEmpty()) {
            copy.close();
        } else {
            free.addFirst(copy);
        }
    }

    private void work() {
        try (FragmentReader reader = new FragmentReader(fragment, scan, run.memory())) {
            int split = take();
            while (split >= 0) {
                Lane into = lanes[split % lanes.length];
                try {
                    read(reader, split, into);
                } catch (RuntimeException | Error failure) {
                    fail(split, into, failure);
                }
                split = take();
            }
        } catch (RuntimeException | Error failure) {
            lock.lock();
            try {
                fatal = fatal == null ? failure : fatal;
                arrival.signal();
                lane.signalAll();
                room.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /** The next split, once its lane is free; -1 when there is none left. */
    private int take() {
        lock.lock();
        try {
            while (!isOver() && nextSplit < splitCount && nextSplit - current >= lanes.length) {
                await(lane);
            }
            if (isOver() || nextSplit == splitCount) {
                // the others that wait for one have to learn it too
                lane.signalAll();
                return -1;
            }
            lanes[nextSplit % lanes.length].take(nextSplit);
            return nextSplit++;
        } finally {
            lock.unlock();
        }
    }

    private boolean isOver() {
        return stopped || fatal != null;
    }

    private void read(FragmentReader reader, int split, Lane into) {
        reader.begin(split, Scan.UNKNOWN);
        lock.lock();
        try {
            if (into.isDropped(split)) {
                return;
            }
            into.start = reader.start();
            into.begun = true;
            tellConsumer(split);
        } finally {
            lock.unlock();
        }
        Chunk chunk = reader.next();
        while (chunk != null) {
            if (chunk.rowCount() > 0) {
                ChunkCopy copy = takeCopy(split, into);
                if (copy == null) {
                    return;
                }
                hand(split, into, copy, chunk);
            }
            chunk = reader.next();
        }
        lock.lock();
        try {
            if (!into.isDropped(split)) {
                into.end = reader.end();
                into.done = true;
                tellConsumer(split);
            }
        } finally {
            lock.unlock();
        }
    }

    private void tellConsumer(int split) {
        if (split == current) {
            arrival.signal();
        }
    }

    private void hand(int split, Lane into, ChunkCopy copy, Chunk chunk) {
        boolean copied = false;
        try {
            copy.copy(chunk);
            copied = true;
        } finally {
            lock.lock();
            try {
                readyBytes += copy.bytes();
                if (copied && !into.isDropped(split)) {
                    into.chunks.add(copy);
                    tellConsumer(split);
                } else {
                    giveBack(copy);
                }
            } finally {
                lock.unlock();
            }
        }
    }

    /** A chunk to copy into, once there is room; null when its rows are not wanted any more. */
    private ChunkCopy takeCopy(int split, Lane into) {
        lock.lock();
        try {
            while (!isOver() && !into.isDropped(split) && !hasRoom(split, into)) {
                await(room);
            }
            if (isOver() || into.isDropped(split)) {
                return null;
            }
            ChunkCopy copy = free.poll();
            return copy == null ? new ChunkCopy(memory, fragment.schema()) : copy;
        } finally {
            lock.unlock();
        }
    }

    private boolean hasRoom(int split, Lane into) {
        return readyBytes < mostBytes || (split == current && into.chunks.isEmpty());
    }

    private void fail(int split, Lane into, Throwable failure) {
        lock.lock();
        try {
            if (into.isDropped(split)) {
                return;
            }
            if (!into.begun) {
                // The guess itself failed: the consumer shall read the split from the right place and see for itself.
                into.start = Long.MIN_VALUE;
                into.begun = true;
            }
            into.failure = failure;
            tellConsumer(split);
        } finally {
            lock.unlock();
        }
    }

    // Every caller checks its own condition in a loop around this.
    @SuppressWarnings("WaitNotInLoop")
    private static void await(Condition condition) {
        try {
            condition.await();
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new CancelledException("the thread that runs the pipeline was interrupted", interruption);
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            stopped = true;
            lane.signalAll();
            room.signalAll();
        } finally {
            lock.unlock();
        }
        threads.forEach(Workers::join);
        threads.clear();
        // closed from the last to the first
        List<AutoCloseable> resources = new ArrayList<>();
        resources.add(memory);
        resources.add(scan);
        resources.add(repair);
        resources.add(delivered);
        resources.addAll(free);
        for (Lane each : lanes) {
            resources.addAll(each.chunks);
            each.chunks.clear();
        }
        delivered = null;
        free.clear();
        Closing.all(resources);
    }
}
