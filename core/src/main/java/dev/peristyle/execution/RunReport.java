package dev.peristyle.execution;

import dev.peristyle.internal.check.Arguments;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * What a run has done: made once at its end, whether it came to the end of its rows, was left early or failed.
 *
 * <p>Clocks are read once for each chunk and step, and nothing is counted row by row, so a report costs nothing that could be
 * measured and every run makes one.
 *
 * @param operators the steps in the order of their numbers, sources first
 * @param completed whether all rows were delivered; false when the run failed or its rows were not read to the end
 * @param threads how many threads it was allowed
 * @param elapsed from the start of the run to its end
 * @param busy how long threads worked, all together: {@code elapsed} at most for one thread. The time in which a thread waited
 *     for another, or in which the caller looked at rows, is not part of it
 * @param rowsRead rows that sources read, before filters, those that they left out included
 * @param bytesRead bytes that sources read
 * @param peakMemory the most bytes off the heap that the run held at a time
 * @param spilledBytes what it put on disk for want of memory
 */
public record RunReport(
        List<OperatorReport> operators,
        boolean completed,
        int threads,
        Duration elapsed,
        Duration busy,
        long rowsRead,
        long bytesRead,
        long peakMemory,
        long spilledBytes) {

    /** In {@link #counts}: how often a memoized function was not called, because its result was found. */
    public static final String MEMOIZED_FOUND = "memoized: found";

    /** In {@link #counts}: how often a memoized function was called. */
    public static final String MEMOIZED_COMPUTED = "memoized: computed";

    /** In {@link #counts}: how many results of memoized functions made room for others. */
    public static final String MEMOIZED_DROPPED = "memoized: dropped";

    /**
     * Copies the list.
     *
     * @param operators the steps in the order of their numbers, sources first
     * @param completed whether all rows were delivered; false when the run failed or its rows were not read to the end
     * @param threads how many threads it was allowed
     * @param elapsed from the start of the run to its end
     * @param busy how long threads worked, all together: {@code elapsed} at most for one thread. The time in which a thread waited
     *     for another, or in which the caller looked at rows, is not part of it
     * @param rowsRead rows that sources read, before filters, those that they left out included
     * @param bytesRead bytes that sources read
     * @param peakMemory the most bytes off the heap that the run held at a time
     * @param spilledBytes what it put on disk for want of memory
     */
    public RunReport {
        Objects.requireNonNull(elapsed, "elapsed");
        Objects.requireNonNull(busy, "busy");
        operators = Arguments.list("operators", operators);
    }

    /**
     * The totals as text.
     *
     * @return one line
     */
    public String summary() {
        return "run " + (completed ? "of " : "ended early after ") + seconds(elapsed) + ", threads " + threads
                + " busy for " + seconds(busy) + ", read " + rowsRead + " rows and " + bytesRead
                + " bytes, peak memory " + peakMemory + " bytes, spilled " + spilledBytes + " bytes"
                + text(counts());
    }

    /**
     * What sources, steps and the sink counted beside rows and bytes, such as the rows that were left out and why, of all steps together. No row is
     * left out without being counted here.
     *
     * @return numbers by what they count, such as {@code "rejected: too few fields"}; what did not happen is not there
     */
    public Map<String, Long> counts() {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (OperatorReport operator : operators) {
            operator.counts().forEach((what, number) -> counts.merge(what, number, Long::sum));
        }
        return Collections.unmodifiableMap(counts);
    }

    static String text(Map<String, Long> counts) {
        StringBuilder text = new StringBuilder();
        counts.forEach(
                (what, number) -> text.append(", ").append(what).append(' ').append(number));
        long found = counts.getOrDefault(MEMOIZED_FOUND, 0L);
        long computed = counts.getOrDefault(MEMOIZED_COMPUTED, 0L);
        if (found + computed > 0) {
            text.append(String.format(Locale.ROOT, ", memoized: hit rate %.1f %%", 100.0 * found / (found + computed)));
        }
        return text.toString();
    }

    /**
     * What one step has done, as text.
     *
     * @param number the number of the step
     * @return one line
     * @throws IllegalArgumentException when there is no such step
     */
    public String figures(int number) {
        for (OperatorReport operator : operators) {
            if (operator.number() == number) {
                return operator.figures(busy);
            }
        }
        throw new IllegalArgumentException(
                "the run has no step " + number + ": they are numbered from 1 to " + operators.size());
    }

    /** The totals and all steps, from the end to the sources. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(summary());
        for (int position = operators.size() - 1; position >= 0; position--) {
            OperatorReport operator = operators.get(position);
            text.append("\n  ")
                    .append(operator.number())
                    .append(' ')
                    .append(operator.text())
                    .append(": ")
                    .append(operator.figures(busy));
        }
        return text.toString();
    }

    static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.3f s", time.toNanos() / 1e9);
    }
}
