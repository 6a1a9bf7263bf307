package dev.peristyle.internal.csv;

import dev.peristyle.internal.csv.kernel.LineColumn;
import dev.peristyle.internal.csv.kernel.LineFields;
import dev.peristyle.internal.csv.kernel.LineLayout;
import dev.peristyle.internal.csv.kernel.LineText;
import dev.peristyle.internal.csv.kernel.NullTokens;
import dev.peristyle.internal.value.ValueFormatter;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.agrona.UnsafeApi;

/**
 * Writes rows as lines in which each column has a place. A value is first written behind its place, where it is seen how many characters it has,
 * and then moved into it, at the side that the layout says or that its type has. What is in the place is then looked at as a reader does: a value
 * that would not come back is a {@link RowFailure}. Not thread-safe.
 *
 * <p>Numbers in a place that is filled up with zeros have their sign before the zeros.
 */
final class LineRowFormatter extends RowFormatter {
    /** Beside the bytes of a field: what is written and read eight bytes at a time. */
    private static final int FIELD_BYTES = 4 * Long.BYTES;

    /** Returned where a value has no place. */
    private static final long LOST = 0;

    private static final byte BLANK = ' ';
    private static final byte ZERO = '0';

    /** In their order in the line. */
    private final LineColumn[] places;

    /** Which column of the rows goes to each place, and how many blanks are before it. */
    private final int[] columns;

    private final int[] gaps;
    private final DataType[] types;
    private final boolean[] right;
    private final boolean[] signed;
    private final FormattedText[] formats;

    /** Of columns whose point is not written: the digits of their values. */
    private final ValueFormatter[] digits;

    private final byte[] lineEnd;
    private final byte[] nullText;
    private final NullTokens nullTokens;
    private final byte[][] prefixes;
    private final long moreBytes;
    private RowFailure failure;

    /** By its general type, so that the class is not loaded to verify {@link RowFormatter} where no lines are written. */
    static RowFormatter create(WriteSettings settings, Schema schema) {
        return new LineRowFormatter(settings, schema);
    }

