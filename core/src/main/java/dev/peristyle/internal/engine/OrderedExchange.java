package dev.peristyle.internal.engine;

import dev.peristyle.column.Chunk;
import dev.peristyle.error.CancelledException;
import dev.peristyle.internal.operator.Operator;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.Scan;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * Executes a fragment on several threads and hands its chunks on in the order of the dataset.
 *
 * <p>Workers take splits in order and copy what they read into chunks of a fixed stock; a worker that has used up its
 * share waits. The consumer takes the chunks of split 0, then of split 1, and so on. When it comes to a split it knows
 * where that has to begin. If the worker guessed another place, its rows are dropped and the consumer reads that split
 * itself from the right one.
 */
final class OrderedExchange implements Operator {

    /** Chunks that a split may be ahead of the consumer: enough to ride out uneven chunks, few enough to stay in cache. */
    private static final int CHUNKS_AHEAD = 4;

    private final Fragment fragment;
    private final Run run;
    private final Scan scan;
    private final Lane[] lanes;
    private final List<ChunkCopy> stock = new ArrayList<>();
    private final ArrayDeque<ChunkCopy> free = new ArrayDeque<>();
    private final List<Thread> threads = new ArrayList<>();
    private final Object lock = new Object();
    private int nextSplit;
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
        private long start = Scan.UNKNOWN;
        private boolean begun;
        private boolean dropped;
        private boolean done;
        private long end;
        private Throwable failure;
    }

    OrderedExchange(Fragment fragment, Run run) {
        this.fragment = fragment;
        this.run = run;
        this.scan = fragment.source().open(fragment.request(), run);
        run.expect(scan.totalBytes());
        this.lanes = new Lane[scan.splitCount()];
        for (int split = 0; split < lanes.length; split++) {
            lanes[split] = new Lane();
        }
        for (int worker = 1; worker <= Math.min(run.threads(), lanes.length); worker++) {
            threads.add(Workers.start(worker, this::work));
        }
    }

    @Override
    public Schema schema() {
        return fragment.schema();
    }

    @Override
    public Chunk next() {
        recycleDelivered();
        while (current < lanes.length) {
            Chunk chunk = repairing ? nextRepaired() : nextFromLane(lanes[current]);
            if (chunk != null) {
                return chunk;
            }
            current++;
        }
        return null;
    }

    private Chunk nextFromLane(Lane lane) {
        synchronized (lock) {
            while (!lane.begun && lane.failure == null && fatal == null) {
                await();
            }
            Workers.rethrow(fatal);
            if (current > 0 && lane.start != position) {
                drop(lane);
                repairing = true;
            } else {
                while (lane.chunks.isEmpty() && !lane.done && lane.failure == null && fatal == null) {
                    await();
                }
                delivered = lane.chunks.poll();
                if (delivered != null) {
                    lock.notifyAll();
                    return delivered.chunk();
                }
                Workers.rethrow(fatal);
                Workers.rethrow(lane.failure);
                position = lane.end;
                return null;
            }
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

    private void drop(Lane lane) {
        lane.dropped = true;
        free.addAll(lane.chunks);
        lane.chunks.clear();
        lock.notifyAll();
    }

    private void recycleDelivered() {
        if (delivered != null) {
            synchronized (lock) {
                free.add(delivered);
                lock.notifyAll();
            }
            delivered = null;
        }
    }

    private void work() {
        try (FragmentReader reader = new FragmentReader(fragment, scan, run.memory())) {
            int split = take();
            while (split >= 0) {
                try {
                    read(reader, split, lanes[split]);
                } catch (RuntimeException | Error failure) {
                    fail(lanes[split], failure);
                }
                split = take();
            }
        } catch (RuntimeException | Error failure) {
            synchronized (lock) {
                fatal = fatal == null ? failure : fatal;
                lock.notifyAll();
            }
        }
    }

    private int take() {
        synchronized (lock) {
            return stopped || fatal != null || nextSplit == lanes.length ? -1 : nextSplit++;
        }
    }

    private void read(FragmentReader reader, int split, Lane lane) {
        reader.begin(split, Scan.UNKNOWN);
        synchronized (lock) {
            lane.start = reader.start();
            lane.begun = true;
            lock.notifyAll();
        }
        Chunk chunk = reader.next();
        while (chunk != null) {
            if (chunk.rowCount() > 0) {
                ChunkCopy copy = takeCopy(lane);
                if (copy == null) {
                    return;
                }
                hand(lane, copy, chunk);
            }
            chunk = reader.next();
        }
        synchronized (lock) {
            lane.end = reader.end();
            lane.done = true;
            lock.notifyAll();
        }
    }

    private void hand(Lane lane, ChunkCopy copy, Chunk chunk) {
        boolean copied = false;
        try {
            copy.copy(chunk);
            copied = true;
        } finally {
            synchronized (lock) {
                if (copied && !lane.dropped) {
                    lane.chunks.add(copy);
                } else {
                    free.add(copy);
                }
                lock.notifyAll();
            }
        }
    }

    /** A chunk to copy into, once the split is not too far ahead; null when its rows are not wanted any more. */
    private ChunkCopy takeCopy(Lane lane) {
        synchronized (lock) {
            while (!stopped && !lane.dropped && lane.chunks.size() >= CHUNKS_AHEAD) {
                await();
            }
            if (stopped || lane.dropped) {
                return null;
            }
            ChunkCopy copy = free.poll();
            if (copy == null) {
                copy = new ChunkCopy(run.memory(), fragment.schema());
                stock.add(copy);
            }
            return copy;
        }
    }

    private void fail(Lane lane, Throwable failure) {
        synchronized (lock) {
            if (!lane.begun) {
                // The guess itself failed: the consumer shall read the split from the right place and see for itself.
                lane.start = Long.MIN_VALUE;
                lane.begun = true;
            }
            lane.failure = failure;
            lock.notifyAll();
        }
    }

    // Every caller checks its own condition in a loop around this.
    @SuppressWarnings("WaitNotInLoop")
    private void await() {
        try {
            lock.wait();
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new CancelledException("the thread that runs the pipeline was interrupted", interruption);
        }
    }

    @Override
    public void close() {
        synchronized (lock) {
            stopped = true;
            lock.notifyAll();
        }
        threads.forEach(Workers::join);
        threads.clear();
        List<AutoCloseable> resources = new ArrayList<>();
        resources.add(scan);
        resources.add(repair);
        resources.addAll(stock);
        stock.clear();
        Closing.all(resources);
    }
}
