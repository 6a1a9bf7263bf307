package dev.peristyle.internal.function;

import dev.peristyle.internal.expression.Bound;
import dev.peristyle.internal.expression.Bound.Apply;
import dev.peristyle.internal.expression.Folding;
import dev.peristyle.internal.expression.Node;
import dev.peristyle.internal.expression.ScalarFunction;
import dev.peristyle.schema.DataType;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** Bytes in the base64 of RFC 4648, with padding, and back. By the JDK: each value is on the heap for a moment. */
public final class Base64Code extends TextFunction {

    public static final ScalarFunction TO_BASE64 = new Base64Code("toBase64", DataType.STRING);
    public static final ScalarFunction FROM_BASE64 = new Base64Code("fromBase64", DataType.BINARY);

    private final DataType result;

    private Base64Code(String symbol, DataType result) {
        super(symbol);
        this.result = result;
    }

    @Override
    public Bound bind(List<Bound> arguments, Node node) {
        Bound argument = arguments.get(0);
        return Folding.apply(
                this,
                result,
                this == TO_BASE64 ? TextArguments.bytes(argument, node) : TextArguments.text(argument, node));
    }

    /** Not every text is a code, and a code may be too long for a text. */
    @Override
    public boolean isFallible(DataType type) {
        return true;
    }

    @Override
    TextRows rows(Apply apply) {
        HeapBytes bytes = new HeapBytes();
        boolean encodes = this == TO_BASE64;
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
