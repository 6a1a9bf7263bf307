package dev.peristyle.execution;

import dev.peristyle.internal.jdk.Services;
import dev.peristyle.spi.SystemMemory;

/**
 * The memory limit of runs that have none: half of what the system gives the process beside its heap. The other half is for what is
 * neither: code, thread stacks, the file cache of a container, other runs at the same time. Found out once, when it is first asked for.
 *
 * @param bytes the limit
 * @param reason how it came about
 */
record DefaultMemoryLimit(long bytes, String reason) {

    /** Where nothing is known of the system. */
    private static final long UNKNOWN_SYSTEM = 256L << 20;

    private static final long MIN_BYTES = 64L << 20;

    /** Apart, so that a program that sets its limits never looks. */
    private static final class Holder {
        private static final DefaultMemoryLimit FOUND =
                of(find(), Runtime.getRuntime().maxMemory());
    }

    static DefaultMemoryLimit get() {
        return Holder.FOUND;
    }

    private static SystemMemory.Found find() {
        SystemMemory system = new Services<>(SystemMemory.class).find();
        return system == null ? null : system.find();
    }

    /** The limit beside a heap. */
    static DefaultMemoryLimit of(SystemMemory.Found found, long heap) {
        if (found == null) {
            return new DefaultMemoryLimit(
                    UNKNOWN_SYSTEM, "the default, as nothing is known of the memory of this system");
        }
        String text = "the default: half of what the heap (" + heap + " bytes) leaves of the " + found.bytes()
                + " bytes of " + found.origin();
        long half = (found.bytes() - heap) / 2;
        return half >= MIN_BYTES
                ? new DefaultMemoryLimit(half, text)
                : new DefaultMemoryLimit(MIN_BYTES, text + ", but at least this much; set -Xmx lower");
    }
}
