package dev.peristyle.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.peristyle.benchmarks.peer.Job;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class PeersCommandTest {
    private static final String COMPILERS = """
              C1 {speed: 152016.129 bytes/s; standard:  0.125 s, 9000 bytes, 120 methods; osr:  0.000 s, 900 bytes, 3 methods; nmethods_size: 1 bytes}
              C2 {speed: 15216.129 bytes/s; standard:  0.250 s, 9000 bytes, 20 methods; osr:  0.500 s, 900 bytes, 4 methods; nmethods_size: 1 bytes}
            """;

    @Test
    @EnabledOnOs(OS.LINUX)
    void putsProcessesBesideEachOther(@TempDir Path directory) throws Exception {
        Path sleeps = directory.resolve("sleeps");
        Files.writeString(sleeps, "sleep 0.25\n");
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PeersCommand.run(
                List.of(
                        "--jobs",
                        "COUNT",
                        "--scalar",
                        "--contenders",
                        "peristyle,fastcsv",
                        "--command",
                        "sleeper=sh " + sleeps,
                        "--cores",
                        "1",
                        "--rounds",
                        "1",
                        "--out",
                        directory.toString()),
                new PrintStream(printed, true, StandardCharsets.UTF_8));

        String text = Files.readString(directory.resolve("peers.md"));
        assertThat(text).contains("| COUNT | 1 | peristyle |", "| COUNT | 1 | fastcsv |", "| COUNT | 1 | sleeper |");
        assertThat(printed.toString(StandardCharsets.UTF_8)).endsWith(text);
        JsonNode job = new ObjectMapper()
                .readTree(directory.resolve("peers.json").toFile())
                .get("jobs")
                .get(0);
        assertThat(job.get("cores").asInt()).isEqualTo(1);
        JsonNode sleeper = job.get("contenders").get("sleeper");
        double slept = sleeper.get("seconds").get(0).asDouble();
        assertThat(slept).isGreaterThan(0.25);
        JsonNode ours = job.get("contenders").get("peristyle");
        double took = ours.get("seconds").get(0).asDouble();
        assertThat(sleeper.get("timesAsLong").asDouble()).isEqualTo(slept / took);
        // a JVM cannot start with less
        assertThat(ours.get("userSeconds").get(0).asDouble()).isGreaterThan(0.03);
        assertThat(ours.get("peakBytes").get(0).asDouble()).isGreaterThan(10e6);
        assertThat(ours.has("timesAsLong")).isFalse();
        JsonNode startUp = ours.get("startUp");
        long classes = startUp.get("classes").asLong();
        assertThat(classes).isGreaterThan(400);
        assertThat(startUp.get("outsideOfArchive").asLong()).isBetween(50L, classes);
        assertThat(startUp.get("beforeRun").asDouble()).isPositive();
        assertThat(startUp.get("inLoops").asDouble()).isPositive();
        assertThat(job.get("contenders").get("fastcsv").has("startUp")).isFalse();
    }

    @Test
    void readsWhatAJvmTells() {
        StartUp startUp = StartUp.of(
                "#answer\n1\n#end\n#run 0.25 1.5\n#peak 12\n\n" + COMPILERS,
                List.of(
                        "java.lang.Object source: shared objects file",
                        "a.B source: jar:file:/b.jar",
                        "a.B$$Lambda$3/0x01 source: a.B",
                        "java.C source: shared objects file (top)"));

        assertThat(startUp).isEqualTo(new StartUp(4, 2, 1, 0.125, 0.75, 24, 0.25, 1.5));
    }

    @Test
    void takesTheMedianOfTheRatiosOfNeighbours() {
        Map<String, List<ProcessRun>> byName = new LinkedHashMap<>();
        byName.put("peristyle", List.of(run(1), run(2), run(4)));
        byName.put("duckdb", List.of(run(10), run(6), run(4)));
        PeerRuns runs = new PeerRuns(Job.COUNT, Path.of("a.csv"), 2, byName, Map.of());

        assertThat(runs.ratio("duckdb", ProcessRun::seconds)).isEqualTo(3);
        assertThat(PeersReport.of(List.of(runs), List.of("a machine")))
                .contains("- a machine", "| COUNT | 2 | duckdb | 6.000 | 3.00 | 12.00 | 3.00 | 10 |");
    }

    private static ProcessRun run(double seconds) {
        return new ProcessRun(seconds, 2 * seconds, seconds * 1e6, null, "");
    }

    @Test
    void knowsProcessorsByNumber() {
        assertThat(Processors.numbers("0-2,5")).containsExactly("0", "1", "2", "5");
        assertThatThrownBy(() -> CompareCommand.run(List.of("--cores", "1"))).hasMessageContaining("peers");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void refusesMoreProcessorsThanThereAre() {
        assertThatThrownBy(() -> Processors.bindingTo(100_000)).hasMessageContaining("--cores");
    }
}
