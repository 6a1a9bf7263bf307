package dev.peristyle.internal.csv;

import dev.peristyle.error.RecordFault;
import dev.peristyle.internal.csv.kernel.Dialect;
import dev.peristyle.internal.window.Window;

/**
 * Where a bad record begins and ends, so that reading can go on after it. All positions are relative to the window. Reusable, not
 * thread-safe.
 */
final class BadRecord {
    /** The end is not in the window. */
    static final int BEYOND = -1;

    /** What is wrong with it. */
    RecordFault fault;

    /** Where it begins. */
    int start;

    /** Where it ends, its line end not counted, or {@link #BEYOND}. */
    int end;

    /** Where the next record begins, if the end is in the window. */
    int next;

    /** If the end is beyond the window: it is looked for from here on. */
    int searchFrom;

    private final Dialect dialect;
    private final int maximumSize;

    BadRecord(ReadSettings settings) {
        this.dialect = settings.dialect();
        this.maximumSize = settings.maximumRecordSize();
    }

    /**
     * The first record of an index, whose structure is wrong.
     *
     * @param window filled
     * @param from where the indexer began
     */
    BadRecord ofStructure(Window window, long fileSize, RowIndexer rows, int from) {
        int at = rows.problemAt();
        switch (rows.problem()) {
            case RowIndexer.FIELD_COUNT -> {
                fault = rows.hasTooFewFields() ? RecordFault.TOO_FEW_FIELDS : RecordFault.TOO_MANY_FIELDS;
                ofFields(window, fileSize, at);
            }
            case RowIndexer.TEXT_AFTER_QUOTE -> {
                fault = RecordFault.MALFORMED_QUOTES;
                RecordWalk walk = new RecordWalk(window, fileSize, dialect, from).to(at);
                start = walk.record();
                endAfter(window, fileSize, walk.opened());
            }
            case RowIndexer.UNCLOSED_QUOTE -> {
                fault = RecordFault.MALFORMED_QUOTES;
                start = at;
                endAfter(
                        window,
                        fileSize,
                        new RecordWalk(window, fileSize, dialect, at)
                                .to((int) Math.min(window.length(), (long) at + maximumSize))
                                .opened());
            }
            default -> {
                fault = RecordFault.TOO_LONG;
                start = at;
                endAfter(window, fileSize, (int) Math.min(window.length(), (long) at + maximumSize));
            }
        }
        return this;
    }

    /** A record with the right quotes. */
    BadRecord ofFields(Window window, long fileSize, int at) {
        start = at;
        end = new RecordWalk(window, fileSize, dialect, at).recordEnd();
        boolean atEnd = window.fileOffset() + window.length() == fileSize;
        next = end;
        if (end < window.length()) {
            next += Math.max(0, dialect.lineEndAt(window.address(), end, window.length(), atEnd));
        }
        return this;
    }

    /** At the first line end from a position on, whatever quotes there are. */
    private void endAfter(Window window, long fileSize, int from) {
        boolean atEnd = window.fileOffset() + window.length() == fileSize;
        int length = window.length();
        int found = dialect.possibleLineEnd(window.address(), from, length, atEnd);
        int lineEnd = found < length ? dialect.lineEndAt(window.address(), found, length, atEnd) : 0;
        if (lineEnd > 0 || atEnd) {
            end = found;
            next = found + lineEnd;
        } else {
            end = BEYOND;
            searchFrom = found;
        }
    }
}
