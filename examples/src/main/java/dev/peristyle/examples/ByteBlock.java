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

    private static final long[] POWERS_OF_TEN = {
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000
    };

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

    /** Puts a number that is not negative with zeros before it, up to so many digits; a longer one has more. */
    void putPadded(long number, int digits) {
        long bound = 10;
        for (int digit = 1; digit < digits; digit++) {
            if (number < bound) {
                put('0');
            }
            bound *= 10;
        }
        putNumber(number);
    }

    /** Puts a number that is not negative, given in units of its last decimal, without zeros at the end of its decimals. */
    void putFraction(long units, int decimals) {
        long unit = POWERS_OF_TEN[decimals];
        putNumber(units / unit);
        long fraction = units % unit;
        if (fraction == 0) {
            return;
        }
        put('.');
        int digits = decimals;
        while (fraction % 10 == 0) {
            fraction /= 10;
            digits--;
        }
        putPadded(fraction, digits);
    }

    /** Puts text of which every character is below 128, in quotes if it holds a comma. It holds no quote and no line break. */
    void putText(String text) {
        boolean quoted = text.indexOf(',') >= 0;
        if (quoted) {
            put('"');
        }
        putAscii(text);
        if (quoted) {
            put('"');
        }
    }

    /**
     * Puts bytes that were put before once more, up to an ASCII character that ends them and with it.
     *
     * @param from where they begin
     * @return where those after them begin
     */
    int putAgain(int from, char end) {
        int position = from;
        while (bytes[position] != end) {
            bytes[size++] = bytes[position++];
        }
        put(end);
        return position + 1;
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
