package dev.peristyle.internal.aggregate;

/** Exact sums of integers by group; see {@link dev.peristyle.internal.aggregate.kernel.SumKernel} for the two parts. */
interface ExactSums {

    /** The sum modulo 2<sup>64</sup>, as a signed number. */
    long low(int group);

    /** How often the sum wrapped: the sum is {@code high * 2^64 + low}. */
    long high(int group);
}
