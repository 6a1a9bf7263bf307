package dev.peristyle.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A signal ends a run at its next chunk and takes back what was half written. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "no signals that a JVM can react to")
@Timeout(600)
class InterruptTest {

    @TempDir
    private Path directory;

    @TempDir
    private Path elsewhere;

    private Path printed;

    @BeforeEach
    void print() {
        printed = elsewhere.resolve("printed.txt");
    }

    @Test
    void generateLeavesNothing() throws Exception {
        Process process = start("generate", "measurements", "--rows", "10000000000", "--out", path("never.txt"));

        awaitOutputBeside();
        String errors = terminate(process);

        assertThat(errors).contains("cancelled");
        assertThat(files()).isEmpty();
    }

    @Test
    void etlLeavesItsInputAlone() throws Exception {
        Path input = directory.resolve("in.csv");
        CommandRun.of("generate", "lineitem", "--scale", "0.3", "--out", input.toString());
        Process process = start("etl", input.toString(), path("out.csv"));

        awaitOutputBeside(input);
        String errors = terminate(process);

        assertThat(errors).contains("cancelled");
        assertThat(files()).containsExactly(input);
    }

    private String path(String name) {
        return directory.resolve(name).toString();
    }

    private Process start(String... arguments) throws IOException {
        // a file, since the end of a process that is destroyed closes its pipes
        return new ProcessBuilder(JavaCommand.of(Main.class, arguments))
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start();
    }

    private String terminate(Process process) throws IOException, InterruptedException {
        process.destroy();
        boolean ended = process.waitFor(5, TimeUnit.MINUTES);
        String output = Files.readString(printed);
        assertThat(ended).as(output).isTrue();
        assertThat(process.exitValue()).as(output).isEqualTo(128 + 15);
        return output;
    }

    private void awaitOutputBeside(Path... others) throws IOException, InterruptedException {
        while (files().length == others.length) {
            Thread.sleep(5);
        }
    }

    private Path[] files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toArray(Path[]::new);
        }
    }
}
