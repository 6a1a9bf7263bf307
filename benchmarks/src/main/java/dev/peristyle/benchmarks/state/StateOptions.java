package dev.peristyle.benchmarks.state;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The options of {@link StateCommand}, which lists them. */
final class StateOptions {
    private List<String> questions = List.of();
    private Path data;
    private List<Long> limits = List.of(128L << 20, 512L << 20, 4L << 30);
    private List<Integer> threads = List.of(1);
    private List<String> engines = List.of(StateCommand.OURS, StateCommand.DUCKDB);
    private List<String> ours = List.of();
    private List<String> duckDbSettings = List.of();
    private Path examples = Path.of("examples", "target", "peristyle-examples.jar");
    private String heap = "128m";
    private boolean scalar;
    private int rounds = 1;
    private long timeout = 3600;
    private Path java = Path.of(System.getProperty("java.home"));
    private Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    private Path out = Path.of("target", "state");

    private StateOptions() {}

    static StateOptions parse(List<String> arguments) {
        StateOptions options = new StateOptions();
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
        if (options.questions.isEmpty() || options.data == null) {
            throw new IllegalArgumentException("--questions and --data are needed");
        }
        return options;
    }

    private void set(String name, String value) {
        switch (name) {
            case "--questions" -> questions = List.of(value.split(";"));
            case "--data" -> data = Path.of(value);
            case "--limits" ->
                limits =
                        Arrays.stream(value.split(",")).map(StateOptions::bytes).toList();
            case "--threads" ->
                threads = Arrays.stream(value.split(",")).map(Integer::valueOf).toList();
            case "--engines" -> engines = List.of(value.split(","));
            case "--ours" -> ours = List.of(value.split(" "));
            case "--duckdb" -> duckDbSettings = List.of(value.split(";"));
            case "--examples" -> examples = Path.of(value);
            case "--heap" -> heap = value;
            case "--rounds" -> rounds = Integer.parseInt(value);
            case "--timeout" -> timeout = Long.parseLong(value);
            case "--java" -> java = Path.of(value);
            case "--temp-dir" -> temporary = Path.of(value);
            case "--out" -> out = Path.of(value);
            default -> throw new IllegalArgumentException("Unknown option: " + name);
        }
    }

    /** Reads {@code 64m} and {@code 4g} as bytes. */
    private static long bytes(String text) {
        String size = text.toLowerCase(Locale.ROOT);
        int shift = size.endsWith("g") ? 30 : size.endsWith("m") ? 20 : 0;
        if (shift == 0) {
            throw new IllegalArgumentException("--limits takes sizes such as 128m and 4g, not " + text);
        }
        return Long.parseLong(size.substring(0, size.length() - 1)) << shift;
    }

    List<String> questions() {
        return questions;
    }

    Path data() {
        return data;
    }

    /** Memory limits in bytes. */
    List<Long> limits() {
        return limits;
    }

    List<Integer> threads() {
        return threads;
    }

    List<String> engines() {
        return engines;
    }

    /** The words of another program than the jar of the examples, or none. */
    List<String> ours() {
        return ours;
    }

    /** Statements that DuckDB runs first. */
    List<String> duckDbSettings() {
        return duckDbSettings;
    }

    Path examples() {
        return examples;
    }

    String heap() {
        return heap;
    }

    boolean scalar() {
        return scalar;
    }

    int rounds() {
        return rounds;
    }

    /** Seconds after which a run is killed. */
    long timeout() {
        return timeout;
    }

    Path java() {
        return java;
    }

    /** Where the directories for temporary files and outputs are made. */
    Path temporary() {
        return temporary;
    }

    Path out() {
        return out;
    }
}
