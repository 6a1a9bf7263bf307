package dev.peristyle.internal.aggregate.kernel;

import dev.peristyle.internal.expression.kernel.XxHash64;
import dev.peristyle.internal.ground.Bits;
import org.agrona.UnsafeApi;

/**
 * Estimates of the number of different values: HyperLogLog (Flajolet, Fusy, Gandouet and Meunier, 2007) with hashes of 64 bits and the
 * estimator of Ertl (New cardinality estimation algorithms for HyperLogLog sketches, arXiv:1702.01284, algorithm 6), which needs no
 * table of corrections. A register keeps the most leading zeros of its hashes, so that neither order nor repetition of values shows,
 * and states are merged by the larger of two registers. The standard error is 1.04 / √4096, 1.6 %.
 *
 * <p>A state is 4,096 registers of a byte, all zero at first.
 */
public final class HyperLogLogKernel {

    private static final int INDEX_BITS = 12;

    /** Bytes of a state. */
    public static final int STATE = 1 << INDEX_BITS;

    /** Zeros that a hash can begin with behind the bits of its register. */
    private static final int MAX_ZEROS = Long.SIZE - INDEX_BITS;

    private static final double BIAS = 1 / (2 * Math.log(2));

    private HyperLogLogKernel() {}

    /** Adds values of 64 bits; {@code validity} is 0 when there are no nulls. */
    public static void addWords(int rows, long groups, long values, long validity, long states) {
        for (int row = 0; row < rows; row++) {
            if (Bits.isPresent(validity, row)) {
                long state = states + (long) STATE * UnsafeApi.getInt(groups + 4L * row);
                add(state, mix(UnsafeApi.getLong(values + 8L * row)));
            }
        }
    }

    /** Adds texts. */
    public static void addTexts(int rows, long groups, long addresses, long lengths, long validity, long states) {
        for (int row = 0; row < rows; row++) {
            if (Bits.isPresent(validity, row)) {
                long state = states + (long) STATE * UnsafeApi.getInt(groups + 4L * row);
                long address = UnsafeApi.getLong(addresses + 8L * row);
                add(state, XxHash64.hash(address, UnsafeApi.getInt(lengths + 4L * row)));
            }
        }
    }

    /** Stafford's mix 13 (Better Bit Mixing, 2011): the same in each process, and no two words have one hash. */
    private static long mix(long word) {
        long first = (word ^ word >>> 30) * 0xbf58476d1ce4e5b9L;
        long second = (first ^ first >>> 27) * 0x94d049bb133111ebL;
        return second ^ second >>> 31;
    }

    private static void add(long state, long hash) {
        long register = state + (hash >>> MAX_ZEROS);
        int zeros = Math.min(MAX_ZEROS, Long.numberOfLeadingZeros(hash << INDEX_BITS));
        if (zeros >= UnsafeApi.getByte(register)) {
            UnsafeApi.putByte(register, (byte) (zeros + 1));
        }
    }

    /**
     * The estimate.
     *
     * @return about how many different values there were; 0 for none
     */
    public static double estimate(long state) {
        int[] counts = new int[MAX_ZEROS + 2];
        for (int register = 0; register < STATE; register++) {
            counts[UnsafeApi.getByte(state + register)]++;
        }
        double sum = STATE * tau(1 - (double) counts[MAX_ZEROS + 1] / STATE);
        for (int zeros = MAX_ZEROS; zeros >= 1; zeros--) {
            sum = (sum + counts[zeros]) / 2;
        }
        sum += STATE * sigma((double) counts[0] / STATE);
        return BIAS * STATE * STATE / sum;
    }

    private static double sigma(double empty) {
        if (empty == 1) {
            return Double.POSITIVE_INFINITY;
        }
        double power = empty;
        double weight = 1;
        double sum = empty;
        double before;
        do {
            power *= power;
            before = sum;
            sum += power * weight;
            weight += weight;
        } while (sum != before);
        return sum;
    }

    private static double tau(double notFull) {
        if (notFull == 0 || notFull == 1) {
            return 0;
        }
        double root = notFull;
        double weight = 1;
        double sum = 1 - notFull;
        double before;
        do {
            root = Math.sqrt(root);
            before = sum;
            weight /= 2;
            sum -= (1 - root) * (1 - root) * weight;
        } while (sum != before);
        return sum / 3;
    }
}
