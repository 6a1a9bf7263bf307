package dev.peristyle.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MovingAverageTest {

    @TempDir
    private Path directory;

    private String prices;

    @BeforeEach
    void write() throws IOException {
        prices = Files.writeString(
                        directory.resolve("prices.csv"), "share,day,price\nA,3,4.5\nA,1,1.5\nB,1,9.0\nA,2,\nB,2,7.0\n")
                .toString();
    }

    @Test
    void eachRowHasTheMeanOfItsGroupUpToIt() {
        CommandRun run = CommandRun.of(
                "moving-average", prices, "--of", "price", "--by", "day", "--per", "share", "--rows", "3");

        assertThat(run.exitCode()).as(run.errors()).isZero();
        assertThat(run.output())
                .isEqualTo(
                        "share,day,price,price_mean\nA,3,4.5,3.0\nA,1,1.5,1.5\nB,1,9.0,9.0\nA,2,,1.5\nB,2,7.0,8.0\n");
    }

    @Test
    void withoutGroupsAllRowsBelongTogether() {
        CommandRun run = CommandRun.of("moving-average", prices, "--of", "price", "--by", "day:desc", "--rows", "2");

        assertThat(run.exitCode()).as(run.errors()).isZero();
        assertThat(run.output())
                .isEqualTo(
                        "share,day,price,price_mean\nA,3,4.5,4.5\nA,1,1.5,4.25\nB,1,9.0,5.25\nA,2,,4.5\nB,2,7.0,7.0\n");
    }

    @Test
    void noRowsAtAllAreAnErrorThatSaysSo() {
        CommandRun run = CommandRun.of("moving-average", prices, "--of", "price", "--by", "day", "--rows", "0");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errors()).contains("has no rows");
    }
}
