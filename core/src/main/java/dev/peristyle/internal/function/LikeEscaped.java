package dev.peristyle.internal.function;

import dev.peristyle.internal.expression.Bound;
import dev.peristyle.internal.expression.Bound.Apply;
import dev.peristyle.internal.expression.Folding;
import dev.peristyle.internal.expression.Node;
import dev.peristyle.internal.expression.ScalarFunction;
import dev.peristyle.internal.expression.kernel.Utf8;
import dev.peristyle.schema.DataType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.agrona.UnsafeApi;

/** Whether a text matches a pattern in which a character takes the meaning from the one after it. */
public final class LikeEscaped extends TextFunction {

    public static final ScalarFunction LIKE = new LikeEscaped();

    private static final short ANY_TEXT = -1;
    private static final short ANY_CODE_POINT = -2;

    private LikeEscaped() {
        super("likeEscaped");
    }

    @Override
    public Bound bind(List<Bound> arguments, Node node) {
        compiled((String) constant(arguments.get(1)), (String) constant(arguments.get(2)), node);
        Bound text = TextArguments.text(arguments.get(0), node);
        return Folding.apply(this, DataType.BOOLEAN, text, arguments.get(1), arguments.get(2));
    }

    @Override
    public boolean takesConstant(Apply apply, int position) {
        return position > 0;
    }

    /** The bytes to match, or what else may be there. */
    private static short[] compiled(String pattern, String escape, Node node) {
        byte[] bytes = pattern.getBytes(StandardCharsets.UTF_8);
        short[] symbols = new short[bytes.length];
        int count = 0;
        for (int position = 0; position < bytes.length; position++) {
            if (bytes[position] == escape.charAt(0)) {
                boolean isMeant = position + 1 < bytes.length
                        && (bytes[position + 1] == '%'
                                || bytes[position + 1] == '_'
                                || bytes[position + 1] == escape.charAt(0));
                if (!isMeant) {
                    throw new IllegalArgumentException(node.describe() + ": after the escape character " + escape
                            + " must come %, _ or itself, but see position " + (position + 1) + " of the pattern");
                }
                symbols[count++] = (short) (bytes[++position] & 0xFF);
            } else if (bytes[position] == '%') {
                symbols[count++] = ANY_TEXT;
            } else {
                symbols[count++] = bytes[position] == '_' ? ANY_CODE_POINT : (short) (bytes[position] & 0xFF);
            }
        }
        return Arrays.copyOf(symbols, count);
    }

    @Override
    TextRows rows(Apply apply) {
        short[] pattern = compiled((String) constant(apply.second()), (String) constant(apply.argument(2)), null);
        return (row, operands, out) -> out.flag(matches(address(operands[0], row), length(operands[0], row), pattern));
    }

    /** Goes back only to the last {@code %}: what an earlier one could match, the last one can match as well. */
    private static boolean matches(long text, int length, short[] pattern) {
        int position = 0;
        int wanted = 0;
        int afterStar = -1;
        int starPosition = 0;
        while (position < length) {
            int symbol = wanted < pattern.length ? pattern[wanted] : Short.MIN_VALUE;
            if (symbol == ANY_TEXT) {
                afterStar = ++wanted;
                starPosition = position;
            } else if (symbol == ANY_CODE_POINT) {
                wanted++;
                position = Utf8.skip(text, length, position, 1);
            } else if (symbol == (UnsafeApi.getByte(text + position) & 0xFF)) {
                wanted++;
                position++;
            } else if (afterStar >= 0) {
                wanted = afterStar;
                starPosition = Utf8.skip(text, length, starPosition, 1);
                position = starPosition;
            } else {
                return false;
            }
        }
        while (wanted < pattern.length && pattern[wanted] == ANY_TEXT) {
            wanted++;
        }
        return wanted == pattern.length;
    }
}
