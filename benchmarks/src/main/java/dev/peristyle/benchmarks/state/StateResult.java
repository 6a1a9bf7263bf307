package dev.peristyle.benchmarks.state;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A run and what was asked for.
 *
 * @param question the name of the question
 * @param engine who was asked
 * @param threads how many it could use
 * @param limit its memory limit in bytes
 * @param heap the most heap of its JVM in bytes
 * @param round which round it was, from 0
 * @param run what it took
 */
record StateResult(String question, String engine, int threads, long limit, long heap, int round, StateRun run) {

    /** The parts, as they are written to a file. */
    Map<String, Object> asMap() {
        Map<String, Object> parts = new LinkedHashMap<>();
        parts.put("question", question);
        parts.put("engine", engine);
        parts.put("threads", threads);
        parts.put("limitBytes", limit);
        parts.put("heapBytes", heap);
        parts.put("round", round);
        parts.put("seconds", run.seconds());
        parts.put("peakBytes", run.peakBytes());
        parts.put("spilledBytes", run.spilledBytes());
        if (run.failed()) {
            parts.put("error", run.error());
        }
        return parts;
    }

    /** Reads back what {@link #asMap} has given. */
    static StateResult of(JsonNode parts) {
        return new StateResult(
                parts.get("question").asText(),
                parts.get("engine").asText(),
                parts.get("threads").asInt(),
                parts.get("limitBytes").asLong(),
                parts.get("heapBytes").asLong(),
                parts.get("round").asInt(),
                new StateRun(
                        parts.get("seconds").asDouble(),
                        // not known, as text
                        parts.get("peakBytes").isNumber()
                                ? parts.get("peakBytes").asDouble()
                                : Double.NaN,
                        parts.get("spilledBytes").asLong(),
                        parts.has("error") ? parts.get("error").asText() : null));
    }

    /** What the process had resident beside its heap and its limit, in bytes; negative if not all of these was used. */
    double beyond() {
        return run.peakBytes() - heap - limit;
    }

    /** The median of the seconds of some runs, NaN if one of them failed or there is none. */
    static double medianSeconds(List<StateResult> results) {
        if (results.isEmpty()
                || results.stream().anyMatch(result -> result.run().failed())) {
            return Double.NaN;
        }
        double[] seconds =
                results.stream().mapToDouble(result -> result.run().seconds()).toArray();
        Arrays.sort(seconds);
        return (seconds[(seconds.length - 1) / 2] + seconds[seconds.length / 2]) / 2;
    }

    /** The most memory that any of some runs had resident, in bytes. */
    static double peakBytes(List<StateResult> results) {
        return results.stream()
                .mapToDouble(result -> result.run().peakBytes())
                .max()
                .orElse(Double.NaN);
    }
}
