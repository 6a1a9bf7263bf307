package dev.peristyle.internal.csv.kernel;

import static org.agrona.UnsafeApi.getByte;
import static org.agrona.UnsafeApi.getInt;
import static org.agrona.UnsafeApi.getLong;
import static org.agrona.UnsafeApi.putInt;
import static org.agrona.UnsafeApi.putLong;

import java.util.Arrays;

/**
 * Finds the fields of a column in lines, without their padding. A field of nothing but blanks is empty, whatever it is padded with; of zeros
 * before a number one is left if no digit comes after them.
 *
 * <p>Places are counted in characters. In lines of ASCII these are bytes; for others, {@link #locate} first writes where in each line the
 * characters are at which a column begins or ends.
 */
public final class LineFields {
    /** Bytes of the index a field, as many as a line has in that of a {@link LineScanner}. */
    public static final int ENTRY = LineScanner.ENTRY;

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
            int position = getInt(lines + (long) ENTRY * row);
            int end = getInt(lines + (long) ENTRY * row + 4);
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
     * Writes the position before each field of a column and its end, in turns.
     *
     * @param lines the index of a {@link LineScanner}
     * @param places what {@link #locate} wrote, or 0 if the lines are ASCII
     * @param whole whether no line ends before its last column
     * @param number that of the column in the layout
     * @param target address of {@value #ENTRY} bytes a line
     */
    public void find(
            long base, long lines, int rows, long places, boolean whole, int number, LineColumn column, long target) {
        boolean usual = places == 0
                && whole
                && column.trimsStart()
                && column.trimsEnd()
                && column.padding() == ' '
                && column.width() <= 2 * Long.BYTES;
        if (!usual) {
            findAny(base, lines, rows, places, number, column, target);
        } else if (column.width() <= Long.BYTES) {
            findInWord(base + column.start(), lines, rows, column.start(), column.width(), target);
        } else {
            findInTwoWords(base + column.start(), lines, rows, column.start(), column.width(), target);
        }
    }

    /** Fields of up to eight bytes, without a branch: where padding ends is hard to predict. */
    private static void findInWord(long base, long lines, int rows, int first, int width, long target) {
        int others = Long.BYTES - width;
        int shift = others << 3;
        int beforeField = first - others - 1;
        int afterField = first + width;
        long out = target - lines;
        long end = lines + (long) ENTRY * rows;
        // no counted loop, which the compiler would unroll until it is out of registers
        for (long line = lines; line != end; line += ENTRY) {
            int start = getInt(line);
            // the field in the upper bytes; zeros where it is padding
            long text = (getLong(base + start) ^ BLANKS) << shift;
            int before = start + beforeField + (Long.numberOfTrailingZeros(text) >>> 3);
            int after = start + afterField - (Long.numberOfLeadingZeros(text) >>> 3);
            putLong(out + line, entry(before, after));
        }
    }

    /** Fields of nine to sixteen bytes: the first eight and the last eight, which overlap. */
    private static void findInTwoWords(long base, long lines, int rows, int first, int width, long target) {
        int second = width - Long.BYTES;
        int beforeField = first - 1;
        int afterField = first + width;
        long out = target - lines;
        long end = lines + (long) ENTRY * rows;
        for (long line = lines; line != end; line += ENTRY) {
            int start = getInt(line);
            long head = getLong(base + start) ^ BLANKS;
            long tail = getLong(base + start + second) ^ BLANKS;
            int before = start
                    + beforeField
                    + (head != 0
                            ? Long.numberOfTrailingZeros(head) >>> 3
                            : second + (Long.numberOfTrailingZeros(tail) >>> 3));
            int after = start
                    + afterField
                    - (tail != 0
                            ? Long.numberOfLeadingZeros(tail) >>> 3
                            : second + (Long.numberOfLeadingZeros(head) >>> 3));
            putLong(out + line, entry(before, after));
        }
    }

    /** The position before a field and its end, which is not before its start: of nothing but padding they would be in the wrong order. */
    private static long entry(int before, int after) {
        return before & 0xFFFF_FFFFL | (long) Math.max(before + 1, after) << Integer.SIZE;
    }

    /** Any others. */
    private void findAny(long base, long lines, int rows, long places, int number, LineColumn column, long target) {
        int first = column.start();
        int last = column.end();
        long placeStep = bytesPerLine();
        long startPlace = places + 4L * starts[number];
        long endPlace = places + 4L * ends[number];
        long padding = Swar.broadcast(column.padding());
        boolean zeros = hasZeros(column);
        boolean mayBeBlank = mayBeBlank(column);
        boolean trimsStart = column.trimsStart();
        boolean trimsEnd = column.trimsEnd();
        for (int row = 0; row < rows; row++) {
            int start;
            int end;
            if (places == 0) {
                int line = getInt(lines + (long) ENTRY * row);
                int lineEnd = getInt(lines + (long) ENTRY * row + 4);
                start = Math.min(line + first, lineEnd);
                end = Math.min(line + last, lineEnd);
            } else {
                start = getInt(startPlace + placeStep * row);
                end = getInt(endPlace + placeStep * row);
            }
            long field = withoutPadding(base, start, end, padding, trimsStart, trimsEnd, zeros, mayBeBlank);
            putLong(target + (long) ENTRY * row, field);
        }
    }

    private static long withoutPadding(
            long base,
            int start,
            int end,
            long padding,
            boolean trimsStart,
            boolean trimsEnd,
            boolean zeros,
            boolean mayBeBlank) {
        int from = trimsStart ? afterPadding(base, start, end, padding) : start;
        int to = trimsEnd ? beforePadding(base, from, end, padding) : end;
        if (zeros && from > start && (from == to || isNoPartOfNumber(getByte(base + from)))) {
            from--;
        }
        if (mayBeBlank && from < to && getByte(base + from) == ' ' && afterPadding(base, from, to, BLANKS) == to) {
            to = from;
        }
        return entry(from - 1, to);
    }

    /**
     * Says for who writes a field whether just some bytes of it are its value, and all others padding.
     *
     * @param field address of the field; the eight bytes after it are readable
     * @param bytes of the field
     * @param from where the value begins in it
     * @param to where it ends
     * @return false if a reader takes more or less
     */
    public static boolean isRead(long field, int bytes, int from, int to, LineColumn column) {
        long padding = Swar.broadcast(column.padding());
        boolean trimsStart = column.trimsStart();
        boolean trimsEnd = column.trimsEnd();
        boolean zeros = hasZeros(column);
        return withoutPadding(field, 0, bytes, padding, trimsStart, trimsEnd, zeros, mayBeBlank(column))
                == entry(from - 1, to);
    }

    private static boolean hasZeros(LineColumn column) {
        return column.padding() == '0' && column.trimsStart();
    }

    private static boolean mayBeBlank(LineColumn column) {
        return column.padding() != ' ' && (column.trimsStart() || column.trimsEnd());
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
