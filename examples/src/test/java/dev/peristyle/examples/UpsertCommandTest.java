package dev.peristyle.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpsertCommandTest {

    @TempDir
    private Path directory;

    private Path base;
    private Path changes;

    @BeforeEach
    void write() throws IOException {
        base = Files.writeString(
                directory.resolve("base.csv"), "id,day,price\n3,1,1.5\n1,1,2.5\n,1,3.5\n2,1,4.5\n1,2,5.5\n");
        // prices that would be inferred as integers
        changes = Files.writeString(
                directory.resolve("changes.csv"), "id,day,price\n4,1,6\n1,1,7\n,1,8\n4,1,9\n2,2,10\n");
    }

    private static final String RESULT =
            "id,day,price\n3,1,1.5\n1,1,7.0\n,1,8.0\n2,1,4.5\n1,2,5.5\n4,1,9.0\n2,2,10.0\n";

    @Test
    void rowsAreReplacedInPlaceAndNewOnesAppended() {
        CommandRun run = CommandRun.of("upsert", base.toString(), changes.toString(), "--on", "id,day");

        assertThat(run.exitCode()).as(run.errors()).isZero();
        assertThat(run.output()).isEqualTo(RESULT);
    }

    @Test
    void theOutputMayBeTheBaseItself() throws IOException {
        CommandRun run = CommandRun.of(
                "upsert",
                base.toString(),
                changes.toString(),
                "--on",
                "id,day",
                "--out",
                base.toString(),
                "--threads",
                "2");

        assertThat(run.exitCode()).as(run.errors()).isZero();
        assertThat(base).hasContent(RESULT);
    }

    @Test
    void aFailureLeavesTheBaseAsItWas() throws IOException {
        String before = Files.readString(base);
        Files.writeString(changes, "id,day,price\n4,1,6\n1,1,cheap\n");

        CommandRun run = CommandRun.of(
                "upsert", base.toString(), changes.toString(), "--on", "id,day", "--out", base.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errors()).startsWith("error: ").contains("changes.csv", "price", "cheap");
        assertThat(base).hasContent(before);
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).containsExactlyInAnyOrder(base, changes);
        }
    }

    @Test
    void aColumnThatThereIsNotIsNamed() {
        CommandRun run = CommandRun.of("upsert", base.toString(), changes.toString(), "--on", "ids");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errors()).startsWith("error: ").contains("ids");
    }

    @Test
    void distinctByColumnsKeepsTheFirstRowWhole() {
        CommandRun run = CommandRun.of("distinct", base.toString(), "--by", "id");

        assertThat(run.exitCode()).as(run.errors()).isZero();
        assertThat(run.output()).isEqualTo("id,day,price\n3,1,1.5\n1,1,2.5\n,1,3.5\n2,1,4.5\n");
    }
}
