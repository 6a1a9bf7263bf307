package dev.peristyle.internal.jdk;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * What the virtual machine itself holds at a moment. All but the heap is 0 where the runtime lacks {@code java.management}.
 *
 * @param heapUsed bytes of objects, those that are garbage already included
 * @param heapCommitted bytes that the heap has from the system
 * @param other bytes for classes, compiled code and direct buffers
 * @param collections garbage collections so far
 * @param collectingMillis how long they stopped or slowed the program
 */
public record JvmMemory(long heapUsed, long heapCommitted, long other, long collections, long collectingMillis) {

    private static final boolean PRESENT = Presence.of("java.lang.management.ManagementFactory");

    /**
     * Looks.
     *
     * @return what there is now
     */
    public static JvmMemory now() {
        Runtime runtime = Runtime.getRuntime();
        long committed = runtime.totalMemory();
        long used = committed - runtime.freeMemory();
        return PRESENT ? Beans.now(used, committed) : new JvmMemory(used, committed, 0, 0, 0);
    }

    /** Apart, so that a runtime without the module does not load it. */
    private static final class Beans {

        private static final List<GarbageCollectorMXBean> COLLECTORS = ManagementFactory.getGarbageCollectorMXBeans();
        private static final List<BufferPoolMXBean> BUFFERS =
                ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class);

        static JvmMemory now(long used, long committed) {
            long collections = 0;
            long millis = 0;
            for (GarbageCollectorMXBean collector : COLLECTORS) {
                // collectors that run beside the program have a bean for their cycles and another one for pauses
                if (!collector.getName().endsWith("Cycles")) {
                    collections += Math.max(0, collector.getCollectionCount());
                    millis += Math.max(0, collector.getCollectionTime());
                }
            }
            long other =
                    ManagementFactory.getMemoryMXBean().getNonHeapMemoryUsage().getCommitted();
            for (BufferPoolMXBean buffers : BUFFERS) {
                // mapped ones are files
                if (buffers.getName().equals("direct")) {
                    other += Math.max(0, buffers.getMemoryUsed());
                }
            }
            return new JvmMemory(used, committed, other, collections, millis);
        }
    }
}
