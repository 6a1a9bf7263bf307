package dev.peristyle.internal.function;

import dev.peristyle.internal.expression.Bound;
import dev.peristyle.internal.expression.Bound.Apply;
import dev.peristyle.internal.expression.Bound.Constant;
import dev.peristyle.internal.expression.Constants;
import dev.peristyle.internal.expression.Folding;
import dev.peristyle.internal.expression.Node;
import dev.peristyle.internal.expression.ScalarFunction;
import dev.peristyle.internal.expression.TypeErrors;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.DataType.Kind;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.List;

/** A date, time or timestamp as a text by a pattern. By the JDK: each value is on the heap for a moment. */
public final class FormatTime extends TextFunction {

    public static final ScalarFunction FORMAT = new FormatTime();

    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private FormatTime() {
        super("formatTime");
    }

    @Override
    public Bound bind(List<Bound> arguments, Node node) {
        DateTimeFormatter formatter = TimePattern.of(arguments.get(1), arguments.get(2), node);
        Bound time = arguments.get(0);
        if (Constants.isUntyped(time)) {
            return new Constant(DataType.STRING, null);
        }
        DataType type = time.type();
        if (type.kind() != Kind.DATE && type.kind() != Kind.TIME && type.kind() != Kind.TIMESTAMP) {
            throw TypeErrors.mismatch(node, "needs a date, timestamp or time", "cast the operand to one", time);
        }
        try {
            formatter.formatTo(value(type, 0), new StringBuilder());
        } catch (DateTimeException missing) {
            throw new IllegalArgumentException(
                    node.describe() + ": a " + type + " has no value for a letter of the pattern: "
                            + missing.getMessage(),
                    missing);
        }
        return Folding.apply(this, DataType.STRING, time, arguments.get(1), arguments.get(2));
    }

    /** Java's years end before those of timestamps in seconds. */
    @Override
    public boolean isFallible(DataType type) {
        return true;
    }

    @Override
    public boolean takesConstant(Apply apply, int position) {
        return position > 0;
    }

    private static TemporalAccessor value(DataType type, long count) {
        if (type.kind() == Kind.DATE) {
            return LocalDate.ofEpochDay(count);
        }
        long perSecond = type.resolution().perSecond();
        long second = Math.floorDiv(count, perSecond);
        int nanos = (int) (Math.floorMod(count, perSecond) * type.resolution().nanos());
        if (type.kind() == Kind.TIME) {
            return LocalTime.ofNanoOfDay(second * NANOS_PER_SECOND + nanos);
        }
        LocalDateTime local = LocalDateTime.ofEpochSecond(second, nanos, ZoneOffset.UTC);
        return type.isUtc() ? local.atZone(ZoneOffset.UTC) : local;
    }

    @Override
    TextRows rows(Apply apply) {
        DateTimeFormatter formatter = TimePattern.of(apply.second(), apply.argument(2), null);
        DataType type = apply.first().type();
        StringBuilder text = new StringBuilder();
        return (row, operands, out) -> {
            text.setLength(0);
            try {
                formatter.formatTo(value(type, operands[0].longAt(row)), text);
            } catch (DateTimeException wrong) {
                throw out.fail(operands[0].describe(row) + ": " + wrong.getMessage()
                        + "; leave such values out with a filter or when()");
            }
            out.string(text.toString());
        };
    }
}
