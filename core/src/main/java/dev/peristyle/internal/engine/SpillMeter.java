package dev.peristyle.internal.engine;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/** What an operator has put on disk, and how long that took with what it read back. Thread-safe. */
final class SpillMeter {

    private final LongAdder bytes = new LongAdder();
    private final LongAdder pages = new LongAdder();
    private final LongAdder nanos = new LongAdder();

    void wrote(long written, long since) {
        bytes.add(written);
        pages.increment();
        nanos.add(System.nanoTime() - since);
    }

    void read(long since) {
        nanos.add(System.nanoTime() - since);
    }

    long bytes() {
        return bytes.sum();
    }

    long pages() {
        return pages.sum();
    }

    Duration time() {
        return Duration.ofNanos(nanos.sum());
    }
}
