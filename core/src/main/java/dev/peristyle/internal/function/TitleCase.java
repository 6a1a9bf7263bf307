package dev.peristyle.internal.function;

import dev.peristyle.internal.expression.Bound;
import dev.peristyle.internal.expression.Bound.Apply;
import dev.peristyle.internal.expression.Node;
import dev.peristyle.internal.expression.ScalarFunction;
import dev.peristyle.internal.expression.TextArena;
import dev.peristyle.internal.expression.kernel.Utf8;
import dev.peristyle.schema.DataType;
import java.util.List;
import java.util.Locale;
import org.agrona.UnsafeApi;

/**
 * A text whose words begin with a large letter and go on with small ones; what is neither letter nor digit ends a word. Texts beyond
 * ASCII take the way through Java's strings and allocate.
 */
public final class TitleCase extends TextFunction {

    public static final ScalarFunction TITLE_CASE = new TitleCase();

    private TitleCase() {
        super("titleCase");
    }

    @Override
    public Bound bind(List<Bound> arguments, Node node) {
        return TextArguments.bind(this, DataType.STRING, arguments, node);
    }

    @Override
    TextRows rows(Apply apply) {
        return (row, operands, out) -> {
            long text = address(operands[0], row);
            int length = length(operands[0], row);
            if (!Utf8.isAscii(text, length)) {
                out.string(titled(TextArena.string(text, length)));
                return;
            }
            long target = out.reserve(length);
            boolean inWord = false;
            for (int position = 0; position < length; position++) {
                int symbol = UnsafeApi.getByte(text + position);
                UnsafeApi.putByte(target + position, (byte)
                        (inWord ? Character.toLowerCase(symbol) : Character.toUpperCase(symbol)));
                inWord = Character.isLetterOrDigit(symbol);
            }
            out.written(length);
        };
    }

    private static String titled(String text) {
        StringBuilder result = new StringBuilder(text.length());
        int from = 0;
        while (from < text.length()) {
            int first = text.codePointAt(from);
            int end = from + Character.charCount(first);
            if (Character.isLetterOrDigit(first)) {
                int start = end;
                while (end < text.length() && Character.isLetterOrDigit(text.codePointAt(end))) {
                    end += Character.charCount(text.codePointAt(end));
                }
                result.appendCodePoint(Character.toTitleCase(first))
                        .append(text.substring(start, end).toLowerCase(Locale.ROOT));
            } else {
                result.appendCodePoint(first);
            }
            from = end;
        }
        return result.toString();
    }
}
