package dev.peristyle.internal.jdbc;

import dev.peristyle.internal.check.ShownText;
import dev.peristyle.internal.ground.DoubleAccess;
import dev.peristyle.schema.DataType;
import dev.peristyle.spi.BooleanWriter;
import dev.peristyle.spi.ColumnWriter;
import dev.peristyle.spi.DecimalWriter;
import dev.peristyle.spi.DoubleWriter;
import dev.peristyle.spi.IntegerWriter;
import dev.peristyle.spi.TimeWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/**
 * Adds values of one type to a column of another one, or refuses what would not be the same there: drivers round and cut off. Only a number
 * with a fraction may become the double or the float that is nearest to it.
 */
final class ExactCast {

    private ExactCast() {}

    /**
     * Adds a value.
     *
     * @param value not null
     * @param type of the column; neither of texts nor of bytes
     * @throws IllegalArgumentException if the column has no such value
     */
    static void add(Object value, DataType type, ColumnWriter writer) {
        switch (type.family()) {
            case BOOLEAN -> ((BooleanWriter) writer).add(truth(value));
            case INTEGER -> ((IntegerWriter) writer).add(integer(value));
            case FLOATING -> ((DoubleWriter) writer).add(floating(value, type));
            case DECIMAL -> ((DecimalWriter) writer).add(number(value, type));
            case DATE -> ((TimeWriter) writer).add(date(value, type));
            case TIME -> ((TimeWriter) writer).add(time(value, type));
            case TIMESTAMP -> addTimestamp(value, type, (TimeWriter) writer);
            default -> throw unfit(value, type);
        }
    }

