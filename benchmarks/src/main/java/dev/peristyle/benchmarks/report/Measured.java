package dev.peristyle.benchmarks.report;

import java.util.Locale;

/**
 * What was measured of one contender at one job.
 *
 * @param group the job and its parameters; only what is in one group is compared
 * @param contender who did it; {@link #OURS} for the side that all others are compared with
 * @param seconds the time of one operation, a sample each
 * @param bytes what one operation reads, or 0 if that says nothing
 * @param allocatedBytes what one operation allocates on the heap, or NaN if unknown
 * @param peakBytes the most memory that the process was seen to hold, or NaN if unknown
 */
public record Measured(
        String group, String contender, double[] seconds, double bytes, double allocatedBytes, double peakBytes) {
    /** How a name begins on whose side the report is read. */
    private static final String OURS = "peristyle";

    private static final String OUR_KERNEL = "kernel";

    /** Tells whether this is the side that all others are compared with. */
    boolean isOurs() {
        return contender.startsWith(OURS) || contender.startsWith(OUR_KERNEL);
    }

    /** The middle of the times of one operation in seconds. */
    double median() {
        return Samples.median(seconds);
    }

    /** A name for a table, with what is not comparable about it. */
    String label() {
        boolean stringsOnly = group.contains("allColumns") || group.contains("ALL_COLUMNS");
        return switch (contender) {
            case "fastcsv", "univocity", "commons-csv", "jackson-csv" ->
                stringsOnly ? contender + " (Strings only)" : contender;
            case "deephaven-csv" -> contender + " (dates as Strings)";
            default -> contender;
        };
    }

    /** The rate in words: bytes if they are known, else operations. */
    String rate() {
        return bytes > 0 ? String.format(Locale.ROOT, "%.3g GB/s", bytes / median() / 1e9) : duration(median());
    }

    /** A time of three digits with a fitting unit. */
    static String duration(double seconds) {
        String[] units = {"s", "ms", "µs", "ns", "ps"};
        double value = seconds;
        int unit = 0;
        while (value < 1 && unit < units.length - 1) {
            value *= 1000;
            unit++;
        }
        return digits(value) + ' ' + units[unit];
    }

    /** About three digits, never an exponent. */
    static String digits(double value) {
        int decimals = value >= 100 ? 0 : value >= 10 ? 1 : 2;
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
