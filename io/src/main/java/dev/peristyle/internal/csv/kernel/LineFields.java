package dev.peristyle.internal.csv.kernel;

import static org.agrona.UnsafeApi.getByte;
import static org.agrona.UnsafeApi.getInt;
import static org.agrona.UnsafeApi.getLong;
import static org.agrona.UnsafeApi.putInt;

import java.util.Arrays;

/**
 * Finds the fields of a column in lines, without their padding. A field of nothing but blanks is empty, whatever it is padded with; of zeros
 * before a number one is left if no digit comes after them.
 *
 * <p>Places are counted in characters. In lines of ASCII these are bytes; for others, {@link #locate} first writes where in each line the
 * characters are at which a column begins or ends.
 */
public final class LineFields {
    private static final long BLANKS = Swar.broadcast(' ');

    private final int[] boundaries;
    private final int[] starts;
    private final int[] ends;

    /** For a layout. */
    public LineFields(LineLayout layout) {
        int columns = layout.columns().size();
        this.boundaries = layout.boundaries();
        this.starts = new int[columns];
        this.ends = new int[columns];
        for (int column = 0; column < columns; column++) {
            starts[column] =
                    Arrays.binarySearch(boundaries, layout.columns().get(column).start());
            ends[column] =
                    Arrays.binarySearch(boundaries, layout.columns().get(column).end());
        }
    }

    /**
     * Returns what {@link #locate} writes for a line.
     *
     * @return bytes
     */
    public long bytesPerLine() {
        return 4L * boundaries.length;
    }

    /**
     * Writes where the boundaries of columns are in lines of any characters; in a line that ends before one, its end.
     *
     * @param lines the index of a {@link LineScanner}
     * @param places address of {@link #bytesPerLine} for each line
     */
    public void locate(long base, long lines, int rows, long places) {
        long out = places;
        for (int row = 0; row < rows; row++) {
            int position = getInt(lines + (long) LineScanner.ENTRY * row);
            int end = getInt(lines + (long) LineScanner.ENTRY * row + 4);
            int character = 0;
            for (int boundary : boundaries) {
                while (character < boundary && position < end) {
                    position = LineScanner.afterCharacter(base, position, end);
                    character++;
                }
                putInt(out, position);
                out += 4;
            }
        }
    }

    /**
     * Writes the positions before the fields of a column and their ends.
     *
     * @param lines the index of a {@link LineScanner}
     * @param places what {@link #locate} wrote, or 0 if the lines are ASCII
     * @param number that of the column in the layout
     * @param before address of four bytes a line
     * @param after the same
     */
    public void find(
            long base,
            long lines,
            int rows,
            long places,
            int number,
            LineLayout.Column column,
            long before,
            long after) {
        int first = column.start();
        int last = column.end();
        long placeStep = bytesPerLine();
        long startPlace = places + 4L * starts[number];
        long endPlace = places + 4L * ends[number];
        long padding = Swar.broadcast(column.padding());
        boolean zeros = column.padding() == '0' && column.trimsStart();
        boolean mayBeBlank = column.padding() != ' ' && (column.trimsStart() || column.trimsEnd());
        boolean trimsStart = column.trimsStart();
        boolean trimsEnd = column.trimsEnd();
        for (int row = 0; row < rows; row++) {
            int start;
            int end;
            if (places == 0) {
                int line = getInt(lines + (long) LineScanner.ENTRY * row);
                int lineEnd = getInt(lines + (long) LineScanner.ENTRY * row + 4);
                start = Math.min(line + first, lineEnd);
                end = Math.min(line + last, lineEnd);
            } else {
                start = getInt(startPlace + placeStep * row);
                end = getInt(endPlace + placeStep * row);
            }
            int from = trimsStart ? afterPadding(base, start, end, padding) : start;
            int to = trimsEnd ? beforePadding(base, from, end, padding) : end;
            if (zeros && from > start && (from == to || isNoPartOfNumber(getByte(base + from)))) {
                from--;
            }
            if (mayBeBlank && from < to && getByte(base + from) == ' ' && afterPadding(base, from, to, BLANKS) == to) {
                to = from;
            }
            putInt(before + 4L * row, from - 1);
            putInt(after + 4L * row, to);
        }
    }

    /** What comes after a zero that has to stay: a point, or what is used in its place. */
    private static boolean isNoPartOfNumber(byte value) {
        return value < '0' && value != '-' && value != '+';
    }

    /** Looks at bytes after the end as well. */
    private static int afterPadding(long base, int start, int end, long padding) {
        int position = start;
        while (position < end) {
            long others = getLong(base + position) ^ padding;
            if (others != 0) {
                return Math.min(end, position + (Long.numberOfTrailingZeros(others) >>> 3));
            }
            position += Long.BYTES;
        }
        return end;
    }

    private static int beforePadding(long base, int start, int end, long padding) {
        int position = end;
        while (position - start >= Long.BYTES) {
            long others = getLong(base + position - Long.BYTES) ^ padding;
            if (others != 0) {
                return position - (Long.numberOfLeadingZeros(others) >>> 3);
            }
            position -= Long.BYTES;
        }
        int left = position - start;
        if (left == 0) {
            return start;
        }
        // the bytes that are left, at the upper end of a word
        long others = (getLong(base + start) ^ padding) << ((Long.BYTES - left) << 3);
        return others == 0 ? start : position - (Long.numberOfLeadingZeros(others) >>> 3);
    }
}
