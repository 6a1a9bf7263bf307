package dev.peristyle.internal.expression;

import dev.peristyle.column.Column;
import dev.peristyle.column.ViewColumn;
import dev.peristyle.internal.check.ShownText;
import dev.peristyle.internal.expression.Bound.Constant;
import dev.peristyle.internal.ground.Bits;
import dev.peristyle.internal.ground.DoubleAccess;
import dev.peristyle.internal.ground.WideInteger;
import dev.peristyle.internal.ground.WordAccess;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Layout;
import dev.peristyle.schema.Resolution;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import org.agrona.UnsafeApi;

/** Reads values as objects, where speed does not matter: for messages and for constants. */
public final class ValueText {

    private static final int MAX_CHARACTERS = 100;

    private ValueText() {}

    /** A value as it is shown in messages. */
    static String of(Column column, int row) {
        return of(new Constant(column.type(), raw(column, row)));
    }

    /** A value as it is shown in messages. */
    public static String of(Constant constant) {
        if (isBeyondInstants(constant)) {
            return constant.value() + " " + constant.type().resolution().symbol();
        }
        Object value = written(constant);
        if (value instanceof String text) {
            return "'" + ShownText.of(text.length() <= MAX_CHARACTERS ? text : text.substring(0, MAX_CHARACTERS) + "…")
                    + "'";
        }
        if (value instanceof BigDecimal decimal) {
            return decimal.toPlainString();
        }
        return value instanceof ByteBuffer ? NodeText.literal(value) : String.valueOf(value);
    }

    /** Seconds reach further than the instants of Java. */
    private static boolean isBeyondInstants(Constant constant) {
        DataType type = constant.type();
        return constant.value() instanceof Long units
                && (type instanceof DataType.Timestamp || type instanceof DataType.Duration)
                && type.resolution() == Resolution.SECONDS
                && (units < Instant.MIN.getEpochSecond() || units > Instant.MAX.getEpochSecond());
    }

    /** A value as a user writes it. */
    static Object written(Constant constant) {
        Object value = constant.value();
        DataType type = constant.type();
        if (type == null || value == null) {
            return value;
        }
        return switch (type.family()) {
            case DECIMAL ->
                value instanceof BigInteger wide
                        ? new BigDecimal(wide, type.scale())
                        : BigDecimal.valueOf((Long) value, type.scale());
            case DATE -> LocalDate.ofEpochDay((Integer) value);
            case TIME -> LocalTime.ofNanoOfDay((Long) value * type.resolution().nanos());
            case TIMESTAMP -> {
                Instant instant = instant((Long) value, type);
                yield type.isUtc()
                        ? (Object) instant
                        : instant.atOffset(ZoneOffset.UTC).toLocalDateTime();
            }
            case DURATION -> Duration.between(Instant.EPOCH, instant((Long) value, type));
            default -> value;
        };
    }

    private static Instant instant(long value, DataType type) {
        long perSecond = type.resolution().perSecond();
        return Instant.ofEpochSecond(
                Math.floorDiv(value, perSecond),
                Math.floorMod(value, perSecond) * type.resolution().nanos());
    }

    /** A value as {@link Constant} holds it. */
    static Object raw(Column column, int row) {
        if (column.isNull(row)) {
            return null;
        }
        DataType type = column.type();
        long values = column.valuesAddress();
        long address = values + (long) row * type.layout().bytes();
        return switch (type.lane()) {
            case BIT -> Bits.isSet(values, row);
            case F64 -> {
                double value = DoubleAccess.of(type.layout()).loadRow(values, row);
                yield type.layout() == Layout.FLOAT64 ? (Object) value : (Object) (float) value;
            }
            case I64, I128 ->
                Constants.scaled(type, WideInteger.at(WordAccess.of(type.layout()), address))
                        .value();
            case BYTES -> {
                byte[] bytes = new byte[UnsafeApi.getInt(((ViewColumn) column).lengthsAddress() + 4L * row)];
                long text = UnsafeApi.getLong(address);
                for (int position = 0; position < bytes.length; position++) {
                    bytes[position] = UnsafeApi.getByte(text + position);
                }
                yield type instanceof DataType.Utf8
                        ? new String(bytes, StandardCharsets.UTF_8)
                        : (Object) ByteBuffer.wrap(bytes).asReadOnlyBuffer();
            }
        };
    }
}
