package dev.peristyle.internal.window;

/**
 * How a file is cut: window {@code k} shows the bytes from {@code k * step} on, {@code step + overlap} of them or as many as
 * the file has left. A record that begins in the first {@code step} bytes and is not longer than the overlap is whole.
 *
 * @param step distance from one window to the next in bytes
 * @param overlap how many bytes of the next window each one shows
 */
public record WindowLayout(int step, int overlap) {

    /**
     * The distance of windows where memory allows. Larger ones read no faster; of 1 MB, the buffer stays in a cache of the
     * processor, threads share the work out evenly, and those that are ahead of others have little to hold.
     */
    public static final int MAX_STEP = 1 << 20;

    /** Windows below this size would cost more than the parsing; a run with less memory fails with the pool's own message. */
    public static final int MIN_STEP = 64 << 10;

    /** All windows of a run together take at most this part of its memory, so that groups and sorts have the rest. */
    private static final int SHARE_OF_MEMORY = 8;

    /**
     * Checks the parts.
     *
     * @param step distance from one window to the next in bytes
     * @param overlap how many bytes of the next window each one shows
     */
    public WindowLayout {
        if (step < 1 || overlap < 0 || (long) step + overlap > Integer.MAX_VALUE - (1 << 20)) {
            throw new IllegalArgumentException("a window of " + step + " + " + overlap
                    + " bytes is not possible: at least 1, together below 2 GB");
        }
    }

    /**
     * The layout for a run: {@link #MAX_STEP}, smaller where memory is short.
     *
     * @param memory the memory limit of the run in bytes
     * @param threads readers at the same time
     * @param overlap the longest record in bytes
     * @return the layout; its step is a power of two
     */
    public static WindowLayout forRun(long memory, int threads, int overlap) {
        long step = Math.min(MAX_STEP, powerOfTwo(memory / SHARE_OF_MEMORY / threads));
        return new WindowLayout((int) Math.max(MIN_STEP, step), overlap);
    }

    private static long powerOfTwo(long most) {
        return Long.highestOneBit(Math.max(1, most));
    }

    /**
     * Returns the number of windows of a file.
     *
     * @return 0 for an empty file
     */
    public long count(long size) {
        return (size + step - 1) / step;
    }

    /**
     * Returns the number of bytes that a window shows.
     *
     * @return {@code step + overlap}, less at the end of the file
     */
    public int lengthOf(long number, long size) {
        return (int) Math.min((long) step + overlap, size - number * step);
    }
}
