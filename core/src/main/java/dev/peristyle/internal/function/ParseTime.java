package dev.peristyle.internal.function;

import dev.peristyle.internal.expression.Bound;
import dev.peristyle.internal.expression.Bound.Apply;
import dev.peristyle.internal.expression.Folding;
import dev.peristyle.internal.expression.Node;
import dev.peristyle.internal.expression.ScalarFunction;
import dev.peristyle.internal.expression.TextArena;
import dev.peristyle.schema.DataType;
import java.time.DateTimeException;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** The ISO text of a date or time that is written by a pattern: to be cast to the type that is wanted. By the JDK, on the heap. */
public final class ParseTime extends TextFunction {

    public static final ScalarFunction ISO = new ParseTime("isoTime", false);
    public static final ScalarFunction TRY_ISO = new ParseTime("tryIsoTime", true);

    private final boolean orNull;

    private ParseTime(String symbol, boolean orNull) {
        super(symbol);
        this.orNull = orNull;
    }

    @Override
    public Bound bind(List<Bound> arguments, Node node) {
        TimePattern.of(arguments.get(1), arguments.get(2), node);
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
        DateTimeFormatter formatter = TimePattern.of(apply.second(), apply.argument(2), null);
        return (row, operands, out) -> {
            String text = TextArena.string(address(operands[0], row), length(operands[0], row));
            String iso = null;
            String reason = "the pattern has neither a whole date nor a time of day";
            try {
                iso = TimePattern.iso(formatter.parse(text));
            } catch (DateTimeException wrong) {
                reason = wrong.getMessage();
            }
            if (iso != null) {
                out.string(iso);
            } else if (orNull) {
                out.none();
            } else {
                throw out.fail(reason + "; tryParse gives null instead");
            }
        };
    }
}
