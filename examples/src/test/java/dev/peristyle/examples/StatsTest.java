package dev.peristyle.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatsTest {

    @TempDir
    private Path directory;

    @Test
    void everyColumnIsShownWithItsTypeNullsExtremesMeanAndDifferentValues() throws IOException {
        Path file = Files.writeString(directory.resolve("orders.csv"), """
                id,price,day,country,paid
                1,2.5,2024-02-29,NL,true
                2,,2024-03-01,"Côte d'Ivoire",false
                3,-1.25,2023-12-31,NL,
                """);

        CommandRun run = CommandRun.of("stats", file.toString());

        assertThat(run.exitCode()).as(run.errors()).isZero();
        assertThat(run.output()).isEqualTo("""
                        3 rows

                        column   type     nulls  min            max          mean  distinct (estimate)
                        id       long         0  1              3               2                    3
                        price    double       1  -1.25          2.5         0.625                    2
                        day      date         0  2023-12-31     2024-03-01                           3
                        country  string       0  Côte d'Ivoire  NL                                   2
                        paid     boolean      1  false          true                                 2
                        """);
    }

    @Test
    void otherDelimitersAndFilesWithoutHeaderCanBeInspected() throws IOException {
        Path file = Files.writeString(directory.resolve("measurements.txt"), "Abha;-23.0\nAbha;59.2\n");

        CommandRun run = CommandRun.of("inspect", file.toString(), "--delimiter", ";", "--no-header");

        assertThat(run.exitCode()).as(run.errors()).isZero();
        assertThat(run.output()).isEqualTo("""
                        2 rows

                        column   type    nulls  min    max   mean  distinct (estimate)
                        column1  string      0  Abha   Abha                          1
                        column2  double      0  -23.0  59.2  18.1                    2
                        """);
    }

    @Test
    void aHeaderAloneIsNoRowsOfText() throws IOException {
        Path file = Files.writeString(directory.resolve("empty.csv"), "a,b\n");

        CommandRun run = CommandRun.of("stats", file.toString());

        assertThat(run.exitCode()).as(run.errors()).isZero();
        assertThat(run.output()).isEqualTo("""
                        0 rows

                        column  type    nulls  min  max  mean  distinct (estimate)
                        a       string      0                                    0
                        b       string      0                                    0
                        """);
    }

    @Test
    void whatIsNoDelimiterOrQuoteIsAnErrorThatSaysSo() throws IOException {
        Path file = Files.writeString(directory.resolve("rows.csv"), "a\tb\n1\t2\n");
        for (String wrong : new String[] {"--delimiter=", "--quote=;;"}) {
            CommandRun run = CommandRun.of("stats", file.toString(), wrong);
            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.errors())
                    .contains(wrong.startsWith("--quote") ? "is not one character" : "must be at least one character")
                    .doesNotContain("Exception");
        }
        CommandRun tabs = CommandRun.of("inspect", file.toString(), "--delimiter=\\t");
        assertThat(tabs.exitCode()).isZero();
        assertThat(tabs.output()).contains("1 rows");
    }

    @Test
    void charactersThatSteerATerminalAreShownAsNumbers() throws IOException {
        Path file = Files.writeString(directory.resolve("rows.csv"), "a\u001b[31m,b\n\u202Ex,2\n");
        CommandRun run = CommandRun.of("inspect", file.toString());
        assertThat(run.output()).contains("a\\u001B[31m").contains("\\u202Ex").doesNotContain("\u001b");
    }
}
