package dev.peristyle.internal.csv.detect;

import dev.peristyle.internal.csv.kernel.Dialect;
import dev.peristyle.internal.csv.kernel.LineEnds;
import java.util.Arrays;

/**
 * A sample as one dialect reads it. The grammar is that of the reader: a quote counts at the beginning of a field only. But where that would
 * be an error, this counts it and goes on. Blank lines are no rows.
 */
final class SampleReading {
    /** More rows say no more. */
    private static final int MAX_ROWS = 2_000;

    final Dialect dialect;
    final byte[] text;

    /** Where fields begin and end, quotes not counted. */
    private int[] starts = new int[1 << 10];

    private int[] ends = new int[1 << 10];
    private boolean[] quoted = new boolean[1 << 10];
    private int fieldCount;

    /** The first field of each row, and of the one after the last. */
    private int[] rows = new int[1 << 8];

    private int[] rowStarts = new int[1 << 8];
    int rowCount;

    /** Fields in quotes, and those of which the quotes are not where they should be. */
    int quotedFields;

    int brokenQuotes;

    /** Escapes, in quotes and out of them, before a character that means something. */
    int escapes;

    /** Doubled quotes. */
    int doubled;

    /** Line ends outside of quotes. */
    int lineFeeds;

    int returns;
    int both;

    /** Whether a quote is open at the end of the whole text. */
    boolean unclosed;

    private int position;

    /**
     * Reads a sample.
     *
     * @param from where the first record begins
     * @param whole whether the text ends there; else the last row is not whole and left out
     */
    SampleReading(byte[] text, int from, boolean whole, Dialect dialect) {
        this.text = text;
        this.dialect = dialect;
        this.position = from;
        while (position < text.length && rowCount < MAX_ROWS) {
            record(whole);
        }
    }

    private void record(boolean whole) {
        int first = fieldCount;
        int start = position;
        int lineEnd;
        do {
            field();
            lineEnd = lineEnd(position);
            if (lineEnd == 0 && position < text.length) {
                position++;
            } else {
                break;
            }
        } while (true);
        boolean cut = position >= text.length && !whole;
        boolean blank = fieldCount == first + 1 && !quoted[first] && starts[first] == ends[first];
        position += lineEnd;
        if (cut && rowCount > 0 || blank) {
            fieldCount = first;
            return;
        }
        countLineEnd(lineEnd);
        if (rowCount + 1 >= rows.length) {
            rows = Arrays.copyOf(rows, 2 * rows.length);
            rowStarts = Arrays.copyOf(rowStarts, 2 * rowStarts.length);
        }
        rows[rowCount] = first;
        rowStarts[rowCount] = start;
        rowCount++;
        rows[rowCount] = fieldCount;
    }

    private void countLineEnd(int lineEnd) {
        both += lineEnd == 2 ? 1 : 0;
        boolean feed = lineEnd == 1 && text[position - 1] == '\n';
        lineFeeds += feed ? 1 : 0;
        returns += lineEnd == 1 && !feed ? 1 : 0;
    }

    /** Up to the delimiter, the line end or the end of the text. */
    private void field() {
        int start = position;
        boolean inQuotes = position < text.length && dialect.quote() == (text[position] & 0xFF);
        if (inQuotes) {
            position++;
            if (closes()) {
                add(start + 1, position - 1, true);
                quotedFields++;
                return;
            }
            brokenQuotes++;
        }
        while (position < text.length && !isDelimiter(position) && lineEnd(position) == 0) {
            boolean escape = (text[position] & 0xFF) == dialect.escape();
            escapes += escape && position + 1 < text.length && isSpecial(text[position + 1]) ? 1 : 0;
            position += escape ? 2 : 1;
        }
        position = Math.min(position, text.length);
        add(start, position, false);
    }

    /** After an opening quote: goes past the one that closes, or, if text follows that or there is none, leaves it as it is. */
    private boolean closes() {
        int opened = position;
        while (position < text.length) {
            int current = text[position] & 0xFF;
            if (current == dialect.escape()) {
                escapes += position + 1 < text.length && isSpecial(text[position + 1]) ? 1 : 0;
                position += 2;
            } else if (current != dialect.quote()) {
                position++;
            } else if (position + 1 < text.length && (text[position + 1] & 0xFF) == dialect.quote()) {
                doubled++;
                position += 2;
            } else {
                position++;
                return position >= text.length || isDelimiter(position) || lineEnd(position) > 0;
            }
        }
        unclosed = true;
        position = opened;
        return false;
    }

    private boolean isSpecial(byte value) {
        return (value & 0xFF) == dialect.quote()
                || (value & 0xFF) == dialect.escape()
                || value == dialect.delimiterByte()
                || value == '\n'
                || value == '\r';
    }

    /** Delimiters that are tried have one byte. */
    private boolean isDelimiter(int at) {
        return text[at] == dialect.delimiterByte();
    }

    private int lineEnd(int at) {
        if (at >= text.length) {
            return 0;
        }
        if (text[at] == '\n') {
            return dialect.lineEnds() == LineEnds.CARRIAGE_RETURN ? 0 : 1;
        }
        if (text[at] != '\r') {
            return 0;
        }
        if (dialect.lineEnds() == LineEnds.CARRIAGE_RETURN) {
            return 1;
        }
        if (at + 1 == text.length) {
            return 1;
        }
        return text[at + 1] == '\n' ? 2 : dialect.lineEnds() == LineEnds.ANY ? 1 : 0;
    }

    private void add(int start, int end, boolean inQuotes) {
        if (fieldCount == starts.length) {
            starts = Arrays.copyOf(starts, 2 * fieldCount);
            ends = Arrays.copyOf(ends, 2 * fieldCount);
            quoted = Arrays.copyOf(quoted, 2 * fieldCount);
        }
        starts[fieldCount] = start;
        ends[fieldCount] = end;
        quoted[fieldCount] = inQuotes;
        fieldCount++;
    }

    /** How many fields a row has. */
    int fields(int row) {
        return rows[row + 1] - rows[row];
    }

    /** Where a row begins. */
    int rowStart(int row) {
        return rowStarts[row];
    }

    boolean isQuoted(int row, int column) {
        return quoted[rows[row] + column];
    }

    int start(int row, int column) {
        return starts[rows[row] + column];
    }

    int end(int row, int column) {
        return ends[rows[row] + column];
    }

    /** What a field looks like; in quotes nothing is dirty. */
    CellKind kind(int row, int column) {
        CellKind kind = CellKind.of(text, start(row, column), end(row, column));
        return kind == CellKind.DIRTY && isQuoted(row, column) ? CellKind.TEXT : kind;
    }
}
