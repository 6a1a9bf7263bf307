package dev.peristyle.internal.csv;

import dev.peristyle.error.ComputationException;
import dev.peristyle.internal.check.ShownText;
import dev.peristyle.internal.csv.kernel.NullTokens;
import dev.peristyle.internal.csv.kernel.StringFormatter;
import dev.peristyle.schema.Schema;
import java.nio.charset.StandardCharsets;
import org.agrona.UnsafeApi;

/**
 * Writes rows for options that ask for more than the fewest quotes: for each field it looks at what a reader may take it for. A text that a
 * reader would take for null, for a comment or for another text gets quotes; of other types no quotes help against null, so that such a value is
 * an error. Not thread-safe.
 */
final class DialectRowFormatter extends RowFormatter {
    /** Beside a text twice its length: quotes, a mark, the text for null. */
    private static final int FIELD_BYTES = 8;

    private final WriteSettings settings;
    private final Schema schema;
    private final byte delimiter;
    private final byte quote;
    private final byte[] lineEnd;
    private final byte[] nullText;
    private final NullTokens tokens;
    private final boolean[] quoted;
    private final FormattedText[] formats;
    private final long moreBytes;

    DialectRowFormatter(WriteSettings settings, Schema schema) {
        super(settings, schema);
        this.settings = settings;
        this.schema = schema;
        this.delimiter = settings.delimiter();
        this.quote = settings.quote();
        this.lineEnd = settings.lineEnd().getBytes(StandardCharsets.UTF_8);
        this.nullText = settings.nullText().getBytes(StandardCharsets.UTF_8);
        this.tokens = settings.nullTokens().isEmpty()
                ? null
                : new NullTokens(settings.nullTokens().toArray(String[]::new));
        this.quoted = new boolean[schema.size()];
        this.formats = new FormattedText[schema.size()];
        long bytes = lineEnd.length;
        for (int column = 0; column < schema.size(); column++) {
            quoted[column] =
                    schema.field(column).type().isNumeric() ? settings.quotesNumbers() : settings.quotesOthers();
            formats[column] = settings.formats().of(schema.field(column));
            bytes += FIELD_BYTES + nullText.length + unquotedBytes(column) * 3L;
        }
        this.moreBytes = bytes;
    }

    /** What a value that is no text is written to before it is looked at. */
    private int unquotedBytes(int column) {
        return formats[column] == null ? maxValueBytes(column) : FormattedText.MAX_BYTES;
    }

    @Override
    long maxBytes(int from, int end) {
        // bytes are looked at, too, once they are text, twice as long and two more
        return 3 * super.maxBytes(from, end) + (end - from) * moreBytes;
    }

    @Override
    long format(int from, int end, long out) {
        int columns = schema.size();
        long address = out;
        for (int row = from; row < end; row++) {
            for (int column = 0; column < columns; column++) {
                if (column > 0) {
                    UnsafeApi.putByte(address++, delimiter);
                }
                if (isNull(column, row)) {
                    address = put(nullText, address);
                } else if (isText(column)) {
                    long text = UnsafeApi.getLong(valuesAddress(column) + 8L * row);
                    address = text(text, length(column, row), column, address);
                } else {
                    address = other(column, row, address);
                }
            }
            address = put(lineEnd, address);
        }
        return address;
    }

    private static long put(byte[] bytes, long out) {
        for (int position = 0; position < bytes.length; position++) {
            UnsafeApi.putByte(out + position, bytes[position]);
        }
        return out + bytes.length;
    }

    private long other(int column, int row, long out) {
        // as far behind that quotes, and all of it doubled, never reach what is still to be read
        long most = Math.max(unquotedBytes(column), 2 + 2L * lengthOfBytes(column, row));
        long text = out + most + FIELD_BYTES;
        long end = formats[column] == null
                ? value(column, row, text)
                : formats[column].format(valuesAddress(column), row, text);
        int length = (int) (end - text);
        if (tokens != null && tokens.matches(text, length)) {
            throw new ComputationException("csv: column '"
                    + ShownText.of(schema.field(column).name()) + "' of type "
                    + schema.field(column).type() + " has a value whose text is that of null, '"
                    + RawText.of(text, length) + "'. Choose another null text, or cast the column to STRING");
        }
        return needsQuotes(text, length, column) ? quoted(text, length, false, out) : moved(text, length, out);
    }

    private int lengthOfBytes(int column, int row) {
        return maxValueBytes(column) == 0 ? length(column, row) : 0;
    }

    private static long moved(long text, int length, long out) {
        UnsafeApi.copyMemory(text, out, length);
        return out + length;
    }

    private long text(long text, int length, int column, long out) {
        if (settings.formulaGuard() && FormulaGuard.isMarked(text, length)) {
            return quoted(text, length, true, out);
        }
        if (settings.escape() >= 0 && holds(text, length, (byte) settings.escape())) {
            return quoted(text, length, false, out);
        }
        if (quoted[column]) {
            return StringFormatter.formatQuoted(text, length, quote, out);
        }
        long end = StringFormatter.format(text, length, delimiter, quote, out);
        boolean bare = end == out + length;
        return bare && (isMistaken(text, length, column) || tokens != null && tokens.matches(text, length))
                ? StringFormatter.formatQuoted(text, length, quote, out)
                : end;
    }

    /** What is not known to have no character of the dialect. */
    private boolean needsQuotes(long text, int length, int column) {
        if (quoted[column] || length == 0 || isMistaken(text, length, column)) {
            return true;
        }
        for (int position = 0; position < length; position++) {
            byte current = UnsafeApi.getByte(text + position);
            if (current == delimiter
                    || current == quote
                    || current == '\n'
                    || current == '\r'
                    || current == settings.escape()) {
                return true;
            }
        }
        return false;
    }

    /** Whether a field would be a comment, or lose blanks, without quotes. */
    private boolean isMistaken(long text, int length, int column) {
        byte first = UnsafeApi.getByte(text);
        return column == 0 && first == settings.comment()
                || settings.trim() && (isBlank(first) || isBlank(UnsafeApi.getByte(text + length - 1)));
    }

    private static boolean isBlank(byte value) {
        return value == ' ' || value == '\t';
    }

    private static boolean holds(long text, int length, byte wanted) {
        for (int position = 0; position < length; position++) {
            if (UnsafeApi.getByte(text + position) == wanted) {
                return true;
            }
        }
        return false;
    }

    /** Writes in quotes; the text may begin after the target if there is room between them. */
    private long quoted(long text, int length, boolean marked, long out) {
        long target = out;
        UnsafeApi.putByte(target++, quote);
        if (marked) {
            target = inQuotes((byte) FormulaGuard.MARK, target);
        }
        for (int position = 0; position < length; position++) {
            target = inQuotes(UnsafeApi.getByte(text + position), target);
        }
        UnsafeApi.putByte(target++, quote);
        return target;
    }

    private long inQuotes(byte current, long out) {
        long target = out;
        if (current == quote || current == settings.escape()) {
            UnsafeApi.putByte(target++, current);
        }
        UnsafeApi.putByte(target++, current);
        return target;
    }
}
