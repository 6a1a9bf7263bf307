package dev.peristyle.internal.vector;

/**
 * How a young process gets its loops compiled soon. The JVM compiles what is called often: a loop in a long call is
 * compiled too, but later, and into code that is entered in the middle and stays slower. So the first chunks are small,
 * for many calls at little cost. Vectorized forms wait until a process has read for some seconds; then they are tried
 * for a part of the time, see {@link VectorSwitch}.
 *
 * <p>Counted for the whole process, whose code it is that gets compiled. Threads that count at the same time may lose a
 * step, which does not matter.
 */
public final class WarmUp {
    /** Rows of a small chunk: a block of the kernels is 64. */
    private static final int SMALL_CHUNK = 128;

    /** Small chunks: a method is compiled for good after some thousand calls. */
    private static final int SMALL_CHUNKS = 2048;

    /**
     * To load, compile and try vectorized forms costs one to two seconds of a core, and then they save a fifth to a
     * half of the time. So it pays for a process that goes on for some seconds, and a process that has read for some
     * seconds is likely to.
     */
    private static final long NANOS_WITHOUT_VECTORS = 3_000_000_000L;

    /** One of so many nanoseconds of reading may go to trials from then on. */
    private static final int SHARE_OF_TRIALS = 4;

    private static int chunks;
    private static long reading;
    private static long trying;

    private WarmUp() {}

    /**
     * Counts a chunk.
     *
     * @param max rows of a chunk
     * @return how many rows it may have
     */
    public static int rows(int max) {
        int before = chunks;
        if (before >= SMALL_CHUNKS) {
            return max;
        }
        chunks = before + 1;
        return Math.min(max, SMALL_CHUNK);
    }

    /** Notes how long a thread has read, trials included. */
    public static void read(long nanos) {
        reading += nanos;
    }

    /** Notes how much of that was a trial. */
    static void tried(long nanos) {
        trying += nanos;
    }

    /** Whether vectorized forms may be tried now. */
    static boolean allowsTrial() {
        return reading - NANOS_WITHOUT_VECTORS >= trying * SHARE_OF_TRIALS;
    }
}
