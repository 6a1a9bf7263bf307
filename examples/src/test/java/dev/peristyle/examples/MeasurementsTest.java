package dev.peristyle.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MeasurementsTest {

    @TempDir
    private Path directory;

    @Test
    void theResultIsPrintedAsTheChallengePrintsIt() throws IOException {
        Path file = Files.writeString(
                directory.resolve("measurements.txt"),
                "Zürich;9.3\nAbha;-23.0\nAbha;59.2\nMek'ele;0.0\nAbha;17.9\n𝔸;1.0\n日本;-0.1\nFlores,  Petén;26.4\nZürich;9.4\n");

        CommandRun run = CommandRun.of("measurements", file.toString());

        assertThat(run.exitCode()).as(run.errors()).isZero();
        assertThat(run.output())
                .isEqualTo("{Abha=-23.0/18.0/59.2, Flores,  Petén=26.4/26.4/26.4, Mek'ele=0.0/0.0/0.0,"
                        + " Zürich=9.3/9.4/9.4, 日本=-0.1/-0.1/-0.1, 𝔸=1.0/1.0/1.0}\n");
    }

    @ParameterizedTest
    @CsvSource({
        "5, 2, 0.3",
        "-5, 2, -0.2",
        "-1, 2, 0.0",
        "1, 2, 0.1",
        "1, 3, 0.0",
        "-2, 3, -0.1",
        "2, 3, 0.1",
        "178, 1, 17.8",
        "9000000000000, 1000000000, 900.0"
    })
    void meansAreRoundedHalfUp(long sumOfTenths, long count, String mean) {
        assertThat(Measurements.roundedMean(sumOfTenths, count)).hasToString(mean);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2"})
    void everyStationHasTheExtremesAndTheMeanThatAnotherEngineFinds(String threads) {
        Path file = directory.resolve("measurements.txt");
        CommandRun.of("generate", "measurements", "--rows", "300000", "--out", file.toString());

        CommandRun run = CommandRun.of("measurements", file.toString(), "--threads", threads);

        String expected = DuckDb.query("select station, min(t), floor(avg(t * 10) + 0.5) / 10, max(t) from read_csv('"
                        + file + "', header=false, delim=';', columns={'station': 'varchar', 't': 'decimal(4,1)'})"
                        + " group by station")
                .stream()
                .sorted((left, right) -> left.get(0).compareTo(right.get(0)))
                .map(row -> row.get(0) + "=" + row.get(1) + "/" + row.get(2) + "/" + row.get(3))
                .collect(Collectors.joining(", ", "{", "}\n"));
        assertThat(run.output()).isEqualTo(expected);
    }
}
