package dev.peristyle.benchmarks.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * One part of the published measurements: a directory with what JMH or a comparison of processes wrote.
 *
 * @param name of the directory
 * @param measured all samples in its JSON files
 * @param paired whether samples of equal number were taken one right after the other
 */
record Part(String name, List<Measured> measured, boolean paired) {
    /** What a comparison of processes writes; everything else is of JMH. */
    static final String PROCESSES = "runs.json";

    /**
     * Reads all parts.
     *
     * @param results a directory of directories
     * @return by name, in the order of names
     * @throws IOException if a file cannot be read
     */
    static Map<String, Part> readAll(Path results) throws IOException {
        Map<String, Part> parts = new LinkedHashMap<>();
        for (Path directory : sorted(results, "*")) {
            if (Files.isDirectory(directory)) {
                Part part = read(directory);
                parts.put(part.name(), part);
            }
        }
        return parts;
    }

    private static Part read(Path directory) throws IOException {
        List<Measured> measured = new ArrayList<>();
        boolean paired = false;
        for (Path file : sorted(directory, "*.json")) {
            if (file.getFileName().toString().equals(PROCESSES)) {
                measured.addAll(processes(file));
                paired = true;
            } else {
                measured.addAll(JmhResults.read(file).measured());
            }
        }
        return new Part(directory.getFileName().toString(), measured, paired);
    }

    private static List<Measured> processes(Path file) throws IOException {
        Map<List<String>, List<JsonNode>> byWho = new LinkedHashMap<>();
        for (JsonNode run : new ObjectMapper().readTree(file.toFile())) {
            List<String> who =
                    List.of(run.get("job").asText(), run.get("contender").asText());
            byWho.computeIfAbsent(who, absent -> new ArrayList<>()).add(run);
        }
        List<Measured> measured = new ArrayList<>();
        byWho.forEach((who, runs) -> measured.add(new Measured(
                who.get(0),
                who.get(1),
                runs.stream().mapToDouble(run -> run.get("seconds").asDouble()).toArray(),
                0,
                Double.NaN,
                runs.stream()
                        .mapToDouble(run -> run.get("peakBytes").asDouble(Double.NaN))
                        .max()
                        .orElseThrow())));
        return measured;
    }

    private static TreeSet<Path> sorted(Path directory, String pattern) throws IOException {
        TreeSet<Path> paths = new TreeSet<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, pattern)) {
            entries.forEach(paths::add);
        }
        return paths;
    }

    /**
     * Finds what was measured of one contender at one job.
     *
     * @param job what the group begins with, and parameters that it contains, a space between
     * @param contender its name, or {@code *} for the fastest that is not ours
     * @return null if it was not measured
     */
    Measured find(String job, String contender) {
        Measured found = null;
        for (Measured each : measured) {
            boolean fits =
                    contender.equals("*") ? !each.isOurs() : each.contender().equals(contender);
            if (fits && isOf(each.group(), job) && (found == null || each.median() < found.median())) {
                found = each;
            }
        }
        return found;
    }

    private static boolean isOf(String group, String job) {
        String[] wanted = job.split(" ");
        List<String> words = List.of(group.split(" "));
        if (!words.get(0).equals(wanted[0])) {
            return false;
        }
        for (String word : wanted) {
            if (!words.contains(word)) {
                return false;
            }
        }
        return true;
    }
}
