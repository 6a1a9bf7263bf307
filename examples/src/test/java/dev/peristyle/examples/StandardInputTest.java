package dev.peristyle.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandardInputTest {

    @TempDir
    private Path directory;

    private static CommandRun run(String input, String... arguments) {
        return run(input.getBytes(StandardCharsets.UTF_8), arguments);
    }

    private static CommandRun run(byte[] input, String... arguments) {
        InputStream before = System.in;
        try {
            System.setIn(new ByteArrayInputStream(input));
            return CommandRun.of(arguments);
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void aDashIsStandardInput() throws IOException {
        String text = "id,name\n2,b\n1,a\n2,b\n";

        CommandRun sorted = run(text, "sort", "-", "--by", "id");
        assertThat(sorted.exitCode()).as(sorted.errors()).isZero();
        assertThat(sorted.output()).isEqualTo("id,name\n1,a\n2,b\n2,b\n");
        assertThat(sorted.errors()).contains("read standard input in");

        CommandRun distinct = run(text.replace(',', ';') + "3;c\n4;d\n5;e\n", "distinct", "-");
        assertThat(distinct.exitCode()).as(distinct.errors()).isZero();
        assertThat(distinct.output()).startsWith("id,name\n2,b\n1,a\n3,c\n");

        assertThat(run(text, "inspect", "-").output()).startsWith("3 rows");

        Path output = directory.resolve("out.csv");
        CommandRun converted = run(text, "convert", "-", output.toString());
        assertThat(converted.exitCode()).as(converted.errors()).isZero();
        assertThat(output).content().isEqualTo(text);
    }

    @Test
    void aColumnStreamOnStandardInputIsRecognised() throws IOException {
        String text = "id,name\n2,b\n1,a\n2,b\n";
        Path stream = directory.resolve("rows.arrows");
        assertThat(run(text, "convert", "-", stream.toString()).exitCode()).isZero();
        byte[] bytes = Files.readAllBytes(stream);
        assertThat(run(bytes, "convert", "-", "-").output()).isEqualTo(text);
        assertThat(run(bytes, "inspect", "-").output()).startsWith("3 rows");
        assertThat(run(bytes, "head", "-").output()).contains("name");
        CommandRun cut = run(Arrays.copyOf(bytes, bytes.length - 20), "convert", "-", "-");
        assertThat(cut.exitCode()).isOne();
        assertThat(cut.errors()).contains("standard input is a stream that is not whole");
        byte[] two = Arrays.copyOf(bytes, 2 * bytes.length);
        System.arraycopy(bytes, 0, two, bytes.length, bytes.length);
        CommandRun both = run(two, "convert", "-", "-");
        assertThat(both.exitCode()).isOne();
        assertThat(both.errors()).contains("standard input goes on after the mark of its end");
    }

    @Test
    void standardInputStandsAlone() throws IOException {
        Path file = Files.writeString(directory.resolve("rows.csv"), "a,b\n1,2\n");
        CommandRun run = run(
                "a,b\n3,4\n",
                "convert",
                file.toString(),
                "-",
                directory.resolve("out.csv").toString());
        assertThat(run.exitCode()).isOne();
        assertThat(run.errors()).contains("standard input (-) stands alone");
    }

    @Test
    void errorsOfStandardInputNameIt() {
        CommandRun run = run("a,b\n1\n", "sort", "-", "--by", "a");
        assertThat(run.exitCode()).isOne();
        assertThat(run.errors()).contains("standard input, line 2");
    }
}