    private LineRowFormatter(WriteSettings settings, Schema schema) {
        super(settings, schema);
        LineLayout layout = settings.lines();
        List<LineColumn> ordered = layout.inOrder();
        int count = ordered.size();
        this.places = ordered.toArray(LineColumn[]::new);
        this.columns = new int[count];
        this.gaps = new int[count];
        this.types = new DataType[count];
        this.right = new boolean[count];
        this.signed = new boolean[count];
        this.formats = new FormattedText[count];
        this.digits = new ValueFormatter[count];
        this.lineEnd = settings.lineEnd().getBytes(StandardCharsets.UTF_8);
        this.nullText = settings.nullText().getBytes(StandardCharsets.UTF_8);
        this.nullTokens = nullText.length == 0 ? null : new NullTokens(settings.nullText());
        this.prefixes = layout.prefixes().stream()
                .map(prefix -> prefix.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        long bytes = (long) lineEnd.length + layout.width();
        int end = 0;
        for (int place = 0; place < count; place++) {
            LineColumn column = places[place];
            columns[place] = schema.indexOf(column.name());
            DataType type = schema.field(columns[place]).type();
            types[place] = type;
            boolean implied = column.impliedScale() != LineLayout.NO_SCALE;
            gaps[place] = column.start() - end;
            right[place] = column.trimsStart() && (!column.trimsEnd() || type.isNumeric());
            signed[place] = type.isNumeric() && column.padding() == ZERO && column.trimsStart();
            digits[place] = implied ? ValueFormatter.of(DataType.decimal(type.precision(), 0)) : null;
            formats[place] = implied ? null : settings.formats().of(schema.field(columns[place]));
            bytes += 2L * Math.max(nullText.length, mostBytes(place)) + FIELD_BYTES;
            end = column.end();
        }
        this.moreBytes = bytes;
    }

    /** What a value needs that is no text and no bytes. */
    private int mostBytes(int place) {
        return formats[place] != null
                ? FormattedText.MAX_BYTES
                : digits[place] != null ? digits[place].maxBytes() : maxValueBytes(columns[place]);
    }

    @Override
    long maxBytes(int from, int end) {
        // texts are written twice, bytes as text, twice as long and two more
        return 2 * super.maxBytes(from, end) + (end - from) * moreBytes;
    }

    @Override
    RowFailure failure() {
        return failure;
    }

    @Override
    long format(int from, int end, long out) {
        failure = null;
        long address = out;
        for (int row = from; row < end; row++) {
            long line = address;
            for (int place = 0; place < places.length && failure == null; place++) {
                address = field(place, row, LineText.fill(address, gaps[place], BLANK));
            }
            if (failure == null && prefixes.length > 0) {
                checkPrefix(row, line, address);
            }
            if (failure != null) {
                return line;
            }
            for (byte current : lineEnd) {
                UnsafeApi.putByte(address++, current);
            }
        }
        return address;
    }

    private long field(int place, int row, long out) {
        int column = columns[place];
        if (isNull(column, row)) {
            return nullField(place, row, out);
        }
        LineColumn in = places[place];
        int most = isAnyLength(column) ? mostOfLength(column, row) : mostBytes(place);
        long text = out + in.width() + most + Long.BYTES;
        int length = write(place, row, text);
        boolean ascii = !isText(column) && formats[place] == null;
        int characters = ascii ? length : LineText.characters(text, length);
        if (characters <= 0 || characters > in.width()) {
            return fail(row, LineFailures.size(in, types[place], text, length, characters));
        }
        if (nullTokens != null && nullTokens.matches(text, length)) {
            return fail(row, LineFailures.isNull(in, text, length));
        }
        if (signed[place] && isSigned(text, length)) {
            // a reader takes all of it, as it begins with no zero
            UnsafeApi.putByte(out, UnsafeApi.getByte(text));
            long end = LineText.copy(text + 1, length - 1, LineText.fill(out + 1, in.width() - length, ZERO));
            return nullTokens != null && nullTokens.matches(out, in.width())
                    ? fail(row, LineFailures.isNull(in, out, in.width()))
                    : end;
        }
        long end = put(place, text, length, in.width() - characters, out);
        return end == LOST ? fail(row, LineFailures.lost(in, text, length, characters)) : end;
    }

    private boolean isAnyLength(int column) {
        return isText(column) || maxValueBytes(column) == 0;
    }

    /** What a text or bytes as text may need. */
    private int mostOfLength(int column, int row) {
        return isText(column) ? length(column, row) : 2 + 2 * length(column, row);
    }

    /** Writes the text of a value that is not null and returns its length. */
    private int write(int place, int row, long out) {
        int column = columns[place];
        if (isText(column)) {
            int length = length(column, row);
            UnsafeApi.copyMemory(UnsafeApi.getLong(valuesAddress(column) + 8L * row), out, length);
            return length;
        }
        long end = formats[place] != null
                ? formats[place].format(valuesAddress(column), row, out)
                : digits[place] != null
                        ? digits[place].format(valuesAddress(column), row, out)
                        : value(column, row, out);
        return (int) (end - out);
    }

    /** Whether a text begins with a minus sign and goes on with a digit: it may be that of minus infinity. */
    private static boolean isSigned(long text, int length) {
        byte second = length > 1 && UnsafeApi.getByte(text) == '-' ? UnsafeApi.getByte(text + 1) : 0;
        return second >= '0' && second <= '9';
    }

    /** Null is a place of nothing but padding, or of blanks where padding would be a number. */
    private long nullField(int place, int row, long out) {
        LineColumn in = places[place];
        if (nullText.length == 0) {
            return in.trimsStart() || in.trimsEnd()
                    ? LineText.fill(out, in.width(), in.padding() == ZERO ? BLANK : in.padding())
                    : fail(row, LineFailures.noNull(in));
        }
        long text = out + in.width() + nullText.length + Long.BYTES;
        for (int position = 0; position < nullText.length; position++) {
            UnsafeApi.putByte(text + position, nullText[position]);
        }
        int characters = LineText.characters(text, nullText.length);
        long end = characters > in.width() ? LOST : put(place, text, nullText.length, in.width() - characters, out);
        return end == LOST ? fail(row, LineFailures.nullText(in, text, nullText.length)) : end;
    }

    /** Puts a text in its place with so much padding; {@link #LOST} if a reader would not take it as it is. */
    private long put(int place, long text, int length, int padding, long out) {
        LineColumn in = places[place];
        long at = right[place] ? LineText.fill(out, padding, in.padding()) : out;
        long end = LineText.copy(text, length, at);
        end = right[place] ? end : LineText.fill(end, padding, in.padding());
        int start = (int) (at - out);
        return LineFields.isRead(out, (int) (end - out), start, start + length, in) ? end : LOST;
    }

    private long fail(int row, String message) {
        failure = new RowFailure(row, message);
        return LOST;
    }

    private void checkPrefix(int row, long line, long end) {
        for (byte[] prefix : prefixes) {
            int same = 0;
            while (same < prefix.length && line + same < end && UnsafeApi.getByte(line + same) == prefix[same]) {
                same++;
            }
            if (same == prefix.length) {
                failure = new RowFailure(row, LineFailures.leftOut(places[0], line, same));
                return;
            }
        }
    }
}
