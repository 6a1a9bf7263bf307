package dev.peristyle.internal.columnfile;

import dev.peristyle.internal.ground.DoubleAccess;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Layout;
import dev.peristyle.schema.Resolution;
import dev.peristyle.spi.ColumnStatistics;
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
import java.util.List;

/**
 * What a footer says of the columns of each batch, so that batches can be left out that no filter lets through.
 *
 * <pre>
 *   version       1 byte: 1
 *   each batch    rows, 4 bytes
 *     each column nulls, 4 bytes
 *                 0, or 1 and the least and the greatest value, or 2 and the same, of which the greatest is cut off
 *
 *   value         a boolean 1 byte, a number or a time 8 bytes, a decimal of more than 18 digits 16 bytes with the low ones first,
 *                 a text its length in 1 byte and its first bytes; all with the most significant byte first
 * </pre>
 *
 * <p>The values are those of columns: a decimal without its point, a double as its bits, a date as its day. Thread-safe.
 */
final class ZoneMaps {
    static final int VERSION = 1;
    static final int NO_RANGE = 0;
    static final int RANGE = 1;
    static final int CUT_RANGE = 2;

    /** What a value is to the others. */
    private enum Limit {
        MIN,
        MAX,
        CUT_MAX
    }

    private final byte[] bytes;
    private final List<ColumnPlan> columns;

    /** Where each batch begins. */
    private final int[] starts;

    private ZoneMaps(byte[] bytes, List<ColumnPlan> columns, int[] starts) {
        this.bytes = bytes;
        this.columns = columns;
        this.starts = starts;
    }

    /**
     * Reads what stands in a footer.
     *
     * @return null if it is of another version
     * @throws RuntimeException if it is not what it should be
     */
    static ZoneMaps read(byte[] bytes, List<ColumnPlan> columns, int batches) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (in.get() != VERSION) {
            return null;
        }
        int[] starts = new int[batches];
        for (int batch = 0; batch < batches; batch++) {
            starts[batch] = in.position();
            in.getInt();
            for (ColumnPlan column : columns) {
                in.getInt();
                skipRange(in, column.type());
            }
        }
        return new ZoneMaps(bytes, columns, starts);
    }

    private static void skipRange(ByteBuffer in, DataType type) {
        if (in.get() == NO_RANGE) {
            return;
        }
        for (int bound = 0; bound < 2; bound++) {
            int length = width(type);
            if (length == 0) {
                length = in.get() & 0xFF;
            }
            in.position(in.position() + length);
        }
    }

    /** Bytes of a value, 0 for those that say it themselves. */
    private static int width(DataType type) {
        return switch (type.family()) {
            case BOOLEAN -> 1;
            case STRING, BINARY -> 0;
            default -> type.layout() == Layout.INT128 ? 2 * Long.BYTES : Long.BYTES;
        };
    }

    /** The rows of a batch. */
    int rows(int batch) {
        return ByteBuffer.wrap(bytes).getInt(starts[batch]);
    }

    /** The rows of all batches. */
    long rows() {
        long rows = 0;
        for (int batch = 0; batch < starts.length; batch++) {
            rows += rows(batch);
        }
        return rows;
    }

    /**
     * What is known of a column.
     *
     * @param position in the file
     * @param isWhole whether it is about all rows of the batch, or a part of them
     */
    ColumnStatistics column(int batch, int position, boolean isWhole) {
        ByteBuffer in = ByteBuffer.wrap(bytes).position(starts[batch] + Integer.BYTES);
        for (int before = 0; before < position; before++) {
            in.getInt();
            skipRange(in, columns.get(before).type());
        }
        int nulls = in.getInt();
        int kind = in.get();
        ColumnStatistics known = ColumnStatistics.unknown();
        if (isWhole || nulls == 0) {
            known = known.withNullCount(nulls);
        }
        if (kind == NO_RANGE) {
            return known;
        }
        DataType type = columns.get(position).type();
        Object min = value(in, type, Limit.MIN);
        Object max = value(in, type, kind == CUT_RANGE ? Limit.CUT_MAX : Limit.MAX);
        return known.withRange(min, max);
    }

    /** A value as a condition has it, or null if conditions have none of the type or it cannot be told. */
    private static Object value(ByteBuffer in, DataType type, Limit limit) {
        return switch (type.family()) {
            case BOOLEAN -> in.get() != 0;
            case INTEGER -> integer(in.getLong(), type);
            case FLOATING -> DoubleAccess.of(type.layout()).ofWord(in.getLong());
            case DECIMAL ->
                type.layout() == Layout.INT128
                        ? new BigDecimal(wide(in.getLong(), in.getLong()), type.scale())
                        : BigDecimal.valueOf(in.getLong(), type.scale());
            case DATE -> LocalDate.ofEpochDay(in.getLong());
            case TIMESTAMP -> timestamp(in.getLong(), type);
            case TIME, DURATION -> {
                in.getLong();
                yield null;
            }
            case STRING, BINARY -> text(in, limit);
        };
    }

    private static Object integer(long word, DataType type) {
        return word < 0 && !((DataType.Int) type).signed() ? new BigDecimal(wide(word, 0)) : (Object) word;
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

    /** A shorter text is a lower limit as it is, and an upper one with its last character raised. */
    private static String text(ByteBuffer in, Limit limit) {
        byte[] text = new byte[in.get() & 0xFF];
        in.get(text);
        boolean mayBeCut = limit != Limit.MAX && text.length == Zone.TEXT_BYTES;
        int length = mayBeCut ? wholeCharacters(text) : text.length;
        try {
            String whole = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(text, 0, length))
                    .toString();
            return limit == Limit.CUT_MAX ? raised(whole) : whole;
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
