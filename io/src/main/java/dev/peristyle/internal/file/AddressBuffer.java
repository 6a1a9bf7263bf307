package dev.peristyle.internal.file;

import dev.peristyle.platform.Platform;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import org.agrona.UnsafeApi;

/**
 * A {@link ByteBuffer} over memory from a pool, so that a file channel reads and writes it without a copy. Direct buffers
 * of the JDK cannot do that: they bring memory of their own, limited by another setting and freed by the garbage collector.
 *
 * <p>One buffer is moved from place to place. Not thread-safe; nothing checks that the memory is there.
 */
public final class AddressBuffer {
    private static final long ADDRESS;
    private static final long CAPACITY;

    static {
        Platform.open();
        ADDRESS = UnsafeApi.objectFieldOffset(Buffer.class, "address");
        CAPACITY = UnsafeApi.objectFieldOffset(Buffer.class, "capacity");
    }

    // a duplicate has no cleaner, so that nothing ever frees the address it is given
    private final ByteBuffer view = ByteBuffer.allocateDirect(0).duplicate();

    /** Creates a buffer over nothing. */
    public AddressBuffer() {}

    /**
     * Moves the buffer.
     *
     * @return always the same buffer, with position 0 and the length as its limit
     */
    public ByteBuffer wrap(long address, int length) {
        UnsafeApi.putLong(view, ADDRESS, address);
        UnsafeApi.putInt(view, CAPACITY, length);
        view.clear();
        return view;
    }
}
