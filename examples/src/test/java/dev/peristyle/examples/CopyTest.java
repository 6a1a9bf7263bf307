package dev.peristyle.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CopyTest {

    @TempDir
    private Path directory;

    @Test
    void copiesAndLeavesNoCheckpoint() throws IOException {
        Path input = Files.writeString(directory.resolve("in.csv"), "a,b\n1,x\n2,\"y,z\"\n");
        Path output = directory.resolve("out.csv");
        CommandRun run = CommandRun.of(
                "copy",
                input.toString(),
                output.toString(),
                "--checkpoint",
                directory.resolve("copy.checkpoint").toString(),
                "--every",
                "1");
        assertThat(run.exitCode()).as(run.errors()).isZero();
        assertThat(run.output()).isEqualTo(output + " has 2 rows\n");
        assertThat(output).hasSameBinaryContentAs(input);
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).containsExactlyInAnyOrder(input, output);
        }
    }

    @Test
    void needsAPlaceForTheCheckpoint() {
        CommandRun run = CommandRun.of("copy", "in.csv", "out.csv");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errors()).contains("--checkpoint");
    }
}
