package dev.peristyle.execution;

import dev.peristyle.internal.check.Arguments;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What one step of a run has done, all threads together.
 *
 * @param number which step of the plan it is, counted from the sources up, from 1
 * @param name what it is: {@code "scan"}, {@code "filter"}, {@code "groupBy"}, …
 * @param text its line in {@code explain()}
 * @param inputs the numbers of the steps that it reads from; none for a scan
 * @param rowsIn rows that it was given; for a scan the rows that it read, before its filters
 * @param rowsOut rows that it handed on; 0 for the end of a pipeline
 * @param bytes for a scan the bytes of input that it read, for a sink the bytes that it made, for any other step the bytes of
 *     the columns that it handed on, where a text counts 12 because it is not touched
 * @param time how long threads worked on it: a sum over threads, without the time in which they waited
 * @param peakMemory the most bytes off the heap that it held at a time
 * @param spilledBytes what it put on disk for want of memory
 * @param spilledPages in how many pages
 * @param spillTime how long threads wrote and read them, which is part of the time of whoever waited for it
 * @param counts what else there is to say of it, numbers by what they count: for a scan the rows that it left out, by what was done with
 *     them and why, such as {@code "rejected: too few fields"}
 */
public record OperatorReport(
        int number,
        String name,
        String text,
        List<Integer> inputs,
        long rowsIn,
        long rowsOut,
        long bytes,
        Duration time,
        long peakMemory,
        long spilledBytes,
        long spilledPages,
        Duration spillTime,
        Map<String, Long> counts) {

    /**
     * Copies the list and the counts.
     *
     * @param number which step of the plan it is, counted from the sources up, from 1
     * @param name what it is: {@code "scan"}, {@code "filter"}, {@code "groupBy"}, …
     * @param text its line in {@code explain()}
     * @param inputs the numbers of the steps that it reads from; none for a scan
     * @param rowsIn rows that it was given; for a scan the rows that it read, before its filters
     * @param rowsOut rows that it handed on; 0 for the end of a pipeline
     * @param bytes for a scan the bytes of input that it read, for a sink the bytes that it made, for any other step the bytes of
     *     the columns that it handed on, where a text counts 12 because it is not touched
     * @param time how long threads worked on it: a sum over threads, without the time in which they waited
     * @param peakMemory the most bytes off the heap that it held at a time
     * @param spilledBytes what it put on disk for want of memory
     * @param spilledPages in how many pages
     * @param spillTime how long threads wrote and read them, which is part of the time of whoever waited for it
     * @param counts what else there is to say of it, numbers by what they count
     */
    public OperatorReport {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(spillTime, "spillTime");
        inputs = Arguments.list("inputs", inputs);
        counts = Collections.unmodifiableMap(new LinkedHashMap<>(Objects.requireNonNull(counts, "counts")));
    }

    /**
     * What it has done, as it is shown in {@code explainAnalyze()}.
     *
     * @param busy the time that is all of it
     * @return one line
     */
    String figures(Duration busy) {
        double share = busy.isZero() ? 0 : 100.0 * time.toNanos() / busy.toNanos();
        return rowsIn + " rows in, " + rowsOut + " out, " + bytes + " bytes, " + RunReport.seconds(time) + " ("
                + Math.round(share) + " %), peak memory " + peakMemory + " bytes"
                + (spilledBytes == 0
                        ? ""
                        : ", spilled " + spilledBytes + " bytes in " + spilledPages + " pages, "
                                + RunReport.seconds(spillTime))
                + RunReport.text(counts);
    }
}
