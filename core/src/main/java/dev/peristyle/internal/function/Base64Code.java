package dev.peristyle.internal.function;

import dev.peristyle.internal.expression.Bound.Apply;
import dev.peristyle.internal.expression.ScalarFunction;
import java.util.Arrays;
import java.util.Base64;

/** Bytes in the base64 of RFC 4648, with padding, and back. By the JDK: each value is on the heap for a moment. */
public final class Base64Code extends ByteCode {

    public static final ScalarFunction TO_BASE64 = new Base64Code("toBase64", true);
    public static final ScalarFunction FROM_BASE64 = new Base64Code("fromBase64", false);

    private Base64Code(String symbol, boolean encodes) {
        super(symbol, encodes);
    }

    @Override
    TextRows rows(Apply apply) {
        HeapBytes bytes = new HeapBytes();
        return (row, operands, out) -> {
            int length = length(operands[0], row);
            byte[] source = Arrays.copyOf(bytes.copy(address(operands[0], row), length), length);
            try {
                byte[] code = encodes
                        ? Base64.getEncoder().encode(source)
                        : Base64.getDecoder().decode(source);
                out.bytes(code, code.length);
            } catch (IllegalArgumentException wrong) {
                throw out.fail("no base64: " + wrong.getMessage() + "; leave such texts out with a filter or when()");
            }
        };
    }
}
