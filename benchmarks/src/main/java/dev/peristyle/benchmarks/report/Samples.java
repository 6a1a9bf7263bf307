package dev.peristyle.benchmarks.report;

import java.util.Arrays;

/** Order statistics of a few measurements. */
public final class Samples {
    private Samples() {}

    /**
     * The middle one, or the mean of the two in the middle.
     *
     * @param samples in any order, at least one
     * @return the median
     */
    public static double median(double[] samples) {
        double[] sorted = samples.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    static double minimum(double[] samples) {
        return Arrays.stream(samples).min().orElseThrow();
    }

    /**
     * The greatest one.
     *
     * @param samples in any order, at least one
     * @return the maximum
     */
    public static double maximum(double[] samples) {
        return Arrays.stream(samples).max().orElseThrow();
    }
}
