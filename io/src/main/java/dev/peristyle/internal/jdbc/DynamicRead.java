package dev.peristyle.internal.jdbc;

import dev.peristyle.internal.check.ShownText;
import dev.peristyle.schema.DataType;
import dev.peristyle.spi.BooleanWriter;
import dev.peristyle.spi.BytesWriter;
import dev.peristyle.spi.ColumnWriter;
import dev.peristyle.spi.DecimalWriter;
import dev.peristyle.spi.DoubleWriter;
import dev.peristyle.spi.IntegerWriter;
import dev.peristyle.spi.TimeWriter;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;

/**
 * Adds values of SQLite, each of which has a type of its own, to a column, which has one. The driver would take a text that is no number
 * for 0; here it is an error. Dates and times are texts, as SQLite's own functions write them.
 */
final class DynamicRead {

    private DynamicRead() {}

    /**
     * Adds a value.
     *
     * @param value null, an Integer, a Long, a Double, a String or bytes
     * @return the bytes of a text or of bytes, or a little less; 0 for others
     * @throws IllegalArgumentException if the column has no such value
     */
    static int add(Object value, DataType type, ColumnWriter writer) {
        if (value == null) {
            writer.addNull();
            return 0;
        }
        boolean isWhole = value instanceof Integer || value instanceof Long;
        if (writer instanceof IntegerWriter integers && isWhole) {
            integers.add(((Number) value).longValue());
        } else if (writer instanceof BooleanWriter booleans && isWhole && ((Number) value).longValue() >>> 1 == 0) {
            booleans.add(((Number) value).longValue() == 1);
        } else if (writer instanceof DoubleWriter doubles && value instanceof Number number) {
            doubles.add(exact(number, isWhole));
        } else if (writer instanceof DecimalWriter decimals) {
            decimals.add(decimal(value, isWhole));
        } else if (writer instanceof TimeWriter times && value instanceof String text) {
            addTime(text, type, times);
        } else if (type.equals(DataType.STRING) && value instanceof String text) {
            return text(text, (BytesWriter) writer);
        } else if (type instanceof DataType.Binary && value instanceof byte[] bytes) {
            return bytes(bytes, (BytesWriter) writer);
        } else {
            throw unfit(value, type);
        }
        return 0;
    }

    private static int text(String text, BytesWriter writer) {
        writer.add(text);
        return text.length();
    }

    private static int bytes(byte[] bytes, BytesWriter writer) {
        writer.add(bytes, 0, bytes.length);
        return bytes.length;
    }

    private static double exact(Number number, boolean isWhole) {
        double value = number.doubleValue();
        if (isWhole && (long) value != number.longValue()) {
            throw new IllegalArgumentException(number + " is an integer that no double is equal to");
        }
        return value;
    }

    private static BigDecimal decimal(Object value, boolean isWhole) {
        if (isWhole) {
            return BigDecimal.valueOf(((Number) value).longValue());
        }
        try {
            if (value instanceof Double number) {
                return BigDecimal.valueOf(number);
            }
            if (value instanceof String text) {
                return new BigDecimal(text);
            }
        } catch (NumberFormatException noNumber) {
            throw new IllegalArgumentException("'" + ShownText.of(value.toString()) + "' is no number", noNumber);
        }
        throw unfit(value, DataType.decimal(1, 0));
    }

    private static void addTime(String text, DataType type, TimeWriter writer) {
        String iso = text.replace(' ', 'T');
        try {
            if (type instanceof DataType.Date) {
                writer.add(LocalDate.parse(text));
            } else if (type instanceof DataType.Time) {
                writer.add(LocalTime.parse(text));
            } else if (!type.isUtc()) {
                writer.add(LocalDateTime.parse(iso));
            } else {
                boolean hasZone = iso.endsWith("Z") || iso.lastIndexOf('+') > 10 || iso.lastIndexOf('-') > 10;
                writer.add((hasZone
                                ? OffsetDateTime.parse(iso)
                                : LocalDateTime.parse(iso).atOffset(ZoneOffset.UTC))
                        .toInstant());
            }
        } catch (DateTimeParseException none) {
            throw new IllegalArgumentException(
                    "'" + ShownText.of(text) + "' is no " + type + " in the form of ISO 8601", none);
        }
    }

    private static IllegalArgumentException unfit(Object value, DataType type) {
        String what = value instanceof byte[] bytes ? "a blob of " + bytes.length + " bytes" : null;
        if (what == null) {
            what = value instanceof String text ? "the text '" + ShownText.of(text) + "'" : "the number " + value;
        }
        return new IllegalArgumentException(what + " is in this row, which is no " + type.kind());
    }
}
