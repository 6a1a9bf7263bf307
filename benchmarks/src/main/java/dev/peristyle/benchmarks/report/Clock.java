package dev.peristyle.benchmarks.report;

/** How fast the processor's clock runs under load, which a virtual machine does not say. */
final class Clock {
    private static final int STEPS = 500_000;

    /** Three shifts and three exclusive ors, each of which waits for the one before. */
    private static final int CYCLES_OF_A_STEP = 6;

    private static final int RUNS = 500;

    private Clock() {}

    /** Cycles per second, measured by a chain of operations of one cycle each; many short runs, of which one is undisturbed. */
    static double hertz() {
        double most = 0;
        for (int run = 0; run < RUNS; run++) {
            long start = System.nanoTime();
            long value = chain(start | 1);
            double seconds = (System.nanoTime() - start) / 1e9;
            // never 0; keeps the compiler from leaving the chain out
            most = value == 0 ? most : Math.max(most, CYCLES_OF_A_STEP * (double) STEPS / seconds);
        }
        return most;
    }

    private static long chain(long seed) {
        long value = seed;
        for (int step = 0; step < STEPS; step++) {
            value ^= value << 13;
            value ^= value >>> 7;
            value ^= value << 17;
        }
        return value;
    }
}
