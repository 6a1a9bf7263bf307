package dev.peristyle.memory;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * While it is open, the n-th request for memory in this process is refused, as if a pool were full, although it said before
 * that it had room. Tests that share a JVM must not run in parallel.
 */
public final class RefusedAllocation implements AutoCloseable {

    private final AtomicInteger requests = new AtomicInteger();
    private volatile boolean happened;

    private RefusedAllocation() {}

    private void refuse(int number) {
        MemoryPool.refusals = bytes -> {
            boolean refused = requests.incrementAndGet() == number;
            happened |= refused;
            return refused;
        };
    }

    /** Refuses one request, counted from 1. */
    public static RefusedAllocation number(int number) {
        RefusedAllocation refused = new RefusedAllocation();
        refused.refuse(number);
        return refused;
    }

    /** Whether there was such a request. */
    public boolean happened() {
        return happened;
    }

    /** How many there were. */
    public int requests() {
        return requests.get();
    }

    @Override
    public void close() {
        MemoryPool.refusals = null;
    }
}
