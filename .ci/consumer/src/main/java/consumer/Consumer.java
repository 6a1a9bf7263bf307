package consumer;

import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;

/** What a user writes first, with nothing but the dependency. */
public final class Consumer {
    public static void main(String[] arguments) {
        try (MemoryPool pool = MemoryPool.create("consumer", 1 << 20);
                OffHeapBuffer buffer = pool.allocate(1024, "numbers")) {
            buffer.clear();
            System.out.println("allocated " + buffer.capacity() + " of " + pool.limit());
        }
    }
}
