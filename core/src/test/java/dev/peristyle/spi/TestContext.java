package dev.peristyle.spi;

import dev.peristyle.memory.MemoryPool;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/** A run for tests of sources: dirty memory, every byte traced. */
public final class TestContext implements RunContext, AutoCloseable {

    private final int threads;
    private final AtomicLong rows = new AtomicLong();
    private final MemoryPool pool = MemoryPool.builder("test")
            .traceAllocations(true)
            .fillWith((byte) 0x5A)
            .build();

    /** A run with so many readers at the same time. */
    public TestContext(int threads) {
        this.threads = threads;
    }

    @Override
    public MemoryPool memory() {
        return pool;
    }

    @Override
    public int threads() {
        return threads;
    }

    @Override
    public Path temporaryDirectory() {
        return Path.of(System.getProperty("java.io.tmpdir"));
    }

    @Override
    public void advance(long bytes, long moreRows) {
        rows.addAndGet(moreRows);
    }

    /** Rows that readers have counted. */
    public long rows() {
        return rows.get();
    }

    @Override
    public void close() {
        pool.close();
    }
}
