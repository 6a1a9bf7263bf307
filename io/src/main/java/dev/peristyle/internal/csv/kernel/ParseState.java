package dev.peristyle.internal.csv.kernel;

import dev.peristyle.internal.value.FloatingReader;
import dev.peristyle.internal.value.NumberReader;
import dev.peristyle.internal.value.TimeReader;
import org.agrona.UnsafeApi;

/**
 * What a parse kernel reports besides its return value: the null count or the failed row, and its scratch space. Reusable, one per
 * thread, owns no off-heap memory.
 */
public final class ParseState {
    /** Nulls among the parsed rows; valid if every row could be parsed. */
    public int nullCount;

    /** First output row that could not be parsed, or -1. */
    public int failedRow = -1;

    /** Bytes of the arena in use; a string parse appends after them. The caller sets it to 0 for an empty arena. */
    public long arenaUsed;

    /** When the arena was too small: a capacity with which the same call certainly succeeds. */
    public long arenaNeeded;

    /**
     * Whether quotes inside of quoted fields have to be looked for. The caller may set it to {@link StructureState#escapesSeen} of the scan
     * that found the fields, which saves reading texts at all.
     */
    public boolean escapesPossible = true;

    /** Whether kernels may run in their vectorized form, where there is one; the other form gives the same bits. */
    public boolean vectors = true;

    /** Result of a slow path. */
    long value;

    /** Per row of a block: the first eight bytes of a field, eight bytes from a little further, its length. */
    final long[] words = new long[64];

    final long[] laterWords = new long[64];
    final long[] lengths = new long[64];

    /** Per row of a block: the first byte of a field. */
    final byte[] firsts = new byte[64];

    /** One bit per row of a block: a minus sign, a point where it is expected. */
    long minuses;

    long points;

    private NumberReader numbers;
    private FloatingReader floatingPoint;
    private TimeReader times;
    private FixedPointBlocks fixedPoint;
    private DateBlocks dates;

    /** Creates an empty state. */
    public ParseState() {}

    FixedPointBlocks fixedPoint() {
        if (fixedPoint == null) {
            fixedPoint = new FixedPointBlocks();
        }
        return fixedPoint;
    }

    DateBlocks dates() {
        if (dates == null) {
            dates = new DateBlocks();
        }
        return dates;
    }

    /**
     * Reads any decimal that fits into {@link #value}, scaled; digits after the scale must be zeros.
     *
     * @return false if the text is something else
     */
    boolean readDecimal(long address, int length, int scale, int precision) {
        if (numbers == null) {
            numbers = new NumberReader();
        }
        boolean fits = !hasExponent(address, length)
                && numbers.scan(address, length)
                && numbers.asScaled(scale, precision)
                && numbers.isExact();
        value = numbers.low();
        return fits;
    }

    /** A number with an exponent is a double: as long as types are inferred, it must not look like a decimal. */
    private static boolean hasExponent(long address, int length) {
        for (int position = 0; position < length; position++) {
            if ((UnsafeApi.getByte(address + position) | 0x20) == 'e') {
                return true;
            }
        }
        return false;
    }

    /**
     * Reads any double and puts its bits into {@link #value}.
     *
     * @param inferred whether the number must give its text back
     * @return false if the text is something else, or too large for a double
     */
    boolean readDouble(long address, int length, boolean inferred) {
        if (floatingPoint == null) {
            floatingPoint = new FloatingReader();
        }
        boolean number = floatingPoint.readDouble(address, length) && !floatingPoint.isTooLarge();
        value = Double.doubleToRawLongBits(floatingPoint.value());
        return number
                && !(inferred
                        && (NumberText.isPadded(address, length)
                                || !NumberText.isGivenBack(address, length, floatingPoint.value())));
    }

    /** Reads any float and puts its bits into {@link #value}; false if the text is something else, or too large for a float. */
    boolean readFloat(long address, int length) {
        if (floatingPoint == null) {
            floatingPoint = new FloatingReader();
        }
        boolean number = floatingPoint.readFloat(address, length) && !floatingPoint.isTooLarge();
        value = Float.floatToRawIntBits((float) floatingPoint.value());
        return number;
    }

    /** Reads any date and puts its day into {@link #value}; false if the text is something else. */
    boolean readDate(long address, int length) {
        boolean date = times().readDate(address, length) && times.isExact();
        value = times.value();
        return date && value == (int) value;
    }

    /** Reads any timestamp of microseconds into {@link #value}; false if the text is something else. */
    boolean readTimestamp(long address, int length) {
        boolean timestamp = times().readTimestamp(address, length, 6) && times.isExact();
        value = times.value();
        return timestamp;
    }

    private TimeReader times() {
        if (times == null) {
            times = TimeReader.ofFiles();
        }
        return times;
    }

    int succeed(int nulls) {
        nullCount = nulls;
        failedRow = -1;
        return -1;
    }

    int fail(int row) {
        nullCount = 0;
        failedRow = row;
        return row;
    }
}
