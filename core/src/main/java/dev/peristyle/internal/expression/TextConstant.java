package dev.peristyle.internal.expression;

import dev.peristyle.internal.expression.Bound.Constant;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.agrona.UnsafeApi;

/** Puts the bytes of a text off the heap. */
public final class TextConstant {

    private TextConstant() {}

    /** The bytes of a text or binary constant; none for null. */
    public static byte[] bytes(Constant constant) {
        if (constant.value() instanceof ByteBuffer binary) {
            byte[] bytes = new byte[binary.remaining()];
            binary.duplicate().get(bytes);
            return bytes;
        }
        return constant.isNull() ? new byte[0] : ((String) constant.value()).getBytes(StandardCharsets.UTF_8);
    }

    /** Copies the bytes and returns their address. */
    public static long copy(byte[] bytes, Scratch scratch) {
        long address = scratch.reserve(bytes.length);
        for (int position = 0; position < bytes.length; position++) {
            UnsafeApi.putByte(address + position, bytes[position]);
        }
        return address;
    }
}
