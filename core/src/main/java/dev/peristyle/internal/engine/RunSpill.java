package dev.peristyle.internal.engine;

import dev.peristyle.execution.Execution;
import dev.peristyle.internal.state.SpillSpace;
import dev.peristyle.spi.SpillArea;
import dev.peristyle.spi.SpillFile;
import dev.peristyle.spi.SpillService;
import java.util.concurrent.atomic.LongAdder;

/**
 * What a run puts out of memory. The service is looked for when an operator is first short of memory, and the area opened at
 * the first spill, so that a run that needs neither loads and touches nothing; only a directory that was set is looked at
 * when the run starts. Each record written or read is a moment at which a cancelled run ends. Thread-safe.
 */
final class RunSpill implements AutoCloseable {

    private final Execution execution;
    private final Runnable atEachPage;
    private final LongAdder all = new LongAdder();
    private boolean searched;
    private SpillService service;
    private SpillArea area;
    private boolean closed;

    RunSpill(Execution execution, Runnable atEachPage) {
        this.execution = execution;
        this.atEachPage = atEachPage;
        boolean isSet =
                !execution.temporaryDirectory().equals(Execution.defaults().temporaryDirectory());
        if (isSet && isAvailable()) {
            service.check(execution.temporaryDirectory(), Math.min(execution.memoryLimit(), execution.maxSpillBytes()));
        }
    }

    /** What all operators have put on disk. */
    long bytes() {
        return all.sum();
    }

    /** The space of one operator. */
    SpillSpace space(SpillMeter meter) {
        return new SpillSpace() {
            @Override
            public boolean isAvailable() {
                return RunSpill.this.isAvailable();
            }

            @Override
            public SpillFile create(String owner) {
                return new CountedFile(area().create(owner), meter);
            }
        };
    }

    private synchronized boolean isAvailable() {
        if (!searched) {
            searched = true;
            service = SpillServices.find();
        }
        return service != null;
    }

    private synchronized SpillArea area() {
        if (closed || !isAvailable()) {
            throw new IllegalStateException(closed ? "the run has ended" : "there is nowhere to spill to");
        }
        if (area == null) {
            area = service.open(execution.temporaryDirectory(), execution.maxSpillBytes(), execution.encryptSpilled());
        }
        return area;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (area != null) {
            SpillArea closing = area;
            area = null;
            closing.close();
        }
    }

    /** Counts what is written, and ends the run when it was cancelled. */
    private final class CountedFile implements SpillFile {

        private final SpillFile file;
        private final SpillMeter meter;

        CountedFile(SpillFile file, SpillMeter meter) {
            this.file = file;
            this.meter = meter;
        }

        @Override
        public long append(long address, long bytes) {
            atEachPage.run();
            long start = System.nanoTime();
            long position = file.append(address, bytes);
            meter.wrote(bytes, start);
            all.add(bytes);
            return position;
        }

        @Override
        public void read(long position, long address, long bytes) {
            atEachPage.run();
            long start = System.nanoTime();
            file.read(position, address, bytes);
            meter.read(start);
        }

        @Override
        public void free(long position, long bytes) {
            file.free(position, bytes);
        }

        @Override
        public long size() {
            return file.size();
        }

        @Override
        public void close() {
            file.close();
        }
    }
}
