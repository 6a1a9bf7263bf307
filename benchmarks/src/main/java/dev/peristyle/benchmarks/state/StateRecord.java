package dev.peristyle.benchmarks.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs, and how they came about.
 *
 * @param machine what they ran on
 * @param commands what was called
 * @param results in the order in which they ran
 */
record StateRecord(String machine, List<String> commands, List<StateResult> results) {

    /**
     * Reads the runs of several commands as one record. Where two of them have the same question, threads and limit, the later
     * file counts.
     *
     * @throws IOException if a file cannot be read
     */
    static StateRecord read(List<Path> files) throws IOException {
        String machine = "";
        List<String> commands = new ArrayList<>();
        Map<List<Object>, StateResult> results = new LinkedHashMap<>();
        for (Path file : files) {
            JsonNode parts = new ObjectMapper().readTree(file.toFile());
            machine = parts.get("machine").asText();
            for (JsonNode command : parts.get("commands")) {
                commands.add(command.asText());
            }
            for (JsonNode run : parts.get("runs")) {
                StateResult result = StateResult.of(run);
                results.put(
                        List.of(result.question(), result.engine(), result.threads(), result.limit(), result.round()),
                        result);
            }
        }
        return new StateRecord(machine, commands, List.copyOf(results.values()));
    }

    /**
     * Writes the samples, a report and a picture.
     *
     * @throws IOException if a file cannot be written
     */
    void write(Path directory) throws IOException {
        Files.createDirectories(directory);
        Map<String, Object> parts = new LinkedHashMap<>();
        parts.put("machine", machine);
        parts.put("commands", commands);
        parts.put("runs", results.stream().map(StateResult::asMap).toList());
        new ObjectMapper()
                .writerWithDefaultPrettyPrinter()
                .writeValue(directory.resolve("runs.json").toFile(), parts);
        Files.writeString(
                directory.resolve("report.md"), StateReport.of(results, machine, String.join("\n\n", commands)));
        Files.writeString(directory.resolve("limits.svg"), LimitPlot.draw(results, machine));
    }
}
