package dev.peristyle.benchmarks.state;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The data of questions. It is what was named, or else made by the examples' {@code generate} when it is first asked for, under a
 * directory and a name that tells its size, so that it is made once.
 */
final class StateData {
    /** Table, file and words of the generator, of each kind of question. */
    private static final String GROUPS = "groupby";

    private static final String JOINS = "join";
    private static final String TPCH = "tpch";

    private final StateOptions options;

    StateData(StateOptions options) {
        this.options = options;
    }

    /**
     * Returns what a question reads.
     *
     * @return a file, or for joins and TPC-H a directory
     * @throws IOException if it cannot be made
     */
    Path of(String question) throws IOException, InterruptedException {
        if (options.data() != null) {
            return options.data();
        }
        String kind = question.replaceAll("[- ].*", "");
        String rows = new BigDecimal(options.rows()).toBigIntegerExact().toString();
        return switch (kind) {
            case GROUPS, "distinct" ->
                made(
                        "groups-" + options.rows() + "-k" + options.groups() + ".csv",
                        List.of("h2o-groupby", "--rows", rows, "--groups", options.groups()));
            case JOINS -> made("joins-" + options.rows(), List.of("h2o-join", "--rows", rows));
            case TPCH -> made("tpch-" + options.scale(), List.of("tpch", "--scale", options.scale()));
            case "sort" ->
                made("lineitem-" + options.scale() + ".csv", List.of("lineitem", "--scale", options.scale()));
            default -> throw new IllegalArgumentException("No question: " + question);
        };
    }

    private Path made(String name, List<String> words) throws IOException, InterruptedException {
        Path target = options.dataDirectory().resolve(name);
        if (Files.exists(target)) {
            return target;
        }
        Files.createDirectories(options.dataDirectory());
        // under another name until it is whole
        Path unfinished = target.resolveSibling("." + name);
        List<String> command = new ArrayList<>();
        command.add(options.java().resolve("bin").resolve("java").toString());
        command.addAll(List.of("-Xmx1g", "-jar", options.examples().toString(), "generate"));
        command.addAll(words);
        command.addAll(List.of("--out", unfinished.toString()));
        System.out.println("making " + target);
        int exitValue = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (exitValue != 0) {
            throw new IOException("cannot make " + target + ": the generator ended with " + exitValue);
        }
        return Files.move(unfinished, target);
    }

    /** Names of several questions. */
    private static final Map<String, Integer> ALL = Map.of(GROUPS, 10, JOINS, 5, TPCH, 22);

    /** Puts the questions of a kind in the place of its name. */
    static List<String> questions(String text) {
        List<String> names = new ArrayList<>();
        for (String name : text.split(";")) {
            if (ALL.containsKey(name)) {
                for (int number = 1; number <= ALL.get(name); number++) {
                    names.add(name + "-" + number);
                }
            } else {
                names.add(name);
            }
        }
        return names;
    }
}
