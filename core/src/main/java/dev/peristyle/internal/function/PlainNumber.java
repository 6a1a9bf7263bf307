package dev.peristyle.internal.function;

import dev.peristyle.internal.expression.Bound;
import dev.peristyle.internal.expression.Bound.Apply;
import dev.peristyle.internal.expression.Folding;
import dev.peristyle.internal.expression.Node;
import dev.peristyle.internal.expression.ScalarFunction;
import dev.peristyle.internal.expression.TextArena;
import dev.peristyle.schema.DataType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.agrona.UnsafeApi;

/**
 * The text of a number with a point and no groups, from one with a decimal sign and a sign between groups of three: to be cast to the
 * type that is wanted.
 */
public final class PlainNumber extends TextFunction {

    public static final ScalarFunction PLAIN = new PlainNumber("plainNumber", false);
    public static final ScalarFunction TRY_PLAIN = new PlainNumber("tryPlainNumber", true);

    private static final String POINT = ".";

    private final boolean orNull;

    private PlainNumber(String symbol, boolean orNull) {
        super(symbol);
        this.orNull = orNull;
    }

    @Override
    public Bound bind(List<Bound> arguments, Node node) {
        Bound text = TextArguments.text(arguments.get(0), node);
        return Folding.apply(this, DataType.STRING, text, arguments.get(1), arguments.get(2));
    }

    @Override
    public boolean isFallible(DataType type) {
        return !orNull;
    }

    @Override
    public boolean takesConstant(Apply apply, int position) {
        return position > 0;
    }

    @Override
    TextRows rows(Apply apply) {
        byte[] point = ((String) constant(apply.second())).getBytes(StandardCharsets.UTF_8);
        byte[] group = ((String) constant(apply.argument(2))).getBytes(StandardCharsets.UTF_8);
        return (row, operands, out) -> {
            long text = address(operands[0], row);
            int length = length(operands[0], row);
            long target = out.reserve(length + 1L);
            long written = plain(text, length, point, group, target);
            if (written >= 0) {
                out.written(written);
            } else if (orNull) {
                out.none();
            } else {
                throw out.fail("'" + TextArena.string(text, length) + "' is no number with the decimal sign '"
                        + constant(apply.second()) + "' and groups of three with '" + constant(apply.argument(2))
                        + "' between them; tryParseNumber gives null instead");
            }
        };
    }

    /** How many bytes the plain form has; -1 if the text has none. */
    private static long plain(long text, int length, byte[] point, byte[] group, long target) {
        long to = target;
        int position = 0;
        int digits = 0;
        boolean grouped = false;
        while (position < length) {
            byte symbol = UnsafeApi.getByte(text + position);
            if (isAt(text, length, position, point)) {
                break;
            }
            if (group.length > 0 && isAt(text, length, position, group)) {
                if (digits == 0 || digits > 3 || grouped && digits != 3) {
                    return -1;
                }
                grouped = true;
                digits = 0;
                position += group.length;
                continue;
            }
            if (symbol >= '0' && symbol <= '9') {
                digits++;
            } else if (digits > 0 || grouped || symbol == POINT.charAt(0)) {
                break;
            }
            UnsafeApi.putByte(to++, symbol);
            position++;
        }
        if (grouped && digits != 3) {
            return -1;
        }
        if (position < length && isAt(text, length, position, point)) {
            UnsafeApi.putByte(to++, (byte) POINT.charAt(0));
            position += point.length;
        }
        for (; position < length; position++) {
            byte symbol = UnsafeApi.getByte(text + position);
            if (symbol == POINT.charAt(0)) {
                return -1;
            }
            UnsafeApi.putByte(to++, symbol);
        }
        return to - target;
    }

    private static boolean isAt(long text, int length, int position, byte[] sign) {
        if (position + sign.length > length) {
            return false;
        }
        for (int index = 0; index < sign.length; index++) {
            if (UnsafeApi.getByte(text + position + index) != sign[index]) {
                return false;
            }
        }
        return true;
    }
}
