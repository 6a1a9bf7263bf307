package dev.peristyle.memory;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The most that all pools of the process hold at a time, beyond what they held at its start, until it is stopped. While none is started, an
 * allocation pays for one look at a field. Thread-safe.
 */
final class PeakMeter {

    private static final PeakMeter[] NONE = {};

    private static volatile PeakMeter[] running = NONE;

    /** Beyond what was held at the start, so negative where more was given back than taken since. */
    private final AtomicLong used = new AtomicLong();

    private final AtomicLong most = new AtomicLong();

    private PeakMeter() {}

    static synchronized PeakMeter start() {
        PeakMeter meter = new PeakMeter();
        PeakMeter[] more = new PeakMeter[running.length + 1];
        System.arraycopy(running, 0, more, 0, running.length);
        more[running.length] = meter;
        running = more;
        return meter;
    }

    /** Ends it; returns what was held at most beyond what was held at the start. */
    long stop() {
        end(this);
        return most.get();
    }

    private static synchronized void end(PeakMeter meter) {
        PeakMeter[] fewer = new PeakMeter[running.length - 1];
        int kept = 0;
        for (PeakMeter each : running) {
            if (each != meter) {
                fewer[kept++] = each;
            }
        }
        running = fewer;
    }

    /** Counts bytes that a pool hands out, or with a negative number takes back. */
    static void count(long bytes) {
        for (PeakMeter meter : running) {
            meter.most.accumulateAndGet(meter.used.addAndGet(bytes), Math::max);
        }
    }
}
