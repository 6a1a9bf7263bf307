package dev.peristyle.internal.csv;

import dev.peristyle.file.Window;
import org.agrona.UnsafeApi;

/**
 * Finds the first row of a split without reading what lies before it. Where a split begins may be inside quotes, and nothing
 * in the split proves or disproves it: the row behind the first line feed with an even number of quotes before it is the
 * answer if it is not, with an odd number if it is. The one behind which rows have the right number of fields is taken, and
 * if it was wrong, the split is read again once the end of the split before it is known.
 */
final class SplitStart {
    /** No row starts in what can be seen of the file. */
    static final int NONE = -1;

    private static final int ROWS_TO_LOOK_AT = 64;

    private final ReadSettings settings;
    private final RowIndexer rows;

    SplitStart(ReadSettings settings, RowIndexer rows) {
        this.settings = settings;
        this.rows = rows;
    }

    /** Where the first row behind the start of a window starts, relative to the window, or {@link #NONE}. */
    int find(Window window, long fileSize, int columns) {
        int outside = behindLineFeed(window, 0);
        if (settings.quote() < 0) {
            return outside;
        }
        int right = outside == NONE ? -1 : rightRows(window, fileSize, outside, columns);
        if (right == Integer.MAX_VALUE) {
            return outside;
        }
        int inside = behindLineFeed(window, 1);
        if (inside == NONE) {
            return outside;
        }
        return rightRows(window, fileSize, inside, columns) > right ? inside : outside;
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

    /** Behind the first line feed that has an even (0) or odd (1) number of quotes before it. */
    private int behindLineFeed(Window window, int wantedParity) {
        long base = window.address();
        int length = window.length();
        byte quote = (byte) settings.quote();
        boolean quotes = settings.quote() >= 0;
        int parity = 0;
        for (int position = 0; position < length; position++) {
            window.fill(position + 1);
            byte current = UnsafeApi.getByte(base + position);
            if (current == '\n' && parity == wantedParity) {
                return position + 1;
            }
            if (quotes && current == quote) {
                parity ^= 1;
            }
        }
        return NONE;
    }
}
