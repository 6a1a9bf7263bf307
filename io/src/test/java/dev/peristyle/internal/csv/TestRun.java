package dev.peristyle.internal.csv;

import dev.peristyle.internal.spill.FileSpillService;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.spi.RunContext;
import dev.peristyle.spi.SpillArea;
import dev.peristyle.spi.SpillFile;
import java.nio.file.Path;

/** A run for tests: dirty memory, counted. */
final class TestRun implements RunContext, AutoCloseable {
    long bytes;
    long rows;
    RuntimeException failure;
    private SpillArea spilled;
    private final int threads;
    private final MemoryPool pool;

    TestRun(int threads, long limit) {
        this.threads = threads;
        this.pool = MemoryPool.builder("test")
                .limit(limit)
                .traceAllocations(true)
                .fillWith((byte) 0xA5)
                .build();
    }

    TestRun() {
        this(1, 64 << 20);
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
    public SpillFile spill(String owner) {
        if (spilled == null) {
            spilled = new FileSpillService().open(temporaryDirectory(), Long.MAX_VALUE, false);
        }
        return spilled.create(owner);
    }

    @Override
    public void advance(long moreBytes, long moreRows) {
        if (failure != null) {
            throw failure;
        }
        bytes += moreBytes;
        rows += moreRows;
    }

    @Override
    public void close() {
        if (spilled != null) {
            spilled.close();
        }
        pool.close();
    }
}
