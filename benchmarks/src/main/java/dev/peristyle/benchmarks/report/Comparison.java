package dev.peristyle.benchmarks.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The contenders of one job beside each other.
 *
 * @param group the job and its parameters
 * @param measured what was measured, ours first, then the fastest first
 * @param paired whether the samples of equal number were taken one right after the other
 */
record Comparison(String group, List<Measured> measured, boolean paired) {
    /** Puts what belongs together side by side, in the order of first appearance. */
    static List<Comparison> of(List<Measured> all, boolean paired) {
        Map<String, List<Measured>> groups = new LinkedHashMap<>();
        for (Measured each : all) {
            groups.computeIfAbsent(each.group(), absent -> new ArrayList<>()).add(each);
        }
        List<Comparison> comparisons = new ArrayList<>();
        groups.forEach((group, members) -> {
            members.sort((left, right) -> left.isOurs() != right.isOurs()
                    ? Boolean.compare(right.isOurs(), left.isOurs())
                    : Double.compare(left.median(), right.median()));
            comparisons.add(new Comparison(group, members, paired));
        });
        return comparisons;
    }

    /** The side that all others are compared with, or null if the job was done without it. */
    Measured ours() {
        return measured.get(0).isOurs() ? measured.get(0) : null;
    }

    /** How many times as fast ours is, from the slowest to the fastest pair of samples, the median in the middle. */
    double[] ratios(Measured other) {
        return ratios(ours(), other, paired);
    }

    /** The same of any two sides. */
    static double[] ratios(Measured ours, Measured other, boolean paired) {
        double[] mine = ours.seconds();
        double[] theirs = other.seconds();
        if (!paired) {
            return new double[] {
                Samples.minimum(theirs) / Samples.maximum(mine),
                Samples.median(theirs) / Samples.median(mine),
                Samples.maximum(theirs) / Samples.minimum(mine)
            };
        }
        double[] ratios = new double[Math.min(mine.length, theirs.length)];
        for (int round = 0; round < ratios.length; round++) {
            ratios[round] = theirs[round] / mine[round];
        }
        return new double[] {Samples.minimum(ratios), Samples.median(ratios), Samples.maximum(ratios)};
    }
}
