package dev.peristyle.internal.csv.kernel;

import static org.agrona.UnsafeApi.getByte;
import static org.agrona.UnsafeApi.getShort;
import static org.agrona.UnsafeApi.putInt;
import static org.agrona.UnsafeApi.putLong;

/**
 * Finds the fields of records of any dialect. It goes from one byte that may mean something to the next, so that text costs nothing;
 * what each of them means is decided one by one, which the structure kernels need not do for plain dialects.
 *
 * <p>The meaning of quotes is that of {@link ExactStructureScanner}. Besides:
 *
 * <ul>
 *   <li>a record whose first byte begins a comment is left out up to its line end, whatever quotes are in it;
 *   <li>the byte after an escape character is text; the last byte of the input escapes nothing;
 *   <li>blanks that are trimmed come before or after a field, outside of its quotes; what is escaped is not trimmed.
 * </ul>
 *
 * <p>The index has two entries per field, (start of field) - 1 and end, row by row, without line ends and comments. Reusable, not thread-safe.
 */
public final class DialectScanner {
    /** Everything up to the limit, or the wanted number of rows. */
    public static final int DONE = 0;

    /** A record begins at {@link #next} whose end is not in sight. */
    public static final int INCOMPLETE = 1;

    /** The record at {@link #problemAt} has {@link #fields} fields. */
    public static final int FIELD_COUNT = 2;

    /** At {@link #problemAt} text follows a closing quote. */
    public static final int TEXT_AFTER_QUOTE = 3;

    /** Bytes of the index a field. */
    public static final int ENTRY = 8;

    private static final int NO_PLACE = -1;

    /** Why the scan stopped: one of the constants. */
    public int stopped;

    /** Rows in the index, all of the wanted shape. */
    public int rows;

    /** Where the record after the last row begins. */
    public int next;

    /** Where the wrong record begins, or the wrong text. */
    public int problemAt;

    /** Fields of the wrong record. */
    public int fields;

    /** Whether the incomplete record ends inside quotes. */
    public boolean insideQuotes;

    /** Whether a field has quotes. */
    public boolean quotesSeen;

    /** Whether a quote is doubled, or anything may be escaped. */
    public boolean escapesSeen;

    private final Dialect dialect;
    private final byte quote;
    private final boolean quotes;
    private final boolean escapes;
    private final byte delimiter;
    private final boolean oneByte;
    private final boolean twoBytes;
    private final short delimiterPair;
    private final int comment;
    private final boolean trims;
    private final SpecialBytes specials;

    /** Bytes of the delimiter that ends a text; 0 if another thing does. */
    private int delimiterAfter;

    /** Where the entries of the record at {@link #next} go. */
    private long rowIndex;

    /** Fields of this record that were passed. */
    private int passedField;

    /** Where the field after them begins. */
    private int passedStart;

    /** Creates a scanner. */
    public DialectScanner(Dialect dialect) {
        this.dialect = dialect;
        this.quote = (byte) dialect.quote();
        this.quotes = dialect.quote() >= 0;
        this.escapes = dialect.escape() >= 0;
        this.delimiter = dialect.delimiterByte();
        this.oneByte = dialect.delimiterBytes() == 1;
        this.twoBytes = dialect.delimiterBytes() == 2;
        this.delimiterPair = twoBytes ? dialect.delimiterPair() : 0;
        this.comment = dialect.comment();
        this.trims = dialect.trim();
        this.specials = new SpecialBytes(dialect);
    }

    /**
     * Scans records.
     *
     * @param limit end of what can be seen; 64 bytes after it are readable
     * @param end whether the input ends at the limit
     * @param lastStart records that begin after this position are not scanned
     * @param columns wanted fields per record; 0 to stop at the first record and tell how many it has
     * @param index address of {@value #ENTRY} bytes for each wanted field of so many rows; not more are used than there are bytes
     * @param escapeBits address of a bitmap of {@link #escapeBitsFor} bytes if the dialect has an escape character, else ignored: of each byte
     *     from the first one on whether it escapes the next one, as the first of two quotes does. Valid for the fields of the index; the very
     *     last byte of an input escapes nothing, whatever its bit says
     */
    public void scan(
            long base,
            int from,
            int limit,
            boolean end,
            int lastStart,
            int columns,
            int maxRows,
            long index,
            long escapeBits) {
        stopped = DONE;
        rows = 0;
        next = from;
        insideQuotes = false;
        quotesSeen = false;
        escapesSeen = false;
        specials.start(base, from, limit, escapeBits);
        rowIndex = index;
        while (rows < maxRows && next < limit && next <= lastStart && stopped == DONE) {
            int after = afterLeftOut(base, next, limit, end, columns);
            if (after == NO_PLACE) {
                stopped = INCOMPLETE;
            } else if (after != next) {
                next = after;
            } else {
                records(base, limit, end, lastStart, columns, maxRows);
            }
        }
        escapesSeen |= specials.escapesSeen();
    }

