package dev.peristyle.internal.function;

import dev.peristyle.internal.expression.Bound;
import dev.peristyle.internal.expression.Bound.Apply;
import dev.peristyle.internal.expression.Folding;
import dev.peristyle.internal.expression.Node;
import dev.peristyle.internal.expression.ScalarFunction;
import dev.peristyle.internal.expression.Vector;
import dev.peristyle.internal.expression.kernel.Utf8;
import dev.peristyle.internal.regex.RegexMatcher;
import dev.peristyle.internal.regex.RegexProgram;
import dev.peristyle.schema.DataType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.agrona.UnsafeApi;

/** A text with another one in place of each match of a regular expression, of which {@code $1} is the first group. */
public final class ReplaceMatches extends TextFunction {

    public static final ScalarFunction REPLACE_MATCHES = new ReplaceMatches();

    private ReplaceMatches() {
        super("replaceMatches");
    }

    @Override
    public Bound bind(List<Bound> arguments, Node node) {
        RegexProgram program = Regex.program(arguments.get(1), node);
        try {
            Replacement.of((String) constant(arguments.get(2)), program.groups());
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(node.describe() + ": " + wrong.getMessage(), wrong);
        }
        Bound text = TextArguments.text(arguments.get(0), node);
        return Folding.apply(this, DataType.STRING, text, arguments.get(1), arguments.get(2));
    }

    /** The result may be too long for a text. */
    @Override
    public boolean isFallible(DataType type) {
        return true;
    }

    @Override
    public boolean takesConstant(Apply apply, int position) {
        return position > 0;
    }

    @Override
    TextRows rows(Apply apply) {
        RegexProgram program = RegexProgram.of((String) constant(apply.second()));
        Replacement replacement = Replacement.of((String) constant(apply.argument(2)), program.groups());
        return new Replacing(new RegexMatcher(program, replacement.lastGroup()), replacement);
    }

    /** What a replacement is made of by turns: bytes, and after them the number of a group or -1 at the end. */
    private record Replacement(List<byte[]> texts, List<Integer> groups) {

        static Replacement of(String replacement, int groupCount) {
            List<byte[]> texts = new ArrayList<>();
            List<Integer> groups = new ArrayList<>();
            StringBuilder text = new StringBuilder();
            for (int position = 0; position < replacement.length(); position++) {
                char symbol = replacement.charAt(position);
                boolean isLast = position + 1 == replacement.length();
                if (symbol == '$' && !isLast && Character.digit(replacement.charAt(position + 1), 10) >= 0) {
                    int group = Character.digit(replacement.charAt(++position), 10);
                    if (group > groupCount) {
                        throw new IllegalArgumentException("there is no group " + group + " for $" + group
                                + "; the expression has " + groupCount + ", and $0 is the whole match");
                    }
                    texts.add(text.toString().getBytes(StandardCharsets.UTF_8));
                    groups.add(group);
                    text.setLength(0);
                } else if (symbol == '\\' && !isLast) {
                    text.append(replacement.charAt(++position));
                } else if (symbol == '\\' || symbol == '$') {
                    throw new IllegalArgumentException(
                            "in a replacement $1 is a group; write \\$ and \\\\ for the signs themselves");
                } else {
                    text.append(symbol);
                }
            }
            texts.add(text.toString().getBytes(StandardCharsets.UTF_8));
            groups.add(-1);
            return new Replacement(texts, groups);
        }

        int lastGroup() {
            return Math.max(0, groups.stream().mapToInt(Integer::intValue).max().orElse(0));
        }
    }

    private static final class Replacing implements TextRows {

        private final RegexMatcher matcher;
        private final byte[][] texts;
        private final int[] groups;

        Replacing(RegexMatcher matcher, Replacement replacement) {
            this.matcher = matcher;
            this.texts = replacement.texts().toArray(byte[][]::new);
            this.groups =
                    replacement.groups().stream().mapToInt(Integer::intValue).toArray();
        }

        /** Twice over the text: how long the result is, and then the result. */
        @Override
        public void row(int row, Vector[] operands, TextOutput out) {
            long text = address(operands[0], row);
            int length = length(operands[0], row);
            matcher.reset(text, length);
            if (!matcher.find(0)) {
                out.slice(text, length);
                return;
            }
            long bytes = run(text, length, 0);
            run(text, length, out.reserve(bytes));
            out.written(bytes);
        }

        /** The bytes of the result, which is written where the target is not 0. */
        private long run(long text, int length, long target) {
            long written = 0;
            int copied = 0;
            int from = 0;
            while (from <= length && matcher.find(from)) {
                written += put(text + copied, matcher.start(0) - copied, target, written);
                for (int part = 0; part < texts.length; part++) {
                    written += put(texts[part], target, written);
                    if (groups[part] >= 0 && matcher.end(groups[part]) >= 0) {
                        int start = matcher.start(groups[part]);
                        written += put(text + start, matcher.end(groups[part]) - start, target, written);
                    }
                }
                copied = matcher.end(0);
                // after an empty match on behind the next code point, as java.util.regex does
                boolean isEmpty = matcher.end(0) == matcher.start(0);
                from = !isEmpty ? copied : copied == length ? length + 1 : Utf8.skip(text, length, copied, 1);
            }
            return written + put(text + copied, length - copied, target, written);
        }

        private static int put(long source, int bytes, long target, long offset) {
            if (target != 0) {
                UnsafeApi.copyMemory(source, target + offset, bytes);
            }
            return bytes;
        }

        private static int put(byte[] source, long target, long offset) {
            for (int index = 0; target != 0 && index < source.length; index++) {
                UnsafeApi.putByte(target + offset + index, source[index]);
            }
            return source.length;
        }
    }
}
