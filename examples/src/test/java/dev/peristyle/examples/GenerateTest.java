package dev.peristyle.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerateTest {

    @TempDir
    private Path directory;

    @Test
    void lineitemIsTheTableOfTheBenchmark() {
        Path file = directory.resolve("lineitem.csv");

        CommandRun run = CommandRun.of("generate", "lineitem", "--scale", "0.01", "--out", file.toString());

        assertThat(run.exitCode()).as(run.errors()).isZero();
        assertThat(run.output()).isEmpty();
        assertThat(run.errors()).startsWith("wrote " + file + ": 60,175 rows, 7,215,679 bytes in ");
        String table = "read_csv('" + file + "')";
        assertThat(DuckDb.query("select count(*), count(distinct l_orderkey), min(l_shipdate) from " + table))
                .containsExactly(List.of("60175", "15000", "1992-01-04"));
        // the published answer to query 6 at this scale
        assertThat(DuckDb.query("select sum(l_extendedprice::decimal(15,2) * l_discount::decimal(15,2)) from " + table
                        + " where year(l_shipdate) = 1994 and l_discount between 0.05 and 0.07 and l_quantity < 24"))
                .containsExactly(List.of("1193053.2253"));
    }

    @Test
    void lineitemHasSixteenColumnsAndQuotesCommas() throws IOException {
        Path file = directory.resolve("lineitem.csv");

        CommandRun.of("generate", "lineitem", "--scale", "0.001", "--out", file.toString());

        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(6006);
        assertThat(lines.get(0)).isEqualTo(LineitemBlocks.HEADER.strip());
        assertThat(lines.get(1))
                .isEqualTo(
                        "1,156,4,1,17,17954.55,0.04,0.02,N,O,1996-03-13,1996-02-12,1996-03-22,DELIVER IN PERSON,TRUCK,"
                                + "egular courts above the");
        assertThat(lines).anySatisfy(line -> assertThat(line).endsWith("\"").contains(",\""));
        assertThat(Files.readString(file)).endsWith("\n").doesNotContain("\r");
    }

    @Test
    void measurementsAreDrawnAroundTheMeanOfTheirStation() {
        Path file = directory.resolve("measurements.txt");

        CommandRun run = CommandRun.of("generate", "measurements", "--rows", "1000001", "--out", file.toString());

        assertThat(run.exitCode()).as(run.errors()).isZero();
        String table = "read_csv('" + file
                + "', header=false, delim=';', columns={'station': 'varchar', 'temperature': 'decimal(4,1)'})";
        assertThat(DuckDb.query("select count(*), count(distinct station) from " + table))
                .containsExactly(List.of("1000001", "413"));
        List<String> abha = DuckDb.query("select avg(temperature), stddev(temperature::double) from " + table
                        + " where station = 'Abha'")
                .get(0);
        assertThat(Double.parseDouble(abha.get(0))).isBetween(17.0, 19.0);
        assertThat(Double.parseDouble(abha.get(1))).isBetween(9.4, 10.6);
    }

    @Test
    void theBytesDependOnTheSeedAndNotOnTheThreads() throws IOException {
        Path one = generateMeasurements("one", "--threads", "1");
        Path three = generateMeasurements("three", "--threads", "3");
        Path otherSeed = generateMeasurements("seed", "--seed", "2");

        assertThat(Files.mismatch(one, three)).isEqualTo(-1);
        assertThat(Files.mismatch(one, otherSeed)).isNotEqualTo(-1);
    }

    @Test
    void lineitemDoesNotDependOnTheThreads() throws IOException {
        Path one = directory.resolve("one");
        Path two = directory.resolve("two");

        CommandRun.of("generate", "lineitem", "--scale", "0.03", "--out", one.toString());
        CommandRun.of("generate", "lineitem", "--scale", "0.03", "--threads", "2", "--out", two.toString());

        assertThat(Files.size(one)).isPositive();
        assertThat(Files.mismatch(one, two)).isEqualTo(-1);
    }

    @Test
    void aDirectoryThatIsMissingIsNamedAndNothingIsLeft() throws IOException {
        Path file = directory.resolve("missing").resolve("file");

        CommandRun run = CommandRun.of("generate", "measurements", "--rows", "1", "--out", file.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errors())
                .isEqualTo("error: " + file + ".part: no such file or directory" + System.lineSeparator());
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void aFileThatCannotBeReplacedLeavesNoPart() throws IOException {
        Path file = Files.createDirectory(directory.resolve("occupied"));
        Files.createFile(file.resolve("content"));

        CommandRun run = CommandRun.of("generate", "measurements", "--rows", "1", "--out", file.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errors().lines()).hasSize(1).first().asString().startsWith("error: " + file);
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left).containsExactly(file);
        }
    }

    private Path generateMeasurements(String name, String... more) {
        Path file = directory.resolve(name);
        String[] arguments = Stream.concat(
                        Stream.of("generate", "measurements", "--rows", "600000", "--out", file.toString()),
                        Stream.of(more))
                .toArray(String[]::new);
        assertThat(CommandRun.of(arguments).exitCode()).isZero();
        return file;
    }
}
