package dev.peristyle.internal.csv.kernel;

import dev.peristyle.platform.Platform;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.agrona.UnsafeApi;

/** Raw memory for kernel tests: every block lies between canaries that {@link #close()} checks. */
final class TestMemory implements AutoCloseable {
    private static final int CANARY_BYTES = 64;
    private static final byte CANARY = (byte) 0xA5;

    static {
        Platform.open();
    }

    private final List<long[]> blocks = new ArrayList<>();

    long allocate(long bytes) {
        return allocate(bytes, 0);
    }

    /** A block whose address is {@code misalignment} past a multiple of 64. */
    long allocate(long bytes, int misalignment) {
        long raw = UnsafeApi.allocateMemory(bytes + 5 * CANARY_BYTES);
        long address = ((raw + CANARY_BYTES + 63) & -64L) + misalignment;
        UnsafeApi.setMemory(raw, bytes + 5 * CANARY_BYTES, CANARY);
        blocks.add(new long[] {raw, address, bytes});
        return address;
    }

    /** The bytes, followed by 64 bytes of the padding pattern. */
    long input(byte[] bytes, String padding, int misalignment) {
        long address = allocate(bytes.length + 64L, misalignment);
        for (int i = 0; i < bytes.length; i++) {
            UnsafeApi.putByte(address + i, bytes[i]);
        }
        byte[] pattern = padding.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 64; i++) {
            UnsafeApi.putByte(address + bytes.length + i, pattern[i % pattern.length]);
        }
        return address;
    }

    static int[] ints(long address, int count) {
        int[] values = new int[count];
        for (int i = 0; i < count; i++) {
            values[i] = UnsafeApi.getInt(address + 4L * i);
        }
        return values;
    }

    static String string(long address, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = UnsafeApi.getByte(address + i);
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        for (long[] block : blocks) {
            for (int i = 0; i < CANARY_BYTES; i++) {
                if (UnsafeApi.getByte(block[1] - 1 - i) != CANARY
                        || UnsafeApi.getByte(block[1] + block[2] + i) != CANARY) {
                    throw new AssertionError("bytes outside a block of " + block[2] + " were written");
                }
            }
            UnsafeApi.freeMemory(block[0]);
        }
        blocks.clear();
    }
}
