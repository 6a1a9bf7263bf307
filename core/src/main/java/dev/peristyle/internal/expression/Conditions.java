package dev.peristyle.internal.expression;

import dev.peristyle.internal.expression.Bound.Apply;
import dev.peristyle.internal.expression.Bound.Constant;
import dev.peristyle.internal.expression.Bound.Input;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.DataType.Kind;
import dev.peristyle.schema.Resolution;
import dev.peristyle.spi.Condition;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Typed conditions as sources see them. */
public final class Conditions {

    /** What is nested deeper than anybody writes is not worth a look. */
    private static final int MAX_DEPTH = 100;

    private final int depth;

    private Conditions(int depth) {
        this.depth = depth;
    }

    static Condition of(Bound bound) {
        return new Conditions(0).inspect(bound);
    }

    private Condition inspect(Bound bound) {
        if (bound instanceof Apply apply && depth < MAX_DEPTH) {
            Condition known = apply.function().condition(apply, this);
            if (known != null) {
                return known;
            }
        }
        List<String> names = List.copyOf(bound.columns());
        String text = bound instanceof Apply apply ? apply.function().symbol() + names : "a value";
        return new Condition.Opaque(text, names);
    }

    /** A part of the condition at hand. */
    public Condition part(Bound bound) {
        return new Conditions(depth + 1).inspect(bound);
    }

    /** A chain of one function is one list, however long it is. */
    public List<Condition> parts(Apply apply) {
        List<Condition> parts = new ArrayList<>();
        Deque<Bound> open = new ArrayDeque<>(List.of(apply));
        while (!open.isEmpty()) {
            Bound next = open.pop();
            if (next instanceof Apply nested && nested.function() == apply.function()) {
                for (int position = nested.arguments().size() - 1; position >= 0; position--) {
                    open.push(nested.arguments().get(position));
                }
            } else {
                parts.add(part(next));
            }
        }
        return parts;
    }

    /** A column compared with a constant, or null. */
    public static Condition comparison(Apply apply, Condition.Operator operator) {
        Input column = column(apply.first());
        Object value = value(apply.second());
        return column == null || value == null ? null : new Condition.Comparison(column.name(), operator, value);
    }

    /** A column that is one of some constants, or null. */
    public static Condition in(Apply apply) {
        Input column = column(apply.first());
        List<Object> values = new ArrayList<>();
        for (Bound argument : apply.arguments().subList(1, apply.arguments().size())) {
            Object value = value(argument);
            if (value == null) {
                return null;
            }
            values.add(value);
        }
        return column == null ? null : new Condition.In(column.name(), values);
    }

    /** A column as it is, or widened without a loss. */
    private static Input column(Bound bound) {
        if (bound instanceof Input input) {
            return input;
        }
        return bound instanceof Apply apply
                        && apply.function() == CastFunction.CAST
                        && apply.first() instanceof Input input
                        && isExact(input.type().kind(), apply.type().kind())
                ? input
                : null;
    }

    private static boolean isExact(Kind from, Kind to) {
        return switch (from) {
            case BYTE, SHORT, UNSIGNED_BYTE, UNSIGNED_SHORT -> to == Kind.INT || to == Kind.LONG || to == Kind.DOUBLE;
            case INT, UNSIGNED_INT -> to == Kind.LONG || to == Kind.DOUBLE;
            case FLOAT -> to == Kind.DOUBLE;
            default -> false;
        };
    }

    /** A constant as users write it; null for what is none and for null. */
    private static Object value(Bound bound) {
        if (!(bound instanceof Constant constant) || constant.isNull()) {
            return null;
        }
        DataType type = constant.type();
        return switch (type.kind()) {
            case BOOLEAN, INT, LONG, FLOAT, DOUBLE, STRING -> constant.value();
            case DECIMAL ->
                constant.value() instanceof Long unscaled ? BigDecimal.valueOf(unscaled, type.scale()) : null;
            case DATE -> LocalDate.ofEpochDay((Integer) constant.value());
            case TIMESTAMP -> timestamp((Long) constant.value(), (DataType.Timestamp) type);
            default -> null;
        };
    }

    private static Object timestamp(long micros, DataType.Timestamp type) {
        if (type.resolution() != Resolution.MICROS) {
            return null;
        }
        Instant instant = Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
        return type.isUtc() ? instant : LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
