package dev.peristyle.internal.jdk;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** The processor time of threads, where the runtime has {@code java.management} and the system tells it. */
public final class ThreadCpu {

    private static final boolean PRESENT = Presence.of("java.lang.management.ManagementFactory");

    private ThreadCpu() {}

    /**
     * Returns what the current thread has used so far.
     *
     * @return nanoseconds, 0 if it is not known
     */
    public static long nanos() {
        return PRESENT ? Bean.nanos() : 0;
    }

    /** Apart, so that a runtime without the module does not load it. */
    private static final class Bean {

        private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
        private static final boolean SUPPORTED =
                THREADS.isCurrentThreadCpuTimeSupported() && THREADS.isThreadCpuTimeEnabled();

        static long nanos() {
            return SUPPORTED ? Math.max(0, THREADS.getCurrentThreadCpuTime()) : 0;
        }
    }
}
