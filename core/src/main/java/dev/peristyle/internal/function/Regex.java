package dev.peristyle.internal.function;

import dev.peristyle.internal.expression.Bound;
import dev.peristyle.internal.expression.Bound.Apply;
import dev.peristyle.internal.expression.Folding;
import dev.peristyle.internal.expression.Node;
import dev.peristyle.internal.expression.ScalarFunction;
import dev.peristyle.internal.expression.Vector;
import dev.peristyle.internal.regex.RegexMatcher;
import dev.peristyle.internal.regex.RegexProgram;
import dev.peristyle.schema.DataType;
import java.util.List;

/** Regular expressions, in time that is linear in the text whatever the expression. */
public final class Regex extends TextFunction {

    public static final ScalarFunction MATCHES = new Regex("matches", DataType.BOOLEAN);
    public static final ScalarFunction CONTAINS_MATCH = new Regex("containsMatch", DataType.BOOLEAN);
    public static final ScalarFunction EXTRACT = new Regex("extract", DataType.STRING);

    private final DataType result;

    private Regex(String symbol, DataType result) {
        super(symbol);
        this.result = result;
    }

    /** The program of an argument, which is refused with the call that it is in. */
    static RegexProgram program(Bound pattern, Node node) {
        try {
            return RegexProgram.of((String) constant(pattern));
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(
                    node.describe() + ": not a regular expression: " + wrong.getMessage(), wrong);
        }
    }

    @Override
    public Bound bind(List<Bound> arguments, Node node) {
        RegexProgram program = program(arguments.get(1), node);
        if (this == EXTRACT) {
            int group = (Integer) constant(arguments.get(2));
            if (group < 0 || group > program.groups()) {
                throw new IllegalArgumentException(node.describe() + ": there is no group " + group
                        + "; the expression has " + program.groups() + ", and 0 is the whole match");
            }
        }
        Bound[] typed = arguments.toArray(Bound[]::new);
        typed[0] = TextArguments.text(typed[0], node);
        return Folding.apply(this, result, typed);
    }

    @Override
    public boolean takesConstant(Apply apply, int position) {
        return position > 0;
    }

    @Override
    TextRows rows(Apply apply) {
        RegexProgram program = RegexProgram.of((String) constant(apply.second()));
        if (this == EXTRACT) {
            int group = (Integer) constant(apply.argument(2));
            RegexMatcher matcher = new RegexMatcher(program, group);
            return (row, operands, out) -> extract(matcher, group, row, operands, out);
        }
        RegexMatcher matcher = new RegexMatcher(program, -1);
        boolean whole = this == MATCHES;
        return (row, operands, out) -> {
            matcher.reset(address(operands[0], row), length(operands[0], row));
            out.flag(whole ? matcher.matches() : matcher.find(0));
        };
    }

    private static void extract(RegexMatcher matcher, int group, int row, Vector[] operands, TextOutput out) {
        long text = address(operands[0], row);
        matcher.reset(text, length(operands[0], row));
        if (matcher.find(0) && matcher.end(group) >= 0) {
            out.slice(text + matcher.start(group), matcher.end(group) - matcher.start(group));
        } else {
            out.none();
        }
    }
}
