package dev.peristyle.internal.csv;

import dev.peristyle.file.InvalidBytes;
import dev.peristyle.internal.csv.kernel.Utf8Kernel;

/**
 * Checks that records are UTF-8, all of their bytes, whatever is read of them. As a record is whole in its window, so are its characters.
 * Where the structure scan met nothing but ASCII there is nothing to do. Lines between records are left out, as they are everywhere.
 * Not thread-safe.
 */
final class RowEncoding {
    /** All rows are right. */
    static final int ALL_VALID = -1;

    private final InvalidBytes policy;
    private int invalidAt;

    RowEncoding(ReadSettings settings) {
        this.policy = settings.invalidBytes();
    }

    /**
     * Says whether there may be rows that are refused, without knowing where the rows are.
     *
     * @param rows where they were counted
     * @param from where they begin, relative to the base
     */
    boolean mayRefuse(long base, RowIndexer rows, int from) {
        return policy == InvalidBytes.ERROR && hasInvalid(base, rows, from);
    }

    /**
     * Says whether there may be texts that need replacements.
     *
     * @param rows where they were indexed
     * @param from where they begin, relative to the base
     */
    boolean mayReplace(long base, RowIndexer rows, int from) {
        return policy == InvalidBytes.REPLACE && hasInvalid(base, rows, from);
    }

    private static boolean hasInvalid(long base, RowIndexer rows, int from) {
        return rows.nonAsciiSeen() && Utf8Kernel.firstInvalid(base, from, rows.next()) >= 0;
    }

    /**
     * Looks for the first indexed row that is refused.
     *
     * @param from where the rows begin, relative to the base
     * @return its number, or {@link #ALL_VALID}
     */
    int firstRefused(long base, RowIndexer rows, int from) {
        if (policy != InvalidBytes.ERROR || rows.rowCount() == 0 || !rows.nonAsciiSeen()) {
            return ALL_VALID;
        }
        int position = from;
        while (true) {
            invalidAt = Utf8Kernel.firstInvalid(base, position, rows.next());
            if (invalidAt < 0) {
                return ALL_VALID;
            }
            int row = rowThatEndsAfter(invalidAt, rows);
            if (row == rows.rowCount()) {
                return ALL_VALID;
            }
            position = rows.rowStart(row);
            if (invalidAt >= position) {
                return row;
            }
        }
    }

    /** Whether bytes from one position to another are refused. */
    boolean refuses(long base, int from, int to) {
        invalidAt = policy == InvalidBytes.ERROR ? Utf8Kernel.firstInvalid(base, from, to) : ALL_VALID;
        return invalidAt >= 0;
    }

    /** Whether texts may need replacements at all. */
    boolean replaces() {
        return policy == InvalidBytes.REPLACE;
    }

    private static int rowThatEndsAfter(int position, RowIndexer rows) {
        int low = 0;
        int high = rows.rowCount();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (rows.rowEnd(middle) > position) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** Where the first bytes of the row are that are not valid, relative to the base. */
    int invalidAt() {
        return invalidAt;
    }
}
