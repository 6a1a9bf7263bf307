package dev.peristyle.benchmarks.report;

import java.util.Map;

/**
 * What one comparison shall show.
 *
 * @param title the job in words
 * @param against the other side in words
 * @param kind what is compared
 * @param limit the goal; {@code NaN} where the figure is only shown
 * @param ours where our side is
 * @param theirs where the other side is
 */
record Goal(String title, String against, Kind kind, double limit, Where ours, Where theirs) {
    /** What is compared, and which way is good. */
    enum Kind {
        /** How many times as fast; at least the limit. */
        SPEED,
        /** Their peak of memory in ours; at least the limit. */
        MEMORY,
        /** Our seconds; at most the limit. */
        SECONDS,
        /** Our seconds less theirs; at most the limit. */
        DIFFERENCE,
        /** How many times as fast as the plain loop, at least 1; or 0.9 of the bandwidth of the memory. */
        BANDWIDTH
    }

    /**
     * Where a figure is.
     *
     * @param part the directory
     * @param job see {@link Part#find}
     * @param contender see {@link Part#find}
     */
    record Where(String part, String job, String contender) {
        Measured find(Map<String, Part> parts) {
            Part found = parts.get(part);
            return found == null ? null : found.find(job, contender);
        }
    }

    /**
     * What was measured.
     *
     * @param figures least, median, greatest; of a ratio or in seconds
     * @param ours our side
     * @param theirs the other side, null if there is none
     * @param note what is to be said beside it, may be empty
     * @param met whether the goal is reached
     */
    record Outcome(double[] figures, Measured ours, Measured theirs, String note, boolean met) {}

    /**
     * Looks for the figures.
     *
     * @param parts all parts
     * @return null if a side was not measured
     */
    Outcome outcome(Map<String, Part> parts) {
        Measured mine = ours.find(parts);
        Measured other = theirs == null ? null : theirs.find(parts);
        if (mine == null || theirs != null && other == null) {
            return null;
        }
        boolean paired = theirs != null
                && theirs.part().equals(ours.part())
                && parts.get(ours.part()).paired();
        return switch (kind) {
            case SPEED -> {
                double[] ratios = Comparison.ratios(mine, other, paired);
                yield new Outcome(ratios, mine, other, "", !(ratios[1] < limit));
            }
            case MEMORY -> {
                double ratio = other.peakBytes() / mine.peakBytes();
                yield new Outcome(new double[] {ratio, ratio, ratio}, mine, other, "", ratio >= limit);
            }
            case SECONDS -> {
                double[] seconds = {Samples.minimum(mine.seconds()), mine.median(), Samples.maximum(mine.seconds())};
                yield new Outcome(seconds, mine, null, "", seconds[1] <= limit);
            }
            case DIFFERENCE -> {
                double more = mine.median() - other.median();
                yield new Outcome(new double[] {more, more, more}, mine, other, "", more <= limit);
            }
            case BANDWIDTH -> {
                double[] ratios = Comparison.ratios(mine, other, false);
                double share = mine.bytes() / mine.median() / bandwidth(parts);
                String note = Measured.digits(share) + " of the bandwidth of a sum";
                yield new Outcome(ratios, mine, other, note, ratios[1] >= limit || share >= 0.9);
            }
        };
    }

    /** The most that a plain sum reads per second in the same run. */
    private double bandwidth(Map<String, Part> parts) {
        double most = 0;
        for (String sum : new String[] {"sumArray", "sumMemory"}) {
            Measured measured = parts.get(ours.part()).find("MemoryBandwidthBenchmark." + sum, "");
            most = measured == null ? most : Math.max(most, measured.bytes() / measured.median());
        }
        return most;
    }

    /** The goal in words. */
    String limitText() {
        if (Double.isNaN(limit)) {
            return "";
        }
        return switch (kind) {
            case SPEED -> "≥ " + plain(limit) + " ×";
            case MEMORY -> "≤ 1/" + plain(limit) + " of the memory";
            case SECONDS -> "≤ " + Measured.duration(limit);
            case DIFFERENCE -> "≤ " + Measured.duration(limit) + " more";
            case BANDWIDTH -> "≥ 1 ×, or 0.9 of the bandwidth";
        };
    }

    /** What was measured in words. */
    String figureText(Outcome outcome) {
        double middle = outcome.figures()[1];
        return switch (kind) {
            case SPEED, BANDWIDTH -> Measured.digits(middle) + " ×";
            case MEMORY -> "1/" + Measured.digits(middle);
            case SECONDS -> Measured.duration(middle);
            case DIFFERENCE -> middle < 0 ? Measured.duration(-middle) + " less" : Measured.duration(middle) + " more";
        };
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