    /** Bytes of the bitmap for so many bytes to scan; beyond those that are written eight can be read. */
    public static long escapeBitsFor(int bytes) {
        return (((long) bytes + 63) >> 6 << 3) + Long.BYTES;
    }

    /**
     * Looks for a line that is no record: a comment, or nothing, which is a record where a record is one field.
     *
     * @return the position after it, the given one if it is a record, or -1 if its end is not in sight
     */
    private int afterLeftOut(long base, int from, int limit, boolean end, int columns) {
        if (comment >= 0 && getByte(base + from) == (byte) comment) {
            specials.takeEscapes(true, from);
            int after = afterComment(base, from, limit, end);
            specials.takeEscapes(false, Math.max(from, after));
            return after;
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

    private int afterComment(long base, int from, int limit, boolean end) {
        int position = specials.next(from);
        while (position < limit) {
            int lineEnd = dialect.lineEndAt(base, position, limit, end);
            if (lineEnd != 0) {
                return lineEnd < 0 ? NO_PLACE : position + lineEnd;
            }
            position = specials.next(position + 1);
        }
        return end ? limit : NO_PLACE;
    }

    /** Takes the record at {@link #next}, and those after it as long as nothing is special about them, or stops the scan. */
    private void records(long base, int limit, boolean end, int lastStart, int columns, int maxRows) {
        passedField = 0;
        passedStart = next;
        boolean ended = false;
        while (!ended && stopped == DONE) {
            ended = passPlain(base, limit, end, lastStart, columns, maxRows)
                    || field(base, passedStart, limit, end, columns);
        }
    }

    /** Takes a field of any kind; returns whether the record ends with it. */
    private boolean field(long base, int position, int limit, boolean end, int columns) {
        int start = trims ? afterBlanks(base, position, limit) : position;
        int fieldEnd;
        int after;
        if (quotes && start < limit && getByte(base + start) == quote) {
            quotesSeen = true;
            fieldEnd = afterQuoted(base, start + 1, limit);
            after = trims && fieldEnd != NO_PLACE ? afterBlanks(base, fieldEnd, limit) : fieldEnd;
            delimiterAfter = 0;
        } else {
            after = afterText(base, start, limit, end);
            fieldEnd = trims && after != NO_PLACE ? textEnd(base, start, after) : after;
        }
        if (after == NO_PLACE || after == limit && !end) {
            stopped = INCOMPLETE;
            return false;
        }
        if (passedField < columns) {
            putInt(rowIndex + (long) ENTRY * passedField, start - 1);
            putInt(rowIndex + (long) ENTRY * passedField + 4, fieldEnd);
        }
        passedField++;
        if (after == limit) {
            return endRecord(limit, columns);
        }
        int delimiterBytes = delimiterAfter > 0 ? delimiterAfter : dialect.delimiterAt(base, after, limit, end);
        int lineEnd = delimiterBytes != 0 ? 0 : dialect.lineEndAt(base, after, limit, end);
        if (delimiterBytes < 0 || lineEnd < 0) {
            stopped = INCOMPLETE;
        } else if (lineEnd > 0) {
            return endRecord(after + lineEnd, columns);
        } else if (delimiterBytes == 0) {
            problemAt = after;
            stopped = TEXT_AFTER_QUOTE;
        } else {
            passedStart = after + delimiterBytes;
        }
        return false;
    }

    private boolean endRecord(int after, int columns) {
        fields = passedField;
        if (fields == columns) {
            rows++;
            next = after;
            rowIndex += (long) ENTRY * columns;
            return true;
        }
        stopped = FIELD_COUNT;
        problemAt = next;
        return false;
    }

    /**
     * Takes fields without quotes and the ends of records, the usual ones, in a loop of little more than what it writes. What is not ended as
     * it should be, or is not what it seems, is left to {@link #field}.
     *
     * @return whether a record has ended and nothing of the one after it was taken, which need not be one
     */
    private boolean passPlain(long base, int limit, boolean end, int lastStart, int columns, int maxRows) {
        if (passedField >= columns) {
            // more than are wanted are only counted
            return false;
        }
        byte wanted = delimiter;
        boolean single = oneByte;
        boolean blanks = trims;
        int start = passedStart;
        long rowBytes = (long) ENTRY * columns;
        long out = rowIndex + (long) ENTRY * passedField;
        long lastField = rowIndex + rowBytes - ENTRY;
        boolean ended = false;
        long bits = specials.bits;
        int position = specials.position;
        while (true) {
            if (bits == 0) {
                if (!specials.advance()) {
                    break;
                }
                bits = specials.bits;
                position = specials.position;
            }
            int special = position + Long.numberOfTrailingZeros(bits);
            if (special >= start) {
                byte current = getByte(base + special);
                boolean last = current != wanted;
                if (last != (out == lastField)) {
                    break;
                }
                int bytes = last
                        ? lineEndAt(base, special, limit, end, current)
                        : single ? 1 : delimiterAt(base, special, limit, end);
                if (bytes <= 0) {
                    break;
                }
                int fieldStart = start;
                int fieldEnd = special;
                if (blanks) {
                    // no blank is special, so that no delimiter is among them
                    while (fieldStart < fieldEnd && isSpace(getByte(base + fieldStart))) {
                        fieldStart++;
                    }
                    fieldEnd = textEnd(base, fieldStart, fieldEnd);
                }
                putLong(out, (fieldStart - 1 & 0xFFFFFFFFL) | (long) fieldEnd << 32);
                out += ENTRY;
                start = special + bytes;
                if (last) {
                    ended = true;
                    lastField += rowBytes;
                    rowIndex = out;
                    next = start;
                    rows++;
                    if (rows == maxRows
                            || start >= limit
                            || start > lastStart
                            || comment >= 0 && getByte(base + start) == (byte) comment) {
                        bits &= bits - 1;
                        break;
                    }
                }
            }
            bits &= bits - 1;
        }
        specials.bits = bits;
        passedStart = start;
        passedField = (int) ((out - rowIndex) / ENTRY);
        return ended && passedField == 0;
    }

    /** Of a special byte that begins no delimiter. */
    private int lineEndAt(long base, int position, int limit, boolean end, byte current) {
        return current == '\n' ? 1 : current == '\r' ? dialect.lineEndAt(base, position, limit, end) : 0;
    }

    private int delimiterAt(long base, int position, int limit, boolean end) {
        return twoBytes && position + 2 <= limit && getShort(base + position) == delimiterPair
                ? 2
                : dialect.delimiterAt(base, position, limit, end);
    }

    private static boolean isSpace(byte value) {
        return value == ' ' || value == '\t';
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
        int position = specials.next(from);
        while (position < limit) {
            byte current = getByte(base + position);
            int after = position + 1;
            if (current == quote && (after == limit || getByte(base + after) != quote)) {
                // at the limit it may be the first of two, but then the record is incomplete anyway
                return after;
            }
            if (current == quote) {
                specials.escape(position);
                escapesSeen = true;
                after++;
            }
            position = specials.next(after);
        }
        insideQuotes = true;
        return NO_PLACE;
    }

    /** The delimiter or line end after text without quotes, the limit if the input ends there, or -1 if it may go on beyond the limit. */
    private int afterText(long base, int from, int limit, boolean end) {
        delimiterAfter = 0;
        int position = specials.next(from);
        while (position < limit) {
            byte current = getByte(base + position);
            int found = current == delimiter
                    ? dialect.delimiterAt(base, position, limit, end)
                    : current == '\n' || current == '\r' ? dialect.lineEndAt(base, position, limit, end) : 0;
            if (found != 0) {
                delimiterAfter = current == delimiter ? found : 0;
                return found < 0 ? NO_PLACE : position;
            }
            position = specials.next(position + 1);
        }
        return end ? limit : NO_PLACE;
    }

    /** The end of a text without the blanks after it; what is escaped is no such blank. */
    private int textEnd(long base, int start, int after) {
        int textEnd = after;
        while (textEnd > start
                && dialect.isBlank(getByte(base + textEnd - 1))
                && !(escapes && specials.isEscaped(textEnd - 1))) {
            textEnd--;
        }
        return textEnd;
    }

    /** Whether what was scanned may have a byte beyond ASCII. */
    public boolean nonAsciiSeen() {
        return specials.nonAsciiSeen();
    }
}
