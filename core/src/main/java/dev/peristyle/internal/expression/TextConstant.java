package dev.peristyle.internal.expression;

import org.agrona.UnsafeApi;

/** Puts the bytes of a text off the heap. */
final class TextConstant {

    private TextConstant() {}

    /** Copies the bytes and returns their address. */
    static long copy(byte[] bytes, Scratch scratch) {
        long address = scratch.reserve(bytes.length);
        for (int position = 0; position < bytes.length; position++) {
            UnsafeApi.putByte(address + position, bytes[position]);
        }
        return address;
    }
}
