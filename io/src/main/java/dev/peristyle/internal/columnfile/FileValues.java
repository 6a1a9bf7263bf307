package dev.peristyle.internal.columnfile;

import dev.peristyle.column.Column;
import dev.peristyle.column.ViewColumn;
import dev.peristyle.internal.ground.Bits;
import dev.peristyle.internal.ground.DoubleAccess;
import dev.peristyle.internal.ground.WordAccess;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Layout;
import dev.peristyle.schema.Resolution;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.agrona.UnsafeApi;

/** Single values, of zone maps and of columns, as the constants of conditions are. */
final class FileValues {
    /** Longer texts are not looked at. */
    private static final int MAX_TEXT_BYTES = 1 << 12;

    /** What a value is to the others. */
    enum Limit {
        MIN,
        /** One that occurs. */
        EXACT_MIN,
        MAX,
        CUT_MAX
    }

    private FileValues() {}

    /** The next value of a zone map, or null if conditions have none of the type or it cannot be told. */
    static Object read(ByteBuffer in, DataType type, Limit limit) {
        return switch (type.family()) {
            case BOOLEAN -> in.get() != 0;
            case STRING, BINARY -> text(in, limit);
            default -> ofNumber(in.getLong(), type.layout() == Layout.INT128 ? in.getLong() : 0, type);
        };
    }

    /** The value of the first row of a column, which has one; null if conditions have none of the type or it is a long text. */
    static Object first(Column column) {
        if (Bits.isNull(column.validityAddress(), 0)) {
            return null;
        }
        long values = column.valuesAddress();
        DataType type = column.type();
        return switch (type.family()) {
            case BOOLEAN -> Bits.isSet(values, 0);
            case BINARY -> null;
            case STRING -> text(UnsafeApi.getLong(values), UnsafeApi.getInt(((ViewColumn) column).lengthsAddress()));
            default ->
                type.layout() == Layout.INT128
                        ? ofNumber(UnsafeApi.getLong(values), UnsafeApi.getLong(values + Long.BYTES), type)
                        : ofNumber(WordAccess.of(type.layout()).load(values), 0, type);
        };
    }

    /** A value from its word, or from both words of a decimal that has two; null if the type does not have it. */
    private static Object ofNumber(long word, long high, DataType type) {
        return switch (type.family()) {
            case INTEGER -> integer(word, (DataType.Int) type);
            case FLOATING -> DoubleAccess.of(type.layout()).ofWord(word);
            case DECIMAL -> decimal(word, high, type);
            case DATE -> word == (int) word ? LocalDate.ofEpochDay(word) : null;
            case TIMESTAMP -> timestamp(word, type);
            default -> null;
        };
    }

    private static Object integer(long word, DataType.Int type) {
        if (type.bits() < Long.SIZE) {
            int unused = Long.SIZE - type.bits();
            long fitting = type.signed() ? word << unused >> unused : word << unused >>> unused;
            return word == fitting ? (Object) word : null;
        }
        return word < 0 && !type.signed() ? new BigDecimal(wide(word, 0)) : (Object) word;
    }

    private static Object decimal(long word, long high, DataType type) {
        BigDecimal value = type.layout() == Layout.INT128
                ? new BigDecimal(wide(word, high), type.scale())
                : BigDecimal.valueOf(word, type.scale());
        return value.precision() <= type.precision() ? value : null;
    }

    private static BigInteger wide(long low, long high) {
        return new BigInteger(
                ByteBuffer.allocate(2 * Long.BYTES).putLong(high).putLong(low).array());
    }

    private static Object timestamp(long units, DataType type) {
        Resolution resolution = type.resolution();
        try {
            Instant instant = Instant.ofEpochSecond(
                    Math.floorDiv(units, resolution.perSecond()),
                    Math.floorMod(units, resolution.perSecond()) * resolution.nanos());
            return type.isUtc() ? instant : LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
        } catch (DateTimeException beyond) {
            return null;
        }
    }

    private static Object text(long address, int length) {
        if (length > MAX_TEXT_BYTES) {
            return null;
        }
        byte[] text = new byte[length];
        UnsafeApi.copyMemory(null, address, text, UnsafeApi.arrayBaseOffset(byte[].class), length);
        return decoded(text, length);
    }

    /** A shorter text is a lower limit as it is, and an upper one with its last character raised. */
    private static String text(ByteBuffer in, Limit limit) {
        byte[] text = new byte[in.get() & 0xFF];
        in.get(text);
        boolean mayBeCut = limit != Limit.MAX && text.length == Zone.TEXT_BYTES;
        if (mayBeCut && limit == Limit.EXACT_MIN) {
            return null;
        }
        String whole = decoded(text, mayBeCut ? wholeCharacters(text) : text.length);
        return limit == Limit.CUT_MAX && whole != null ? raised(whole) : whole;
    }

    private static String decoded(byte[] text, int length) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(text, 0, length))
                    .toString();
        } catch (CharacterCodingException malformed) {
            return null;
        }
    }

    /** Up to where there are whole characters. */
    private static int wholeCharacters(byte[] text) {
        int lead = text.length - 1;
        while (lead > 0 && lead > text.length - 4 && (text[lead] & 0xC0) == 0x80) {
            lead--;
        }
        int first = text[lead] & 0xFF;
        int bytes = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
        return lead + bytes == text.length ? text.length : lead;
    }

    private static String raised(String text) {
        int end = text.length();
        while (end > 0) {
            int last = text.codePointBefore(end);
            end -= Character.charCount(last);
            if (last < Character.MAX_CODE_POINT) {
                int next = last + 1 == Character.MIN_SURROGATE ? Character.MAX_SURROGATE + 1 : last + 1;
                return text.substring(0, end) + Character.toString(next);
            }
        }
        return null;
    }
}
