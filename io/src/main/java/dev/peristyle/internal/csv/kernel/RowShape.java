package dev.peristyle.internal.csv.kernel;

import org.agrona.UnsafeApi;

/**
 * Makes a matrix of the flat index: checks that every row has as many fields as there are columns, moves the end of a last field back over
 * the carriage return of a CRLF, leaves blank lines out, and writes where rows start. The package comment draws the result.
 */
public final class RowShape {
    private RowShape() {}

    /**
     * Verifies the rows of an index that a structure scan wrote. Entries behind the last line end (the beginning of an incomplete record)
     * are ignored.
     *
     * @param base address of the input
     * @param structure the finished scan; its index is changed in place and its counts are left alone
     * @param columns wanted fields per row, at least 1
     * @param keepBlankLines for one column: whether a blank line is a row with an empty field. With more columns a blank line is always
     *     left out.
     * @param rowStarts address of an int array with room for {@link StructureState#lineEnds} entries: gets (start of row) - 1
     * @param result gets the counts
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
        int entries = structure.entryCount;
        int rows = structure.lineEnds;
        int entriesBehind = entries - rows * columns;
        boolean rectangular = entriesBehind >= 0
                && entriesBehind < columns
                && verifyRectangle(base, structure, columns, columns > 1 || keepBlankLines, rowStarts);
        if (rectangular) {
            result.rowCount = rows;
            result.nextStart = rows == 0
                    ? structure.startedAt
                    : lineFeedOf(base, structure.entry(rows * columns - 1), structure.scannedTo) + 1;
        } else {
            compact(base, structure, columns, keepBlankLines, rowStarts, result);
        }
    }

    /**
     * The usual file: as many line ends as rows, and each row's last entry is one, so that no other entry can be. May have moved ends back
     * over carriage returns when it gives up.
     */
    private static boolean verifyRectangle(
            long base, StructureState structure, int columns, boolean emptyAllowed, long rowStarts) {
        int rows = structure.lineEnds;
        int end = structure.scannedTo;
        long entry = structure.indexAddress + ((long) (columns - 1) << 2);
        long stride = (long) columns << 2;
        int previous = structure.startedAt - 1;
        for (int row = 0; row < rows; row++) {
            int position = UnsafeApi.getInt(entry);
            if (position != end && UnsafeApi.getByte(base + position) != '\n') {
                return false;
            }
            UnsafeApi.putInt(rowStarts + ((long) row << 2), previous);
            int fieldEnd = position;
            if (position > previous + 1 && UnsafeApi.getByte(base + position - 1) == '\r') {
                fieldEnd--;
                UnsafeApi.putInt(entry, fieldEnd);
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
                byte at = UnsafeApi.getByte(base + position);
                if (at != '\n' && at != '\r') {
                    continue;
                }
            }
            // an end that was moved back before stands on the CR; with the line feed in hand both cases are one
            int lineEnd = lineFeedOf(base, position, end);
            int start = previousLineEnd + 1;
            int fieldEnd = lineEnd > start && UnsafeApi.getByte(base + lineEnd - 1) == '\r' ? lineEnd - 1 : lineEnd;
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
                    UnsafeApi.putInt(target + ((long) column << 2), structure.entry(first + column));
                }
                UnsafeApi.putInt(target + ((long) (columns - 1) << 2), fieldEnd);
                UnsafeApi.putInt(rowStarts + ((long) row << 2), previousLineEnd);
                row++;
            }
            first = entry + 1;
            previousLineEnd = lineEnd;
        }
        result.rowCount = row;
        result.nextStart = previousLineEnd + 1;
    }

    private static int lineFeedOf(long base, int position, int end) {
        return position != end && UnsafeApi.getByte(base + position) == '\r' ? position + 1 : position;
    }
}
