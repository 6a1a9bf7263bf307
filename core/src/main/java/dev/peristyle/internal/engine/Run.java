package dev.peristyle.internal.engine;

import dev.peristyle.execution.Execution;
import dev.peristyle.execution.Progress;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.spi.RunContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** The memory and the services of one run of a pipeline. Thread-safe. */
public final class Run implements RunContext, AutoCloseable {

    private static final long NANOS_BETWEEN_UPDATES = 100_000_000L;

    private final Execution execution;
    private final MemoryPool memory;
    private final long startNanos = System.nanoTime();
    private final AtomicLong nextUpdate = new AtomicLong(startNanos);
    private final LongAdder bytes = new LongAdder();
    private final LongAdder rows = new LongAdder();
    private final AtomicLong totalBytes = new AtomicLong();

    /**
     * Starts a run.
     *
     * @param execution its settings
     */
    public Run(Execution execution) {
        this.execution = execution;
        this.memory = MemoryPool.builder("run")
                .limit(execution.memoryLimit())
                .traceAllocations(execution.traceAllocations())
                .build();
    }

    @Override
    public MemoryPool memory() {
        return memory;
    }

    @Override
    public int threads() {
        return execution.threads();
    }

    @Override
    public Path temporaryDirectory() {
        return execution.temporaryDirectory();
    }

    @Override
    public void advance(long bytesRead, long rowsRead) {
        execution.cancellation().check();
        bytes.add(bytesRead);
        rows.add(rowsRead);
        long now = System.nanoTime();
        long due = nextUpdate.get();
        if (now - due >= 0 && nextUpdate.compareAndSet(due, now + NANOS_BETWEEN_UPDATES)) {
            report(now);
        }
    }

    /** Throws if the run was cancelled. */
    void checkCancellation() {
        execution.cancellation().check();
    }

    /** Counts the input of a scan that is about to start; a negative size makes the total unknown. */
    void expect(long scanBytes) {
        totalBytes.accumulateAndGet(scanBytes, (sum, more) -> sum < 0 || more < 0 ? -1 : sum + more);
    }

    /** Tells the listener that all is done. */
    public void finish() {
        report(System.nanoTime());
    }

    private synchronized void report(long now) {
        execution
                .progress()
                .update(new Progress(bytes.sum(), totalBytes.get(), rows.sum(), Duration.ofNanos(now - startNanos)));
    }

    /** Checks that everything was given back. */
    @Override
    public void close() {
        memory.close();
    }
}