    private static boolean truth(Object value) {
        if (value instanceof Boolean known) {
            return known;
        }
        String text = value instanceof Number ? number(value, DataType.BOOLEAN).toString() : value.toString();
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "t", "1", "1.0" -> true;
            case "false", "f", "0", "0.0" -> false;
            default -> throw unfit(value, DataType.BOOLEAN);
        };
    }

    /** A number that has nothing after the point. */
    static BigInteger integer(Object value) {
        BigDecimal number = value instanceof Double || value instanceof Float
                ? digits(((Number) value).doubleValue())
                : number(value, DataType.LONG);
        try {
            // what has no digit before so many zeros need not be written out
            if (number.precision() - (long) number.scale() <= DataType.MAX_DECIMAL_PRECISION) {
                return number.toBigIntegerExact();
            }
        } catch (ArithmeticException fraction) {
            throw new IllegalArgumentException(value + " is no integer, and would be cut off", fraction);
        }
        throw unfit(value, DataType.LONG);
    }

    /** All digits of a double, which its shortest text does not have. */
    private static BigDecimal digits(double value) {
        if (!Double.isFinite(value)) {
            throw unfit(value, DataType.LONG);
        }
        return new BigDecimal(value);
    }

    private static double floating(Object value, DataType type) {
        if (value instanceof Double || value instanceof Float) {
            double number = ((Number) value).doubleValue();
            if (nearest(number, type) != number && !Double.isNaN(number)) {
                throw new IllegalArgumentException(value + " would be rounded, since no " + type + " is equal to it");
            }
            return number;
        }
        if (value instanceof String text && text.strip().equals("NaN")) {
            return Double.NaN;
        }
        BigDecimal number = number(value, type);
        double nearest = type.equals(DataType.FLOAT) ? number.floatValue() : nearest(number.doubleValue(), type);
        boolean isWhole = number.stripTrailingZeros().scale() <= 0;
        if (Double.isInfinite(nearest) || isWhole && new BigDecimal(nearest).compareTo(number) != 0) {
            throw new IllegalArgumentException(value + " would be rounded, since no " + type + " is equal to it");
        }
        return nearest;
    }

    /** The nearest number that a column of so many bits has. */
    private static double nearest(double value, DataType type) {
        DoubleAccess access = DoubleAccess.of(type.layout());
        return access.ofWord(access.toWord(value));
    }

    private static BigDecimal number(Object value, DataType type) {
        if (value instanceof BigDecimal number) {
            return number;
        }
        if (value instanceof Integer || value instanceof Long) {
            return BigDecimal.valueOf(((Number) value).longValue());
        }
        if (value instanceof Boolean known) {
            return known ? BigDecimal.ONE : BigDecimal.ZERO;
        }
        try {
            if (value instanceof Double || value instanceof Float) {
                // the shortest digits that are this double or float
                return new BigDecimal(value.toString());
            }
            if (value instanceof String text) {
                return new BigDecimal(text.strip());
            }
        } catch (NumberFormatException none) {
            throw new IllegalArgumentException("'" + ShownText.of(value.toString()) + "' is no number", none);
        }
        throw unfit(value, type);
    }

    private static LocalDate date(Object value, DataType type) {
        if (value instanceof LocalDate date) {
            return date;
        }
        if (value instanceof String text) {
            return parsed(text, type, LocalDate::parse);
        }
        LocalDateTime time = local(value, type);
        if (!time.toLocalTime().equals(LocalTime.MIDNIGHT)) {
            throw new IllegalArgumentException(value + " has a time of day, which would be cut off");
        }
        return time.toLocalDate();
    }

    private static LocalTime time(Object value, DataType type) {
        if (value instanceof LocalTime time) {
            return time;
        }
        if (value instanceof String text) {
            return parsed(text, type, LocalTime::parse);
        }
        throw unfit(value, type);
    }

    private static void addTimestamp(Object value, DataType type, TimeWriter writer) {
        if (value instanceof String text) {
            addTimestamp(text, type, writer);
        } else if (type.isUtc()) {
            writer.add(local(value, type).toInstant(ZoneOffset.UTC));
        } else {
            writer.add(local(value, type));
        }
    }

    /** A text in the form of ISO 8601, as databases write it with a space. */
    private static void addTimestamp(String text, DataType type, TimeWriter writer) {
        String iso = text.replace(' ', 'T');
        boolean hasZone = iso.endsWith("Z") || iso.lastIndexOf('+') > 10 || iso.lastIndexOf('-') > 10;
        if (type.isUtc() && hasZone) {
            OffsetDateTime moment = parsed(iso, type, OffsetDateTime::parse);
            writer.add(moment.toInstant());
            return;
        }
        LocalDateTime time = parsed(iso, type, LocalDateTime::parse);
        if (type.isUtc()) {
            writer.add(time.toInstant(ZoneOffset.UTC));
        } else {
            writer.add(time);
        }
    }

    /** What has no zone is taken as UTC, and what has one is shown in UTC: so neither depends on where the process runs. */
    private static LocalDateTime local(Object value, DataType type) {
        if (value instanceof LocalDateTime time) {
            return time;
        }
        if (value instanceof LocalDate date) {
            return date.atStartOfDay();
        }
        if (value instanceof OffsetDateTime time) {
            return time.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime();
        }
        throw unfit(value, type);
    }

    /** How a text is read. */
    @FunctionalInterface
    private interface Parser<T> {
        T parse(CharSequence text);
    }

    private static <T> T parsed(String text, DataType type, Parser<T> parser) {
        try {
            return parser.parse(text);
        } catch (DateTimeParseException none) {
            throw new IllegalArgumentException(
                    "'" + ShownText.of(text) + "' is no " + type + " in the form of ISO 8601", none);
        }
    }

    static IllegalArgumentException unfit(Object value, DataType type) {
        String what = value instanceof byte[] bytes ? "a blob of " + bytes.length + " bytes" : null;
        if (what == null) {
            what = value instanceof String text
                    ? "the text '" + ShownText.of(text) + "'"
                    : (value instanceof Number ? "the number " : "") + value;
        }
        return new IllegalArgumentException(what + " is in this row, which is no " + type.kind());
    }
}
