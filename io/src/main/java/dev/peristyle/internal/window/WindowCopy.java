package dev.peristyle.internal.window;

import dev.peristyle.internal.file.AddressBuffer;
import dev.peristyle.internal.file.FileErrors;
import dev.peristyle.internal.file.InputFile;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.memory.MemoryPool;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A stretch of a file, read into a buffer whose padding makes the bytes after it readable. */
final class WindowCopy implements AutoCloseable {
    private final AddressBuffer channelView = new AddressBuffer();
    private final GrowingBuffer buffer;

    WindowCopy(MemoryPool pool, String owner) {
        this.buffer = new GrowingBuffer(pool, owner);
    }

    /** Makes room; keeps the buffer if it is large enough. */
    void ensureCapacity(int bytes) {
        buffer.ensureExactly(bytes);
    }

    /** Reads a stretch and returns where it lies. */
    long read(FileChannel channel, InputFile file, long offset, int length) {
        ensureCapacity(length);
        read(channel, file, offset, 0, length);
        return buffer.openAddress();
    }

    /** Where what has been read lies. */
    long address() {
        return buffer.openAddress();
    }

    /** Reads the bytes {@code [from, to)} of the stretch at {@code offset} to their place in the buffer. */
    void read(FileChannel channel, InputFile file, long offset, int from, int to) {
        ByteBuffer target = channelView.wrap(buffer.openAddress() + from, to - from);
        try {
            while (target.hasRemaining()) {
                if (channel.read(target, offset + from + target.position()) < 0) {
                    throw FileErrors.shrunk(file.path(), file.size(), channel.size());
                }
            }
        } catch (IOException failure) {
            throw FileErrors.reading(file.path(), failure);
        }
    }

    @Override
    public void close() {
        buffer.close();
    }
}
