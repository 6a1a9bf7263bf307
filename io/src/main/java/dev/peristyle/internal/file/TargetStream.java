package dev.peristyle.internal.file;

import dev.peristyle.memory.OffHeapBuffer;
import java.io.OutputStream;
import org.agrona.UnsafeApi;

/**
 * An {@link Output} as a stream. Once a write has failed, or nothing more is wanted, it takes bytes without writing them, so that what compresses can end as
 * usual and give its memory back. Closing it leaves the output open. Not thread-safe.
 */
final class TargetStream extends OutputStream {
    private final Output target;
    private final OffHeapBuffer buffer;
    private boolean discards;

    /**
     * A stream to an output.
     *
     * @param buffer what is written lies in for a moment; the caller's
     */
    TargetStream(Output target, OffHeapBuffer buffer) {
        this.target = target;
        this.buffer = buffer;
    }

    void discard() {
        discards = true;
    }

    @Override
    public void write(int value) {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        for (int done = 0; done < length && !discards; ) {
            int count = (int) Math.min(buffer.capacity(), length - done);
            UnsafeApi.copyMemory(
                    bytes, UnsafeApi.arrayBaseOffset(byte[].class) + offset + done, null, buffer.address(), count);
            try {
                target.write(buffer.address(), count);
            } catch (RuntimeException | Error failure) {
                discards = true;
                throw failure;
            }
            done += count;
        }
    }
}
