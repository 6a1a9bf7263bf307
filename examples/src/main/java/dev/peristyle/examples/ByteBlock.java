package dev.peristyle.examples;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A growing run of bytes that a generator fills and a file receives; reused from block to block. Not thread-safe. */
final class ByteBlock {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN)
            .withInvokeExactBehavior();

    /** What one row may need at most; rows reserve it at once, so that the puts need no check of their own. */
    private static final int ROW_RESERVE = 512;

    private byte[] bytes = new byte[1 << 20];
    private int size;

    /** Forgets the content, keeps the memory. */
    void clear() {
        size = 0;
    }

    int size() {
        return size;
    }

    /** Makes room for the puts of one row, 512 bytes at most. */
    void reserveRow() {
        if (bytes.length - size < ROW_RESERVE) {
            bytes = Arrays.copyOf(bytes, Math.addExact(bytes.length, bytes.length >> 1));
        }
    }

    void put(char ascii) {
        bytes[size++] = (byte) ascii;
    }

    void put(byte[] source) {
        System.arraycopy(source, 0, bytes, size, source.length);
        size += source.length;
    }

    /** Puts the lowest {@code length} bytes of a word, 1 to 8, lowest first. */
    void putPacked(long word, int length) {
        LONG.set(bytes, size, word);
        size += length;
    }

    /** Puts text of which every character is below 128. */
    void putAscii(String text) {
        int length = text.length();
        byte[] target = bytes;
        int start = size;
        for (int index = 0; index < length; index++) {
            target[start + index] = (byte) text.charAt(index);
        }
        size = start + length;
    }

    /** Puts a number that is not negative. */
    void putNumber(long number) {
        int length = 1;
        for (long rest = number / 10; rest != 0; rest /= 10) {
            length++;
        }
        long rest = number;
        for (int position = size + length - 1; position >= size; position--) {
            bytes[position] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        size += length;
    }

    /** Puts hundredths that are not negative as a number with exactly two decimals. */
    void putHundredths(long hundredths) {
        putNumber(hundredths / 100);
        put('.');
        put((char) ('0' + hundredths / 10 % 10));
        put((char) ('0' + hundredths % 10));
    }

    void writeTo(OutputStream out) throws IOException {
        out.write(bytes, 0, size);
    }
}
