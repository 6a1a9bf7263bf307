package dev.peristyle.internal.csv;

import dev.peristyle.internal.csv.kernel.Dialect;
import dev.peristyle.internal.window.Window;
import org.agrona.UnsafeApi;

/**
 * Finds the first row of a split without reading what lies before it. Where a split begins may be inside quotes, and nothing
 * in the split proves or disproves it: the row after the first line end with an even number of quotes before it is the
 * answer if it is not, with an odd number if it is. The one after which rows have the right number of fields is taken, and
 * if it was wrong, the split is read again once the end of the split before it is known.
 */
final class SplitStart {
    /** No row starts in what can be seen of the file. */
    static final int NONE = -1;

    private static final int ROWS_TO_LOOK_AT = 64;

    /** Most text between quotes has fewer lines. */
    private static final int LINES_IN_QUOTES = 64;

    private final ReadSettings settings;
    private final RowIndexer rows;

    SplitStart(ReadSettings settings, RowIndexer rows) {
        this.settings = settings;
        this.rows = rows;
    }

    /** Where the first row after the start of a window starts, relative to the window, or {@link #NONE}. */
    int find(Window window, long fileSize, int columns) {
        if (settings.dialect().quote() < 0) {
            return afterLineEnd(window, 0, Integer.MAX_VALUE);
        }
        // in a window that begins inside quotes, none of its line ends may be what is looked for here
        int outside = afterLineEnd(window, 0, LINES_IN_QUOTES);
        int right = outside == NONE ? NONE : rightRows(window, fileSize, outside, columns);
        if (right == Integer.MAX_VALUE) {
            return outside;
        }
        int inside = afterLineEnd(window, 1, Integer.MAX_VALUE);
        int insideRight = inside == NONE ? NONE : rightRows(window, fileSize, inside, columns);
        if (insideRight > right && (outside != NONE || insideRight == Integer.MAX_VALUE)) {
            return inside;
        }
        return outside != NONE ? outside : afterLineEnd(window, 0, Integer.MAX_VALUE);
    }

    /** How many rows are right, or {@link Integer#MAX_VALUE} if none that was looked at is wrong. */
    private int rightRows(Window window, long fileSize, int from, int columns) {
        if (from >= window.length()) {
            return Integer.MAX_VALUE;
        }
        rows.index(window, fileSize, from, window.length(), columns, ROWS_TO_LOOK_AT);
        if (rows.problem() != RowIndexer.NO_PROBLEM) {
            return 0;
        }
        int right = rows.rowCount();
        if (right >= ROWS_TO_LOOK_AT || rows.next() >= window.length()) {
            return Integer.MAX_VALUE;
        }
        // the chunk ended early: because a row is wrong, or because the rows are long
        rows.index(window, fileSize, rows.next(), window.length(), columns, 1);
        return rows.problem() == RowIndexer.NO_PROBLEM ? Integer.MAX_VALUE : right;
    }

    /** After the first line end with an even (0) or odd (1) number of quotes before it, unless too many others come first. */
    private int afterLineEnd(Window window, int wantedParity, int maxOthers) {
        long base = window.address();
        int length = window.length();
        Dialect dialect = settings.dialect();
        int parity = 0;
        int others = 0;
        boolean comment = false;
        boolean lineStart = false;
        for (int position = 0; position < length && others < maxOthers; position++) {
            // a line end may have two bytes
            window.fill(Math.min(length, position + 2));
            int current = UnsafeApi.getByte(base + position) & 0xFF;
            comment |= lineStart && current == dialect.comment();
            int lineEnd = dialect.lineEndAt(base, position, length, true);
            if (lineEnd > 0 && parity == wantedParity) {
                return position + lineEnd;
            }
            lineStart = lineEnd > 0;
            comment &= !lineStart;
            others += lineStart ? 1 : 0;
            if (!comment) {
                parity ^= current == dialect.quote() ? 1 : 0;
                position += current == dialect.escape() ? 1 : 0;
            }
        }
        return NONE;
    }
}
