package dev.peristyle.internal.csv.kernel;

import static org.agrona.UnsafeApi.getByte;
import static org.agrona.UnsafeApi.getInt;
import static org.agrona.UnsafeApi.getShort;
import static org.agrona.UnsafeApi.putInt;

/**
 * Makes a matrix of the flat index: checks that every row has as many fields as there are columns, moves the end of a last field back over
 * the carriage return of a CRLF, leaves blank lines out, and writes where rows start. The package comment draws the result.
 */
public final class RowShape {
    private RowShape() {}

    /**
     * Verifies the rows of an index that a structure scan wrote. Entries after the last line end (the beginning of an incomplete record)
     * are ignored.
     *
     * @param structure the finished scan; its index is changed in place and its counts are left alone
     * @param columns wanted fields per row, at least 1
     * @param keepBlankLines for one column: whether a blank line is a row with an empty field. With more columns a blank line is always
     *     left out.
     * @param rowStarts address of an int array with room for {@link StructureState#lineEnds} entries: gets (start of row) - 1, unless
     *     {@link RowShapeState#contiguous} says that the index has it
     */
    public static void verify(
            long base,
            StructureState structure,
            int columns,
            boolean keepBlankLines,
            long rowStarts,
            RowShapeState result) {
        result.failedRow = -1;
        result.failedFields = 0;
        result.failedStart = -1;
        result.skippedLines = 0;
        result.contiguous = false;
        int entries = structure.entryCount;
        int rows = structure.lineEnds;
        int entriesAfter = entries - rows * columns;
        boolean rectangular = entriesAfter >= 0
                && entriesAfter < columns
                && verifyRectangle(base, structure, columns, columns > 1 || keepBlankLines, rowStarts, result);
        if (rectangular) {
            result.rowCount = rows;
            result.nextStart = rows == 0
                    ? structure.startedAt
                    : lineFeedOf(base, structure.entry(rows * columns - 1), structure.scannedTo) + 1;
        } else {
            result.contiguous = false;
            compact(base, structure, columns, keepBlankLines, rowStarts, result);
        }
    }

    /**
     * The usual file: as many line ends as rows, and each row's last entry is one, so that no other entry can be. May have moved ends back
     * over carriage returns when it gives up.
     */
    private static boolean verifyRectangle(
            long base,
            StructureState structure,
            int columns,
            boolean emptyAllowed,
            long rowStarts,
            RowShapeState result) {
        long ends = structure.indexAddress + ((long) (columns - 1) << 2);
        int rows = structure.lineEnds;
        if (emptyAllowed && rows > 2) {
            // the first row may begin where nothing before it can be read, the last may end without a line feed
            if (!verifyRows(base, structure, columns, true, 0, 1, structure.startedAt - 1, rowStarts)) {
                return false;
            }
            int lineEnd = lineFeedOf(base, getInt(ends), structure.scannedTo);
            long stride = (long) columns << 2;
            int verified = plainRows(base, ends, stride, rows - 1);
            if (verified == rows - 1 && lineEnd == getInt(ends)) {
                result.contiguous = true;
            } else {
                writeStarts(ends, stride, verified, lineEnd, rowStarts);
            }
            int last = verified == 1 ? lineEnd : getInt(ends + (verified - 1) * stride);
            return verifyRows(base, structure, columns, true, verified, rows, last, rowStarts);
        }
        return verifyRows(base, structure, columns, emptyAllowed, 0, rows, structure.startedAt - 1, rowStarts);
    }

    /** The first row from the second on that does not end with a line feed, or has a carriage return before it; at most the limit. */
    private static int plainRows(long base, long ends, long stride, int limit) {
        long entry = ends;
        int row = 1;
        while (row < limit) {
            entry += stride;
            int lineEnd = getShort(base + getInt(entry) - 1);
            if (lineEnd >> 8 != '\n' || (lineEnd & 0xFF) == '\r') {
                return row;
            }
            row++;
        }
        return row;
    }

    /** Starts of the rows [1, limit) of which only the first may not end where its entry is. */
    private static void writeStarts(long ends, long stride, int limit, int firstLineEnd, long rowStarts) {
        int previous = firstLineEnd;
        for (int row = 1; row < limit; row++) {
            putInt(rowStarts + ((long) row << 2), previous);
            previous = getInt(ends + row * stride);
        }
    }

    private static boolean verifyRows(
            long base,
            StructureState structure,
            int columns,
            boolean emptyAllowed,
            int from,
            int to,
            int lineEndBefore,
            long rowStarts) {
        int end = structure.scannedTo;
        long stride = (long) columns << 2;
        long entry = structure.indexAddress + ((long) (columns - 1) << 2) + from * stride;
        int previous = lineEndBefore;
        for (int row = from; row < to; row++) {
            int position = getInt(entry);
            if (position != end && getByte(base + position) != '\n') {
                return false;
            }
            putInt(rowStarts + ((long) row << 2), previous);
            int fieldEnd = position;
            if (position > previous + 1 && getByte(base + position - 1) == '\r') {
                fieldEnd--;
                putInt(entry, fieldEnd);
            }
            if (fieldEnd == previous + 1 && !emptyAllowed) {
                return false;
            }
            previous = position;
            entry += stride;
        }
        return true;
    }

    private static void compact(
            long base,
            StructureState structure,
            int columns,
            boolean keepBlankLines,
            long rowStarts,
            RowShapeState result) {
        int entries = structure.entryCount;
        int end = structure.scannedTo;
        long index = structure.indexAddress;
        int previousLineEnd = structure.startedAt - 1;
        int row = 0;
        int first = 0;
        for (int entry = 0; entry < entries; entry++) {
            int position = structure.entry(entry);
            if (position != end) {
                byte at = getByte(base + position);
                if (at != '\n' && at != '\r') {
                    continue;
                }
            }
            // an end that was moved back before is on the CR; with the line feed in hand both cases are one
            int lineEnd = lineFeedOf(base, position, end);
            int start = previousLineEnd + 1;
            int fieldEnd = lineEnd > start && getByte(base + lineEnd - 1) == '\r' ? lineEnd - 1 : lineEnd;
            int fields = entry + 1 - first;
            if (fieldEnd == start && (columns > 1 || !keepBlankLines)) {
                result.skippedLines++;
            } else if (fields != columns) {
                result.failedRow = row;
                result.failedFields = fields;
                result.failedStart = start;
                break;
            } else {
                long target = index + (((long) row * columns) << 2);
                for (int column = 0; column < columns - 1; column++) {
                    putInt(target + ((long) column << 2), structure.entry(first + column));
                }
                putInt(target + ((long) (columns - 1) << 2), fieldEnd);
                putInt(rowStarts + ((long) row << 2), previousLineEnd);
                row++;
            }
            first = entry + 1;
            previousLineEnd = lineEnd;
        }
        result.rowCount = row;
        result.nextStart = previousLineEnd + 1;
    }

    private static int lineFeedOf(long base, int position, int end) {
        return position != end && getByte(base + position) == '\r' ? position + 1 : position;
    }
}
