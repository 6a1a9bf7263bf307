package dev.peristyle.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeadTest {

    private static final String LAYOUT = """
            {"recordLength": 12,
             "fields": [{"name": "id", "type": "int32"}, {"name": "price", "type": "float64"}]}
            """;

    @TempDir
    private Path directory;

    private Path csv;

    @BeforeEach
    void write() throws IOException {
        csv = Files.writeString(directory.resolve("rows.csv"), "id,price\n1,2.5\n2,\n3,-1.25\n");
    }

    @Test
    void theFirstRowsAreATable() {
        CommandRun run = CommandRun.of("head", csv.toString(), "-n", "2");
        assertThat(run.exitCode()).as(run.errors()).isZero();
        assertThat(run.output()).isEqualTo("""
                id  price
                 1    2.5
                 2
                """);
        assertThat(CommandRun.of("head", csv.toString()).output().lines()).hasSize(4);
        assertThat(CommandRun.of("head", csv.toString(), "--rows=0").output()).isEqualTo("id  price\n");
    }

    @Test
    void filesOfAllKindsHaveAHeadAndFigures() throws IOException {
        Path whole = Files.writeString(directory.resolve("whole.csv"), "id,price\n1,2.5\n2,0.5\n3,-1.25\n");
        Path layout = Files.writeString(directory.resolve("layout.json"), LAYOUT);
        for (String end : new String[] {"arrow", "npy", "npz", "csv.gz"}) {
            Path file = directory.resolve("rows." + end);
            assertThat(CommandRun.of("convert", whole.toString(), file.toString())
                            .exitCode())
                    .isZero();
            checkHeadAndFigures(file.toString());
        }
        Path narrow = directory.resolve("narrow.bin");
        assertThat(CommandRun.of("convert", whole.toString(), narrow.toString(), "--layout", layout.toString())
                        .errors())
                .doesNotContain("error");
        checkHeadAndFigures(narrow.toString(), "--layout", layout.toString());
    }

    private static void checkHeadAndFigures(String... fileAndOptions) {
        assertThat(of("head", fileAndOptions).output()).contains("id  price", " 1    2.5", " 2    0.5", " 3  -1.25");
        assertThat(of("stats", fileAndOptions).output())
                .containsPattern("id +(int|long) +0 +1 +3 +2 +3")
                .containsPattern("price +double +0 +-1\\.25 +2\\.5 +0\\.583333333333 +3");
    }

    private static CommandRun of(String command, String... fileAndOptions) {
        String[] arguments = new String[fileAndOptions.length + 1];
        arguments[0] = command;
        System.arraycopy(fileAndOptions, 0, arguments, 1, fileAndOptions.length);
        CommandRun run = CommandRun.of(arguments);
        assertThat(run.exitCode()).as(run.errors()).isZero();
        return run;
    }

    @Test
    void wrongNumbersAndLayoutsThatAreMissingAreNamed() throws IOException {
        CommandRun many = CommandRun.of("head", csv.toString(), "-n", "100001");
        assertThat(many.exitCode()).isEqualTo(2);
        assertThat(many.errors()).startsWith("--rows must be 0 to 100000, not 100001; convert FILE - writes all rows");
        Path records = Files.write(directory.resolve("rows.bin"), new byte[12]);
        CommandRun bare = CommandRun.of("head", records.toString());
        assertThat(bare.exitCode()).isEqualTo(1);
        assertThat(bare.errors()).contains("--layout LAYOUT.json");
        assertThat(CommandRun.of("head", directory.resolve("absent.csv").toString())
                        .exitCode())
                .isEqualTo(1);
    }
}
