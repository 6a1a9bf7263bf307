package dev.peristyle.memory;

import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Fails a test after which a {@link MemoryPool} is still open that was not before, or a pool that was open holds more, or
 * files are open or mapped that were not. Set-up and tear-down methods count as part of their test.
 *
 * <p>It is found by the service file and so runs around every test of every module that has core's tests on its class
 * path. Tests that share a JVM must not run in parallel.
 */
public final class LeakCheck implements BeforeEachCallback, AfterEachCallback {

    private static final Namespace NAMESPACE = Namespace.create(LeakCheck.class);

    /** What there was before the test. */
    private record Before(List<MemoryPool> pools, long[] used, ProcessHandles handles) {}

    @Override
    public void beforeEach(ExtensionContext context) {
        List<MemoryPool> pools = MemoryPool.openRoots();
        long[] used = pools.stream().mapToLong(MemoryPool::used).toArray();
        context.getStore(NAMESPACE).put(Before.class, new Before(pools, used, ProcessHandles.now()));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Before before = context.getStore(NAMESPACE).remove(Before.class, Before.class);
        String leaks = leaks(before);
        if (!leaks.isEmpty()) {
            throw new AssertionError(context.getDisplayName() + " leaks:\n" + leaks
                    + "Run with -Dperistyle.memory.trace=true and close the pool to see where memory was allocated.");
        }
    }

    private static String leaks(Before before) {
        StringBuilder text = new StringBuilder();
        for (MemoryPool pool : MemoryPool.openRoots()) {
            int known = before.pools.indexOf(pool);
            if (known < 0) {
                text.append("a memory pool was not closed: ").append(pool.report());
            } else if (pool.used() > before.used[known]) {
                text.append("a memory pool holds more than before: ").append(pool.report());
            }
        }
        return text.append(ProcessHandles.now().growthSince(before.handles)).toString();
    }
}
