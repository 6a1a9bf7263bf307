package dev.peristyle.internal.columnfile;

import dev.peristyle.internal.file.Output;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import org.agrona.UnsafeApi;

/** Writes metadata, which are made on the heap, in pieces. */
final class MessageOutput {
    /** Bytes of a piece, or fewer where memory is short. */
    private static final int COPY_BYTES = 1 << 16;

    private static final int MIN_COPY_BYTES = 1 << 10;

    private MessageOutput() {}

    static void write(byte[] bytes, Output output, MemoryPool pool) {
        int room = (int) Math.min(COPY_BYTES, Math.max(MIN_COPY_BYTES, pool.available() / 2));
        try (OffHeapBuffer buffer = pool.allocate(room, "column file: metadata")) {
            for (int done = 0; done < bytes.length; done += room) {
                int part = Math.min(room, bytes.length - done);
                UnsafeApi.copyMemory(
                        bytes, UnsafeApi.arrayBaseOffset(byte[].class) + (long) done, null, buffer.address(), part);
                output.write(buffer.address(), part);
            }
        }
    }
}
