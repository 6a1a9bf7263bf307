package dev.peristyle.benchmarks.compare;

import dev.peristyle.benchmarks.data.Datasets;
import dev.peristyle.benchmarks.peer.Job;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The options of {@link CompareCommand} and {@link PeersCommand}, which list them. */
final class CompareOptions {
    private List<Job> jobs = List.of(Job.QUERY_1, Job.QUERY_6);
    private List<String> contenders = List.of("peristyle", "duckdb");
    private final Map<String, List<String>> commands = new LinkedHashMap<>();
    private final Map<String, String> heaps = new HashMap<>();
    private String lineitem = "";
    private String measurements = "";
    private int threads = 1;
    private List<Integer> cores = List.of();
    private int rounds = 5;
    private Path java = Path.of(System.getProperty("java.home"));
    private boolean scalar;
    private Path out = Path.of("target", "comparison");

    private CompareOptions() {
        heaps.put("peristyle", "64m");
        heaps.put("peristyle-decimal", "64m");
    }

    static CompareOptions parse(List<String> arguments) {
        CompareOptions options = new CompareOptions();
        for (int index = 0; index < arguments.size(); index++) {
            String name = arguments.get(index);
            if (name.equals("--scalar")) {
                options.scalar = true;
            } else if (index + 1 == arguments.size()) {
                throw new IllegalArgumentException("No value for " + name);
            } else {
                options.set(name, arguments.get(++index));
            }
        }
        return options;
    }

    private void set(String name, String value) {
        switch (name) {
            case "--jobs" ->
                jobs = Arrays.stream(value.split(",")).map(Job::valueOf).toList();
            case "--contenders" -> contenders = List.of(value.split(","));
            case "--command" ->
                commands.put(before(name, value), List.of(after(value).split(" ")));
            case "--heap" -> heaps.put(before(name, value), after(value));
            case "--lineitem" -> lineitem = value;
            case "--measurements" -> measurements = value;
            case "--threads" -> threads = Integer.parseInt(value);
            case "--cores" ->
                cores = Arrays.stream(value.split(",")).map(Integer::valueOf).toList();
            case "--rounds" -> rounds = Integer.parseInt(value);
            case "--java" -> java = Path.of(value);
            case "--out" -> out = Path.of(value);
            default -> throw new IllegalArgumentException("Unknown option: " + name);
        }
    }

    private static String before(String name, String value) {
        if (value.indexOf('=') < 1) {
            throw new IllegalArgumentException(name + " takes NAME=VALUE, not " + value);
        }
        return value.substring(0, value.indexOf('='));
    }

    private static String after(String value) {
        return value.substring(value.indexOf('=') + 1);
    }

    List<Job> jobs() {
        return jobs;
    }

    /** Everybody who runs, in the order of a round. */
    List<String> names() {
        List<String> names = new ArrayList<>(contenders);
        names.addAll(commands.keySet());
        return names;
    }

    /** The words of a program that is not ours, or null. */
    List<String> command(String name) {
        return commands.get(name);
    }

    /** The most heap of a contender, as after {@code -Xmx}. */
    String heap(String contender) {
        return heaps.get(contender);
    }

    Path input(Job job) {
        return switch (job) {
            case MEASUREMENTS -> Datasets.measurements(measurements);
            case SMALL -> Datasets.small();
            case SHAPE -> throw new IllegalArgumentException("Shapes are compared by ShapesBenchmark");
            default -> Datasets.lineitem(lineitem);
        };
    }

    int threads() {
        return threads;
    }

    /** To how many processors processes are bound, one after the other. */
    List<Integer> cores() {
        return cores;
    }

    int rounds() {
        return rounds;
    }

    /** The directory of the JDK that runs the contenders. */
    Path java() {
        return java;
    }

    boolean scalar() {
        return scalar;
    }

    Path out() {
        return out;
    }
}
