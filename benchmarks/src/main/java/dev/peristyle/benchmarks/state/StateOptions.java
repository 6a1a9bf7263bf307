package dev.peristyle.benchmarks.state;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The options of {@link StateCommand}, which lists them. */
final class StateOptions {
    private List<String> questions = List.of();
    private Path data;
    private Path dataDirectory = Path.of("target", "state-data");
    private String rows = "1e7";
    private String groups = "100";
    private String scale = "1";
    private String ties = "";
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
        if (options.questions.isEmpty()) {
            throw new IllegalArgumentException("--questions is needed, for example --questions 'groupby-10;join;tpch'");
        }
        return options;
    }

    private void set(String name, String value) {
        switch (name) {
            case "--questions" -> questions = StateData.questions(value);
            case "--data" -> data = Path.of(value);
            case "--data-dir" -> dataDirectory = Path.of(value);
            case "--rows" -> rows = value;
            case "--k", "--groups" -> groups = value;
            case "--scale" -> scale = value;
            case "--ties" -> ties = value;
            case "--limits" ->
                limits =
                        Arrays.stream(value.split(",")).map(StateOptions::bytes).toList();
            case "--threads" ->
                threads = Arrays.stream(value.split(",")).map(Integer::valueOf).toList();
            case "--engines" -> engines = List.of(value.split(","));
            case "--ours" -> ours = List.of(value.split(" "));
            case "--duckdb" -> duckDbSettings = List.of(value.split(";"));
            case "--examples" -> examples = Path.of(value);
            case "--heap", "--xmx" -> heap = value;
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
            throw new IllegalArgumentException("Sizes are such as 128m and 4g, not " + text);
        }
        return Long.parseLong(size.substring(0, size.length() - 1)) << shift;
    }

    List<String> questions() {
        return questions;
    }

    /** What all questions read, or null if it is made. */
    Path data() {
        return data;
    }

    /** Where data is that was made. */
    Path dataDirectory() {
        return dataDirectory;
    }

    /** Of db-benchmark's tables, as it was given: {@code 1e7}. */
    String rows() {
        return rows;
    }

    /** Of db-benchmark's table for groups, what it calls k. */
    String groups() {
        return groups;
    }

    /** Of TPC-H's tables. */
    String scale() {
        return scale;
    }

    /** Columns by which the input of a sort ascends, or empty. */
    String ties() {
        return ties;
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

    long heapBytes() {
        return bytes(heap);
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
