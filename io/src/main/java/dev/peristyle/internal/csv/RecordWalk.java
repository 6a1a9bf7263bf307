package dev.peristyle.internal.csv;

import dev.peristyle.internal.csv.kernel.Dialect;
import dev.peristyle.internal.window.Window;
import org.agrona.UnsafeApi;

/**
 * Goes through records byte by byte up to a place, to tell in a message what is there: which record, which field, which quote. What is
 * wrong on the way is passed over. Not thread-safe.
 */
final class RecordWalk {
    private final long base;
    private final int limit;
    private final boolean end;
    private final Dialect dialect;
    private int position;
    private int record;
    private int field;
    private int opened;
    private boolean quoted;
    private boolean fieldStart = true;

    /**
     * Begins at the start of a record.
     *
     * @param window where it is, filled
     */
    RecordWalk(Window window, long fileSize, Dialect dialect, int from) {
        this.base = window.address();
        this.limit = window.length();
        this.end = window.fileOffset() + limit == fileSize;
        this.dialect = dialect;
        this.position = from;
        this.record = from;
        this.opened = from;
    }

    /** Goes on to a position. */
    RecordWalk to(int target) {
        while (position < target) {
            step();
        }
        return this;
    }

    /** Goes on to the end of the record at hand and returns it, its line end not counted. */
    int recordEnd() {
        while (position < limit) {
            if (!quoted && dialect.lineEndAt(base, position, limit, end) > 0) {
                return position;
            }
            step();
        }
        return limit;
    }

    /** Where the record starts. */
    int record() {
        return record;
    }

    /** The number of the field in its record, from 0. */
    int field() {
        return field;
    }

    /** Where the last quote opened. */
    int opened() {
        return opened;
    }

    private void step() {
        int current = UnsafeApi.getByte(base + position) & 0xFF;
        if (current == dialect.escape()) {
            fieldStart = false;
            position += 2;
        } else if (quoted) {
            inQuotes(current);
        } else if (fieldStart && current == dialect.quote()) {
            quoted = true;
            fieldStart = false;
            opened = position;
            position++;
        } else if (position == record && current == dialect.comment()) {
            position = dialect.nextLineEnd(base, position + 1, limit, end);
        } else {
            outside(current);
        }
    }

    private void inQuotes(int current) {
        position++;
        if (current == dialect.quote()) {
            quoted = position < limit && (UnsafeApi.getByte(base + position) & 0xFF) == dialect.quote();
            position += quoted ? 1 : 0;
        }
    }

    private void outside(int current) {
        int lineEnd = dialect.lineEndAt(base, position, limit, end);
        int delimiter = dialect.delimiterAt(base, position, limit, end);
        if (lineEnd > 0) {
            position += lineEnd;
            record = position;
            field = 0;
            fieldStart = true;
        } else if (delimiter > 0) {
            position += delimiter;
            field++;
            fieldStart = true;
        } else {
            position++;
            fieldStart &= dialect.isBlank((byte) current);
        }
    }
}
