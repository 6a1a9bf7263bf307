package dev.peristyle.internal.state.kernel;

import org.agrona.UnsafeApi;

/**
 * Moves a column of up to a few hundred rows between rows and an array of words, and the words of that between the array and as
 * many bytes each as their spread needs: what is stored is the distance from the least of them (a frame of reference). Bytes are
 * in an array on the heap; {@code at} counts from its first one. A word is written in eight bytes, of which the next one covers
 * those that it does not need, so the array must have seven bytes more than the words take.
 */
public final class PackKernel {

    /** Where the first byte of an array of bytes is. */
    public static final long BYTES = UnsafeApi.arrayBaseOffset(byte[].class);

    private PackKernel() {}

    /**
     * Loads a value of each row, with its sign.
     *
     * @param width bytes of a value: 1, 2, 4 or 8
     * @param source address of the value in the first row
     * @param stride the size of a row
     */
    public static void load(int width, long source, int stride, int count, long[] words) {
        switch (width) {
            case 1 -> load1(source, stride, count, words);
            case 2 -> load2(source, stride, count, words);
            case 4 -> load4(source, stride, count, words);
            default -> load8(source, stride, count, words);
        }
    }

    private static void load1(long source, int stride, int count, long[] words) {
        for (int row = 0; row < count; row++) {
            words[row] = UnsafeApi.getByte(source + (long) stride * row);
        }
    }

    private static void load2(long source, int stride, int count, long[] words) {
        for (int row = 0; row < count; row++) {
            words[row] = UnsafeApi.getShort(source + (long) stride * row);
        }
    }

    private static void load4(long source, int stride, int count, long[] words) {
        for (int row = 0; row < count; row++) {
            words[row] = UnsafeApi.getInt(source + (long) stride * row);
        }
    }

    private static void load8(long source, int stride, int count, long[] words) {
        for (int row = 0; row < count; row++) {
            words[row] = UnsafeApi.getLong(source + (long) stride * row);
        }
    }

    /**
     * Stores a value of each row, as {@link #load} has loaded it.
     *
     * @param width bytes of a value: 1, 2, 4 or 8
     * @param target address of the value in the first row
     * @param stride the size of a row
     */
    public static void store(int width, long target, int stride, int count, long[] words) {
        switch (width) {
            case 1 -> store1(target, stride, count, words);
            case 2 -> store2(target, stride, count, words);
            case 4 -> store4(target, stride, count, words);
            default -> store8(target, stride, count, words);
        }
    }

    private static void store1(long target, int stride, int count, long[] words) {
        for (int row = 0; row < count; row++) {
            UnsafeApi.putByte(target + (long) stride * row, (byte) words[row]);
        }
    }

    private static void store2(long target, int stride, int count, long[] words) {
        for (int row = 0; row < count; row++) {
            UnsafeApi.putShort(target + (long) stride * row, (short) words[row]);
        }
    }

    private static void store4(long target, int stride, int count, long[] words) {
        for (int row = 0; row < count; row++) {
            UnsafeApi.putInt(target + (long) stride * row, (int) words[row]);
        }
    }

    private static void store8(long target, int stride, int count, long[] words) {
        for (int row = 0; row < count; row++) {
            UnsafeApi.putLong(target + (long) stride * row, words[row]);
        }
    }

    /**
     * Returns the least word.
     *
     * @param count at least 1
     */
    public static long min(long[] words, int count) {
        long min = words[0];
        for (int row = 1; row < count; row++) {
            min = Math.min(min, words[row]);
        }
        return min;
    }

    /**
     * Returns how many bytes the distance of each word from the least one needs.
     *
     * @return 0 to 8; 0 if all are the same
     */
    public static int width(long[] words, int count, long min) {
        long bits = 0;
        for (int row = 0; row < count; row++) {
            // a distance is unsigned, so one that is more than a long can count is right as well
            bits |= words[row] - min;
        }
        return Long.SIZE + 7 - Long.numberOfLeadingZeros(bits) >>> 3;
    }

    /**
     * Writes words as their distances from the least one.
     *
     * @param width bytes of each, 1 to 8
     */
    public static void pack(long[] words, int count, long min, int width, byte[] bytes, int at) {
        long into = BYTES + at;
        for (int row = 0; row < count; row++) {
            UnsafeApi.putLong(bytes, into + (long) width * row, words[row] - min);
        }
    }

    /**
     * Reads what {@link #pack} has written.
     *
     * @param width bytes of each, 1 to 8
     */
    public static void unpack(byte[] bytes, int at, int count, long min, int width, long[] words) {
        long from = BYTES + at;
        long mask = -1L >>> Long.SIZE - 8 * width;
        for (int row = 0; row < count; row++) {
            words[row] = (UnsafeApi.getLong(bytes, from + (long) width * row) & mask) + min;
        }
    }

    /**
     * Loads how far the text of each row is from where it would be if it lay right below that of the row before, which is how
     * texts are written: mostly 0.
     *
     * @param rows address of the first row
     * @param offset where the distance and the length of the text are in a row
     * @param stride the size of a row
     * @param before address of the lowest byte of the text before
     */
    public static void loadTexts(long rows, int offset, int stride, int count, long before, long[] words) {
        long below = before;
        long at = rows;
        for (int row = 0; row < count; row++) {
            long start = RowAccess.textAddress(at, offset);
            words[row] = below - RowAccess.textLength(at, offset) - start;
            below = start;
            at += stride;
        }
    }

    /**
     * Stores where texts are, as {@link #loadTexts} has loaded it. Their lengths are there already.
     *
     * @param rows address of the first row
     * @param offset where the distance and the length of the text are in a row
     * @param stride the size of a row
     * @param before address of the lowest byte of the text before
     */
    public static void storeTexts(long rows, int offset, int stride, int count, long before, long[] words) {
        long below = before;
        long at = rows;
        for (int row = 0; row < count; row++) {
            below -= RowAccess.textLength(at, offset) + words[row];
            UnsafeApi.putInt(at + offset, (int) (below - at));
            at += stride;
        }
    }

    /** Returns how many words are not 0. */
    public static int countOthers(long[] words, int count) {
        int others = 0;
        for (int row = 0; row < count; row++) {
            others += words[row] == 0 ? 0 : 1;
        }
        return others;
    }

    /** Writes the words that are not 0, each after its number, in twelve bytes. */
    public static void packOthers(long[] words, int count, byte[] bytes, int at) {
        long into = BYTES + at;
        for (int row = 0; row < count; row++) {
            if (words[row] != 0) {
                UnsafeApi.putInt(bytes, into, row);
                UnsafeApi.putLong(bytes, into + 4, words[row]);
                into += 12;
            }
        }
    }

    /**
     * Reads what {@link #packOthers} has written.
     *
     * @param others how many
     * @param words all 0
     */
    public static void unpackOthers(byte[] bytes, int at, int others, long[] words) {
        long from = BYTES + at;
        for (int entry = 0; entry < others; entry++) {
            words[UnsafeApi.getInt(bytes, from)] = UnsafeApi.getLong(bytes, from + 4);
            from += 12;
        }
    }
}
