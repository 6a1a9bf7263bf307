package dev.peristyle.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DetectTest {

    @TempDir
    private Path directory;

    @Test
    void eachDecisionIsShownWithItsConfidenceAndReasonAndTheCodeThatSetsIt() throws IOException {
        Path file = Files.writeString(directory.resolve("orders.txt"), """
                Orders of May
                name;day;size
                "a;b";2024-02-29;1.5
                c;2024-03-01;2.5
                d;2024-03-02;3.5
                e;2024-03-03;4.5
                f;2024-03-04;5.5
                """);

        CommandRun run = CommandRun.of("detect", file.toString());

        assertThat(run.exitCode()).as(run.errors()).isZero();
        assertThat(run.output())
                .containsPattern("(?m)^delimiter +';' +0\\.\\d\\d  all 6 records have 3 fields")
                .containsPattern("(?m)^encoding +UTF-8 +0\\.\\d\\d  all that was looked at is ASCII")
                .containsPattern("(?m)^preamble +1 line +0\\.\\d\\d  from line 2 on")
                .containsPattern("(?m)^header +yes ")
                .endsWith("""

                        column  type
                        name    string
                        day     date
                        size    double

                        CsvOptions.builder().delimiter(';').skipLines(1)
                        """);
    }

    @Test
    void whatCannotBeReadOrIsNoCsvIsAnError() throws IOException {
        CommandRun absent =
                CommandRun.of("detect", directory.resolve("absent.csv").toString());
        assertThat(absent.exitCode()).isOne();
        assertThat(absent.errors()).contains("there is no such file").doesNotContain("Exception");

        Path json = Files.writeString(directory.resolve("rows.csv"), "{\"a\":1}\n");
        CommandRun other = CommandRun.of("detect", json.toString());
        assertThat(other.exitCode()).isOne();
        assertThat(other.output()).isEmpty();
        assertThat(other.errors()).contains("looks like JSON");
    }

    @Test
    void charactersThatSteerATerminalAreShownAsNumbers() throws IOException {
        Path file = Files.writeString(directory.resolve("rows.csv"), "a\u001b[31m,b\n\u202Ex,2\n");
        CommandRun run = CommandRun.of("detect", file.toString());
        assertThat(run.output()).contains("a\\u001B[31m").doesNotContain("\u001b");
    }
}
