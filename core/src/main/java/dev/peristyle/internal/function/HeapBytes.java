package dev.peristyle.internal.function;

import org.agrona.UnsafeApi;

/** An array that texts are copied into for methods of the JDK that read nothing else; it grows to the longest. */
final class HeapBytes {

    private byte[] bytes = new byte[64];

    /** The bytes of a text, and others after them. */
    byte[] copy(long text, int length) {
        if (bytes.length < length) {
            bytes = new byte[Math.max(length, 2 * bytes.length)];
        }
        for (int index = 0; index < length; index++) {
            bytes[index] = UnsafeApi.getByte(text + index);
        }
        return bytes;
    }
}
