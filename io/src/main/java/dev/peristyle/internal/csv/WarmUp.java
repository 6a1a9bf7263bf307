package dev.peristyle.internal.csv;

/**
 * How a young process gets its loops compiled soon. The JVM compiles what is called often: a loop in a long call is compiled too, but later,
 * and into code that is entered in the middle and stays slower. So the first chunks are small, for many calls at little cost. Forms on
 * vectors, which take most of a second to load and to compile, wait until a process has read for longer than that; then they are
 * tried for a part of the time, see {@link VectorSwitch}.
 *
 * <p>Counted for the whole process, whose code it is that gets compiled. Threads that count at the same time may lose a step, which does not
 * matter.
 */
final class WarmUp {
    /** Rows of a small chunk: a block of the kernels is 64. */
    private static final int SMALL_CHUNK = 128;

    /** Small chunks: a method is compiled for good after some thousand calls. */
    private static final int SMALL_CHUNKS = 2048;

    private static final long NANOS_WITHOUT_VECTORS = 1_000_000_000L;

    /** One of so many nanoseconds from then on may go to trials. */
    private static final int SHARE_OF_TRIALS = 4;

    private static int chunks;
    private static long begin;
    private static long tried;

    private WarmUp() {}

    /** Counts a chunk and returns how many rows it may have. */
    static int rows(int most) {
        int before = chunks;
        if (before >= SMALL_CHUNKS) {
            return most;
        }
        chunks = before + 1;
        return Math.min(most, SMALL_CHUNK);
    }

    /** Whether forms on vectors may be tried at this time. */
    static boolean allowsTrial(long now) {
        if (begin == 0) {
            begin = now;
        }
        return now - begin - NANOS_WITHOUT_VECTORS >= tried * SHARE_OF_TRIALS;
    }

    /** Notes how long a trial took. */
    static void tried(long nanos) {
        tried += nanos;
    }
}
