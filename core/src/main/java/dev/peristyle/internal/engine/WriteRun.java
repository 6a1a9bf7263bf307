package dev.peristyle.internal.engine;

import dev.peristyle.column.Chunk;
import dev.peristyle.error.CancelledException;
import dev.peristyle.internal.operator.Operator;
import dev.peristyle.spi.Scan;
import dev.peristyle.spi.Sink;
import dev.peristyle.spi.SinkWriter;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Drains a pipeline into a sink.
 *
 * <p>For a fragment, every thread encodes the splits that it takes; what it encoded is appended when it is that split's
 * turn, which is when all splits before it are written. At that moment the place where the split has to begin is known:
 * if the thread had guessed another one, it encodes the split again.
 */
final class WriteRun {

    /** Appended in one go when it is the split's turn: large enough for the system call not to matter. */
    private static final long APPEND_BYTES = 1 << 20;

    /** A thread that is ahead by this much waits for its turn; bounds the memory at threads times this. */
    private static final long AHEAD_BYTES = 8 << 20;

    private final Fragment fragment;
    private final Run run;
    private final Scan scan;
    private final SinkWriter writer;
    private final SplitLedger ledger;
    private final AtomicLong rows = new AtomicLong();
    private final ReentrantLock lock = new ReentrantLock();

    /**
     * Where the thread with the split {@code s} waits for its turn: at {@code s} modulo the threads. No two wait at one place,
     * because the splits that are taken and not yet written are as many as threads; and a split that is written wakes one.
     */
    private final Condition[] turns;

    private int turn;
    private long position = Scan.UNKNOWN;
    private Throwable failure;

    private WriteRun(Fragment fragment, Run run, Scan scan, SinkWriter writer, int threads) {
        this.fragment = fragment;
        this.run = run;
        this.scan = scan;
        this.writer = writer;
        this.ledger = new SplitLedger(scan.splitCount());
        this.turns = new Condition[threads];
        Arrays.setAll(turns, place -> lock.newCondition());
    }

    /** Writes what an operator delivers, on the calling thread. Returns the rows written. */
    static long write(Operator input, Sink sink, Run run) {
        long rows = 0;
        try (SinkWriter writer = sink.open(input.schema(), run)) {
            try (SinkWriter.Encoder encoder = writer.encoder(run.memory())) {
                Chunk chunk = input.next();
                while (chunk != null) {
                    encoder.encode(chunk);
                    rows += chunk.rowCount();
                    if (encoder.size() >= APPEND_BYTES) {
                        writer.append(encoder);
                    }
                    chunk = input.next();
                }
                writer.append(encoder);
            }
            writer.commit();
        }
        return rows;
    }

    /** Writes what a fragment delivers, on all threads of the run. Returns the rows written. */
    static long write(Fragment fragment, Sink sink, Run run) {
        try (Scan scan = fragment.source().open(fragment.request(), run);
                SinkWriter writer = sink.open(fragment.schema(), run)) {
            run.expect(scan.totalBytes());
            int threads = Math.max(1, Math.min(run.threads(), scan.splitCount()));
            WriteRun job = new WriteRun(fragment, run, scan, writer, threads);
            Workers.run(threads, worker -> job.work());
            Workers.rethrow(job.failure);
            writer.commit();
            return job.rows.get();
        }
    }

    private void work() {
        try (FragmentReader reader = new FragmentReader(fragment, scan, run.memory());
                SinkWriter.Encoder encoder = writer.encoder(run.memory())) {
            int split = ledger.take();
            while (split >= 0 && !hasFailed()) {
                if (!write(split, reader, encoder)) {
                    return;
                }
                split = ledger.take();
            }
        } catch (RuntimeException | Error thrown) {
            stop(thrown);
        }
    }

    /** Writes a split; false when another thread has failed meanwhile. */
    private boolean write(int split, FragmentReader reader, SinkWriter.Encoder encoder) {
        Attempt attempt = new Attempt(split, reader, encoder);
        if (isTurn(split)) {
            attempt.start(position);
        } else {
            attempt.speculate();
        }
        if (!awaitTurn(split)) {
            return false;
        }
        if (!attempt.isRight(position)) {
            encoder.clear();
            attempt = new Attempt(split, reader, encoder);
            attempt.start(position);
        }
        attempt.finish();
        rows.addAndGet(attempt.encodedRows);
        lock.lock();
        try {
            position = reader.end();
            turn = split + 1;
            turns[turn % turns.length].signal();
        } finally {
            lock.unlock();
        }
        return true;
    }

    /** One reading of one split. */
    private final class Attempt {

        private final int split;
        private final FragmentReader reader;
        private final SinkWriter.Encoder encoder;
        private long encodedRows;
        private long began = Scan.UNKNOWN;
        private boolean mine;
        private boolean ended;
        private RuntimeException failed;

        Attempt(int split, FragmentReader reader, SinkWriter.Encoder encoder) {
            this.split = split;
            this.reader = reader;
            this.encoder = encoder;
        }

        /** Reads from the place where the split has to begin; it is this split's turn. */
        void start(long exact) {
            mine = true;
            reader.begin(split, exact);
            began = reader.start();
            encode();
        }

        /** Reads from a guessed place until the split ends or enough lies ready. Failures count only if it was right. */
        void speculate() {
            try {
                reader.begin(split, Scan.UNKNOWN);
                began = reader.start();
                encode();
            } catch (RuntimeException thrown) {
                failed = thrown;
            }
        }

        boolean isRight(long exact) {
            return mine || began == exact;
        }

        /** Does the rest; it is this split's turn and the guess was right. */
        void finish() {
            if (failed != null) {
                throw failed;
            }
            mine = true;
            if (!ended) {
                encode();
            }
            writer.append(encoder);
        }

        private void encode() {
            while (true) {
                if (encoder.size() >= APPEND_BYTES) {
                    if (mine) {
                        writer.append(encoder);
                    } else if (encoder.size() >= AHEAD_BYTES) {
                        return;
                    }
                }
                Chunk chunk = reader.next();
                if (chunk == null) {
                    ended = true;
                    return;
                }
                encoder.encode(chunk);
                encodedRows += chunk.rowCount();
            }
        }
    }

    private boolean isTurn(int split) {
        lock.lock();
        try {
            return turn == split;
        } finally {
            lock.unlock();
        }
    }

    private boolean awaitTurn(int split) {
        lock.lock();
        try {
            while (turn != split && failure == null) {
                turns[split % turns.length].await();
            }
            return failure == null;
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            stop(new CancelledException("the thread that runs the pipeline was interrupted", interruption));
            return false;
        } finally {
            lock.unlock();
        }
    }

    private boolean hasFailed() {
        lock.lock();
        try {
            return failure != null;
        } finally {
            lock.unlock();
        }
    }

    /** A failure while it was a split's turn, so it is the first one in the order of the dataset. */
    private void stop(Throwable thrown) {
        lock.lock();
        try {
            if (failure == null) {
                failure = thrown;
            }
            for (Condition each : turns) {
                each.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }
}
