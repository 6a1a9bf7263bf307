package dev.peristyle.benchmarks.compare;

import dev.peristyle.benchmarks.peer.Job;
import dev.peristyle.benchmarks.report.Samples;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The processes that did one job on so many processors.
 *
 * @param job what they did
 * @param input what they read
 * @param cores how many processors each was bound to
 * @param byName the runs of each contender, one a round, in the order of a round
 * @param startUps what the start of our own cost
 */
record PeerRuns(Job job, Path input, int cores, Map<String, List<ProcessRun>> byName, Map<String, StartUp> startUps) {

    /** How the names begin of those that all others are compared with. */
    static final String OURS = "peristyle";

    /** The one that all others are compared with; null if it was left out. */
    String ours() {
        for (String name : byName.keySet()) {
            if (name.startsWith(OURS)) {
                return name;
            }
        }
        return null;
    }

    /** The middle of a figure of a contender. */
    double median(String name, ToDoubleFunction<ProcessRun> figure) {
        return Samples.median(byName.get(name).stream().mapToDouble(figure).toArray());
    }

    /** The most of a figure of a contender. */
    double most(String name, ToDoubleFunction<ProcessRun> figure) {
        return Samples.maximum(byName.get(name).stream().mapToDouble(figure).toArray());
    }

    /** The middle of the ratios of neighbouring runs: how many times as much a contender has of a figure as ours. */
    double ratio(String name, ToDoubleFunction<ProcessRun> figure) {
        List<ProcessRun> mine = byName.get(ours());
        List<ProcessRun> theirs = byName.get(name);
        double[] ratios = new double[mine.size()];
        for (int round = 0; round < ratios.length; round++) {
            ratios[round] = figure.applyAsDouble(theirs.get(round)) / figure.applyAsDouble(mine.get(round));
        }
        return Samples.median(ratios);
    }

    /** All of it for JSON, with every sample. */
    Map<String, Object> asMap() {
        Map<String, Object> contenders = new LinkedHashMap<>();
        byName.forEach((name, runs) -> {
            Map<String, Object> samples = new LinkedHashMap<>();
            samples.put("seconds", runs.stream().map(ProcessRun::seconds).toList());
            samples.put(
                    "userSeconds", runs.stream().map(ProcessRun::userSeconds).toList());
            samples.put("peakBytes", runs.stream().map(ProcessRun::peakBytes).toList());
            if (ours() != null && !name.equals(ours())) {
                samples.put("timesAsLong", ratio(name, ProcessRun::seconds));
                samples.put("timesTheUserSeconds", ratio(name, ProcessRun::userSeconds));
            }
            if (startUps.containsKey(name)) {
                samples.put("startUp", startUps.get(name));
            }
            contenders.put(name, samples);
        });
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("job", job);
        all.put("input", input.getFileName().toString());
        all.put("inputBytes", input.toFile().length());
        all.put("cores", cores);
        all.put("contenders", contenders);
        return all;
    }
}
