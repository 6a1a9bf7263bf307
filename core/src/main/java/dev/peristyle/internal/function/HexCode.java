package dev.peristyle.internal.function;

import dev.peristyle.internal.expression.Bound.Apply;
import dev.peristyle.internal.expression.ScalarFunction;
import org.agrona.UnsafeApi;

/** Bytes as two hexadecimal digits each, small ones, and back. */
public final class HexCode extends ByteCode {

    public static final ScalarFunction TO_HEX = new HexCode("toHex", true);
    public static final ScalarFunction FROM_HEX = new HexCode("fromHex", false);

    private HexCode(String symbol, boolean encodes) {
        super(symbol, encodes);
    }

    @Override
    TextRows rows(Apply apply) {
        return encodes
                ? (row, operands, out) -> encode(address(operands[0], row), length(operands[0], row), out)
                : (row, operands, out) -> decode(address(operands[0], row), length(operands[0], row), out);
    }

    private static void encode(long bytes, int length, TextOutput out) {
        long target = out.reserve(2L * length);
        for (int index = 0; index < length; index++) {
            putByte(target + 2L * index, UnsafeApi.getByte(bytes + index));
        }
        out.written(2L * length);
    }

    /** Writes two digits. */
    static void putByte(long target, byte value) {
        UnsafeApi.putByte(target, (byte) Character.forDigit(value >> 4 & 0xF, 16));
        UnsafeApi.putByte(target + 1, (byte) Character.forDigit(value & 0xF, 16));
    }

    private static void decode(long text, int length, TextOutput out) {
        if ((length & 1) != 0) {
            throw out.fail("a code of " + length + " digits: each byte has two; leave such texts out with a filter or"
                    + " when()");
        }
        long target = out.reserve(length / 2);
        for (int index = 0; index < length; index += 2) {
            int high = Character.digit(UnsafeApi.getByte(text + index), 16);
            int low = Character.digit(UnsafeApi.getByte(text + index + 1), 16);
            if (high < 0 || low < 0) {
                throw out.fail("no hexadecimal digits at position " + (index + 1)
                        + "; leave such texts out with a filter or when()");
            }
            UnsafeApi.putByte(target + index / 2, (byte) (high << 4 | low));
        }
        out.written(length / 2);
    }
}
