package dev.peristyle.examples;

/**
 * Estimates how many different values were seen, in 16 KB whatever their number: HyperLogLog (Flajolet, Fusy, Gandouet,
 * Meunier, 2007), with the estimator of Ertl ("New cardinality estimation algorithms for HyperLogLog sketches", 2017), which
 * needs no correction for small counts.
 *
 * <p>Each hash picks one of 16384 registers by its highest bits; a register keeps the longest run of leading zeros that the
 * rest of a hash has shown it, plus one. A run of n zeros is seen about once in 2<sup>n</sup> different values. The standard
 * error is 0.8 %, and small counts are closer.
 */
final class DistinctEstimate {

    private static final int INDEX_BITS = 14;
    private static final int REGISTERS = 1 << INDEX_BITS;

    /** The longest run that the rest of a hash can show, plus one. */
    private static final int MAX_RUN = Long.SIZE - INDEX_BITS + 1;

    private final byte[] registers = new byte[REGISTERS];

    /** Counts a value by its hash, of which every bit must depend on every bit of the value. */
    void add(long hash) {
        int register = (int) (hash >>> (Long.SIZE - INDEX_BITS));
        // the bit set below ends the run when all others are zero
        int run = Long.numberOfLeadingZeros(hash << INDEX_BITS | 1L << (INDEX_BITS - 1)) + 1;
        if (run > registers[register]) {
            registers[register] = (byte) run;
        }
    }

    /** Spreads the bits of a number over a hash: the finalizer of SplitMix64. */
    static long hash(long number) {
        long mixed = number + 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    /** Returns the estimate. */
    long count() {
        int[] registersOfRun = new int[MAX_RUN + 1];
        for (byte run : registers) {
            registersOfRun[run]++;
        }
        double sum = REGISTERS * tau(1 - registersOfRun[MAX_RUN] / (double) REGISTERS);
        for (int run = MAX_RUN - 1; run >= 1; run--) {
            sum = (sum + registersOfRun[run]) / 2;
        }
        sum += REGISTERS * sigma(registersOfRun[0] / (double) REGISTERS);
        return Math.round(REGISTERS / (2 * Math.log(2)) * REGISTERS / sum);
    }

    /** What the untouched registers add; infinite when all are, so that the estimate is zero. */
    private static double sigma(double share) {
        if (share == 1) {
            return Double.POSITIVE_INFINITY;
        }
        double power = share;
        double factor = 1;
        double sum = share;
        double before;
        do {
            power *= power;
            before = sum;
            sum += power * factor;
            factor *= 2;
        } while (sum != before);
        return sum;
    }

    /** What the registers add that have seen the longest run. */
    private static double tau(double share) {
        if (share == 0 || share == 1) {
            return 0;
        }
        double root = share;
        double factor = 1;
        double sum = 1 - share;
        double before;
        do {
            root = Math.sqrt(root);
            before = sum;
            factor /= 2;
            sum -= (1 - root) * (1 - root) * factor;
        } while (sum != before);
        return sum / 3;
    }
}
