package dev.peristyle.internal.value;

import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.LongUnaryOperator;
import org.agrona.UnsafeApi;

/** Texts off the heap for readers and formatters, with a canary after each. */
final class Texts implements AutoCloseable {

    private static final int CAPACITY = 1 << 16;
    private static final byte CANARY = 0x5A;

    private final MemoryPool pool = MemoryPool.create("test", Long.MAX_VALUE);
    private final OffHeapBuffer input = pool.allocate(CAPACITY, "test");
    private final OffHeapBuffer output = pool.allocate(CAPACITY, "test");
    private int length;

    /** Writes a text right before other digits, which a reader must not see; returns its address. */
    long of(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        for (int position = 0; position < bytes.length; position++) {
            UnsafeApi.putByte(input.address() + position, bytes[position]);
        }
        UnsafeApi.putByte(input.address() + bytes.length, (byte) '7');
        length = bytes.length;
        return input.address();
    }

    /** Bytes of the text written last. */
    int length() {
        return length;
    }

    /** What a formatter writes, which must not be more than so many bytes. */
    String formatted(int maxBytes, LongUnaryOperator formatter) {
        long canary = output.address() + maxBytes;
        UnsafeApi.putByte(canary, CANARY);
        long end = formatter.applyAsLong(output.address());
        if (UnsafeApi.getByte(canary) != CANARY) {
            throw new AssertionError("written past " + maxBytes + " bytes");
        }
        byte[] bytes = new byte[(int) (end - output.address())];
        for (int position = 0; position < bytes.length; position++) {
            bytes[position] = UnsafeApi.getByte(output.address() + position);
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** Room for a value. */
    long value() {
        return output.address() + CAPACITY / 2;
    }

    @Override
    public void close() {
        input.close();
        output.close();
        pool.close();
    }
}
