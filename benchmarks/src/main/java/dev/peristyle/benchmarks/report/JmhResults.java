package dev.peristyle.benchmarks.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.DoubleStream;

/**
 * The results that JMH wrote as JSON.
 *
 * @param measured one for each benchmark and set of parameters, in the order of the file
 * @param environments virtual machines and their options, without doubles
 */
record JmhResults(List<Measured> measured, Set<String> environments) {
    /** The parameters that name the side rather than the work. */
    private static final Set<String> SIDES = Set.of("contender", "form");

    /**
     * Reads a file.
     *
     * @param file what {@code -rf json} wrote
     * @throws IOException if it cannot be read or is something else
     */
    static JmhResults read(Path file) throws IOException {
        List<Measured> measured = new ArrayList<>();
        Set<String> environments = new TreeSet<>();
        for (JsonNode result : new ObjectMapper().readTree(file.toFile())) {
            measured.add(measured(result));
            environments.add(environment(result));
        }
        return new JmhResults(measured, environments);
    }

    private static Measured measured(JsonNode result) {
        String name = result.get("benchmark").asText();
        int classStart = name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1;
        StringBuilder group = new StringBuilder(name.substring(classStart));
        String side = "";
        TreeMap<String, String> parameters = new TreeMap<>();
        if (result.has("params")) {
            result.get("params")
                    .properties()
                    .forEach(each ->
                            parameters.put(each.getKey(), each.getValue().asText()));
        }
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            if (SIDES.contains(parameter.getKey())) {
                side = parameter.getValue();
            } else if (!parameter.getValue().isEmpty()) {
                group.append(' ').append(parameter.getKey()).append('=').append(fileName(parameter.getValue()));
            }
        }
        JsonNode primary = result.get("primaryMetric");
        String unit = primary.get("scoreUnit").asText();
        double[] samples = samples(primary);
        double[] seconds =
                DoubleStream.of(samples).map(score -> seconds(score, unit)).toArray();
        JsonNode secondary = result.get("secondaryMetrics");
        // what the counter gives per second, times the seconds of an operation
        double bytes =
                secondary.has("bytes") ? Samples.median(samples(secondary.get("bytes"))) * Samples.median(seconds) : 0;
        JsonNode allocated = secondary.has("gc.alloc.rate.norm")
                ? secondary.get("gc.alloc.rate.norm")
                : secondary.get("·gc.alloc.rate.norm");
        return new Measured(
                group.toString(),
                side,
                seconds,
                bytes,
                allocated == null ? Double.NaN : Samples.median(samples(allocated)),
                Double.NaN);
    }

    private static String environment(JsonNode result) {
        List<String> arguments = new ArrayList<>();
        result.get("jvmArgs").forEach(argument -> arguments.add(argument.asText()));
        return result.get("vmName").asText() + ' ' + result.get("vmVersion").asText() + ", "
                + String.join(" ", arguments) + ", " + result.get("forks").asText() + " forks × "
                + result.get("measurementIterations").asText() + " iterations of "
                + result.get("measurementTime").asText();
    }

    /** All iterations of all forks. */
    private static double[] samples(JsonNode metric) {
        DoubleStream.Builder samples = DoubleStream.builder();
        for (JsonNode fork : metric.get("rawData")) {
            fork.forEach(sample -> samples.add(sample.asDouble()));
        }
        return samples.build().toArray();
    }

    private static double seconds(double score, String unit) {
        boolean rate = unit.startsWith("ops/");
        String time = rate ? unit.substring("ops/".length()) : unit.substring(0, unit.indexOf('/'));
        double secondsInUnit = switch (time) {
            case "s" -> 1;
            case "ms" -> 1e-3;
            case "us" -> 1e-6;
            case "ns" -> 1e-9;
            default -> throw new IllegalArgumentException("Unknown unit: " + unit);
        };
        return rate ? secondsInUnit / score : score * secondsInUnit;
    }

    private static String fileName(String value) {
        return value.substring(value.lastIndexOf('/') + 1);
    }
}
