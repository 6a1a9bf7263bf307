package dev.peristyle.internal.csv.kernel;

import static org.agrona.UnsafeApi.getByte;
import static org.agrona.UnsafeApi.putInt;

/** What {@link DialectScanner} does, byte by byte: slow, and plain to see that it is right. */
final class ByteDialectScanner {
    private static final int DONE = DialectScanner.DONE;
    private static final int INCOMPLETE = DialectScanner.INCOMPLETE;
    private static final int FIELD_COUNT = DialectScanner.FIELD_COUNT;
    private static final int TEXT_AFTER_QUOTE = DialectScanner.TEXT_AFTER_QUOTE;
    private static final int ENTRY = DialectScanner.ENTRY;
    private static final int NO_PLACE = -1;

    int stopped;
    int rows;
    int next;
    int problemAt;
    int fields;
    boolean insideQuotes;
    boolean quotesSeen;
    boolean escapesSeen;

    private final Dialect dialect;
    private final byte quote;
    private final boolean quotes;
    private final byte escape;
    private final boolean escapes;
    private final byte delimiter;

    ByteDialectScanner(Dialect dialect) {
        this.dialect = dialect;
        this.quote = (byte) dialect.quote();
        this.quotes = dialect.quote() >= 0;
        this.escape = (byte) dialect.escape();
        this.escapes = dialect.escape() >= 0;
        this.delimiter = dialect.delimiterByte();
    }

    void scan(long base, int from, int limit, boolean end, int lastStart, int columns, int maxRows, long index) {
        stopped = DONE;
        rows = 0;
        next = from;
        insideQuotes = false;
        long out = index;
        while (rows < maxRows && next < limit && next <= lastStart && stopped == DONE) {
            int after = afterLeftOut(base, next, limit, end, columns);
            if (after == NO_PLACE) {
                stopped = INCOMPLETE;
            } else if (after != next) {
                next = after;
            } else {
                after = record(base, next, limit, end, columns, out);
                if (after != NO_PLACE && fields == columns) {
                    rows++;
                    next = after;
                    out += (long) ENTRY * columns;
                } else if (after != NO_PLACE) {
                    stopped = FIELD_COUNT;
                    problemAt = next;
                }
            }
        }
    }

    /**
     * Looks for a line that is no record: a comment, or nothing, which is a record where a record is one field.
     *
     * @return the position after it, the given one if it is a record, or -1 if its end is not in sight
     */
    private int afterLeftOut(long base, int from, int limit, boolean end, int columns) {
        if (dialect.comment() >= 0 && getByte(base + from) == (byte) dialect.comment()) {
            for (int position = from; position < limit; position++) {
                int lineEnd = dialect.lineEndAt(base, position, limit, end);
                if (lineEnd != 0) {
                    return lineEnd < 0 ? NO_PLACE : position + lineEnd;
                }
            }
            return end ? limit : NO_PLACE;
        }
        if (columns == 1) {
            return from;
        }
        int text = afterBlanks(base, from, limit);
        if (text == limit) {
            return end ? limit : NO_PLACE;
        }
        int lineEnd = dialect.lineEndAt(base, text, limit, end);
        return lineEnd == 0 ? from : lineEnd < 0 ? NO_PLACE : text + lineEnd;
    }

    /** Writes the fields of a record that are wanted and counts all; returns the position after it, or -1 if the scan stops. */
    private int record(long base, int from, int limit, boolean end, int columns, long index) {
        int position = from;
        int field = 0;
        while (true) {
            int start = afterBlanks(base, position, limit);
            int fieldEnd;
            int after;
            if (quotes && start < limit && getByte(base + start) == quote) {
                quotesSeen = true;
                fieldEnd = afterQuoted(base, start + 1, limit);
                after = fieldEnd == NO_PLACE ? NO_PLACE : afterBlanks(base, fieldEnd, limit);
            } else {
                after = afterText(base, start, limit, end);
                fieldEnd = dialect.trim() && after != NO_PLACE ? textEnd(base, start, after) : after;
            }
            if (after == NO_PLACE) {
                return stop(INCOMPLETE);
            }
            if (field < columns) {
                putInt(index + (long) ENTRY * field, start - 1);
                putInt(index + (long) ENTRY * field + 4, fieldEnd);
            }
            field++;
            if (after == limit) {
                fields = field;
                return end ? limit : stop(INCOMPLETE);
            }
            int delimiterBytes = dialect.delimiterAt(base, after, limit, end);
            int lineEnd = delimiterBytes != 0 ? 0 : dialect.lineEndAt(base, after, limit, end);
            if (delimiterBytes < 0 || lineEnd < 0) {
                return stop(INCOMPLETE);
            }
            if (lineEnd > 0) {
                fields = field;
                return after + lineEnd;
            }
            if (delimiterBytes == 0) {
                problemAt = after;
                return stop(TEXT_AFTER_QUOTE);
            }
            position = after + delimiterBytes;
        }
    }

    private int stop(int reason) {
        stopped = reason;
        return NO_PLACE;
    }

    private int afterBlanks(long base, int from, int limit) {
        int position = from;
        while (position < limit && dialect.isBlank(getByte(base + position))) {
            position++;
        }
        return position;
    }

    /** After the quote that closes, or -1 if it is not in sight. */
    private int afterQuoted(long base, int from, int limit) {
        int position = from;
        while (position < limit) {
            byte current = getByte(base + position);
            if (escapes && current == escape && position + 1 < limit) {
                escapesSeen = true;
                position += 2;
            } else if (current != quote) {
                position++;
            } else if (position + 1 < limit && getByte(base + position + 1) == quote) {
                escapesSeen = true;
                position += 2;
            } else {
                // at the limit it may be the first of two, but then the record is incomplete anyway
                return position + 1;
            }
        }
        insideQuotes = true;
        return NO_PLACE;
    }

    /** The delimiter or line end after text without quotes, the limit if the input ends there, or -1 if it may go on beyond the limit. */
    private int afterText(long base, int from, int limit, boolean end) {
        int position = from;
        while (position < limit) {
            byte current = getByte(base + position);
            if (escapes && current == escape) {
                if (position + 1 == limit) {
                    return end ? limit : NO_PLACE;
                }
                escapesSeen = true;
                position += 2;
                continue;
            }
            int found = current == delimiter
                    ? dialect.delimiterAt(base, position, limit, end)
                    : current == '\n' || current == '\r' ? dialect.lineEndAt(base, position, limit, end) : 0;
            if (found != 0) {
                return found < 0 ? NO_PLACE : position;
            }
            position++;
        }
        return end ? limit : NO_PLACE;
    }

    /** The end of a text without the blanks after it. */
    private int textEnd(long base, int start, int after) {
        int textEnd = start;
        for (int position = start; position < after; position++) {
            byte current = getByte(base + position);
            if (escapes && current == escape && position + 1 < after) {
                position++;
                textEnd = position + 1;
            } else if (!dialect.isBlank(current)) {
                textEnd = position + 1;
            }
        }
        return textEnd;
    }
}
