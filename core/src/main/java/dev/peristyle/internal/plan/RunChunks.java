package dev.peristyle.internal.plan;

import dev.peristyle.column.Chunk;
import dev.peristyle.column.ChunkIterator;
import dev.peristyle.internal.engine.Clock;
import dev.peristyle.internal.engine.Failures;
import dev.peristyle.internal.engine.OrderedRows;
import dev.peristyle.internal.operator.SkipOperator;
import dev.peristyle.schema.Schema;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The chunks of a run, which ends with them. One thread at a time can be in it: to close it while another thread waits in it
 * for rows is an error of whoever closes; {@code CancellationToken} is for that.
 */
final class RunChunks implements ChunkIterator {

    private enum State {
        IDLE,
        IN_USE,
        CLOSED
    }

    private final Job job;
    private final Schema schema;
    private Clock clock;
    private OrderedRows rows;
    private SkipOperator left;
    private final AtomicReference<State> state = new AtomicReference<>(State.IDLE);
    private Chunk current;
    private long delivered;
    private boolean ended;

    /** What has ended the run early, which whoever asks again is told again. */
    private Throwable failed;

    RunChunks(Job job) {
        this.job = job;
        this.schema = job.rows().schema();
        try {
            open();
        } catch (Throwable failure) {
            openAgain(failure);
        }
    }

    private void open() {
        clock = new Clock(job.run());
        clock.enter();
        try {
            rows = new OrderedRows(job.rows(), job.run());
        } finally {
            clock.exit();
        }
    }

    /** Starts again with one thread, where several may have had too little memory together; else throws. */
    private void openAgain(Throwable failure) {
        try {
            if (!job.startsAgain(failure)) {
                throw failure;
            }
            open();
        } catch (Throwable last) {
            throw job.failed(last);
        }
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public boolean next() {
        enter("the chunks are read by another thread");
        try {
            return !ended && advance();
        } finally {
            state.set(State.IDLE);
        }
    }

    private boolean advance() {
        current = null;
        if (failed != null) {
            throw Failures.rethrow(failed);
        }
        try {
            current = read();
        } catch (Throwable failure) {
            current = goOnAlone(failure);
        }
        if (current == null) {
            ended = true;
            job.run().finish();
        } else {
            delivered += current.rowCount();
        }
        return !ended;
    }

    private Chunk read() {
        clock.enter();
        try {
            return left == null ? rows.next() : left.next();
        } finally {
            clock.exit();
        }
    }

    /** The rows come in the same order whatever the threads: one thread starts again, and what was delivered is passed over. */
    private Chunk goOnAlone(Throwable failure) {
        try {
            if (left != null || !job.canStartAgain(failure)) {
                throw failure;
            }
            job.startsAgain(failure, rows, clock);
            open();
            left = new SkipOperator(job.run().memory(), rows, delivered);
            return read();
        } catch (Throwable last) {
            failed = job.explain(last);
            throw Failures.rethrow(failed);
        }
    }

    @Override
    public Chunk chunk() {
        if (state.get() == State.CLOSED) {
            throw new IllegalStateException("the chunks are closed");
        }
        if (current == null) {
            throw new IllegalStateException("there is no chunk: next() has to return true first");
        }
        return current;
    }

    private void enter(String inUse) {
        if (!state.compareAndSet(State.IDLE, State.IN_USE)) {
            throw new IllegalStateException(state.get() == State.CLOSED ? "the chunks are closed" : inUse);
        }
    }

    @Override
    public void close() {
        if (state.get() == State.CLOSED) {
            return;
        }
        enter("the chunks are read by another thread, or by the one that closes them, at this moment: only their reader"
                + " can close them; use Execution.cancellation to end a run from elsewhere");
        state.set(State.CLOSED);
        current = null;
        if (rows.isWorker(Thread.currentThread())) {
            // closing waits for the threads of the run, and a listener that closes is called by one of them
            endElsewhere();
        } else {
            end();
        }
    }

    /** Closes the run for one who forgot to, and waits for nobody: a thread of it may be waiting for a source that is silent. */
    void giveBack() {
        enter("the chunks are read");
        state.set(State.CLOSED);
        current = null;
        if (job.run().isAlone()) {
            end();
        } else {
            endElsewhere();
        }
    }

    private void endElsewhere() {
        Thread closer = new Thread(this::end, "peristyle-closer");
        closer.setDaemon(true);
        closer.start();
    }

    private void end() {
        job.close(clock, rows, left);
    }
}
