package dev.peristyle.benchmarks.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StateCommandTest {
    private static final String GROUPS = """
            id1,id2,id3,id4,id5,id6,v1,v2,v3
            id001,id002,id0000000003,1,2,3,1,2,3.5
            id001,id001,id0000000003,2,2,3,4,5,0.25
            """;

    @TempDir
    Path directory;

    @Test
    void bothEnginesAreRunAndTheirAnswersCompared() throws Exception {
        run(answering("id1,v1\nid001,5\n"), "groupby-1", "peristyle,duckdb");

        Path out = directory.resolve("out");
        assertThat(Files.readString(out.resolve("report.md")))
                .contains("| groupby-1 | 1 | 256 |", "| 7 |", "benchmarks/state")
                .doesNotContain("failed");
        assertThat(Files.readString(out.resolve("runs.json")))
                .contains("\"engine\" : \"peristyle\"", "\"engine\" : \"duckdb\"", "\"spilledBytes\" : 7000000");
        assertThat(Files.readString(out.resolve("groupby-1.svg"))).contains("peristyle, 1 thread", "duckdb, 1 thread");
        try (Stream<Path> left = Files.list(directory.resolve("temporary"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void anotherAnswerIsAnError() throws IOException {
        String ours = answering("id1,v1\nid001,6\n");

        assertThatThrownBy(() -> run(ours, "groupby-1", "peristyle,duckdb"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("groupby-1: the answers differ in sum of column 2: 6.0, not 5.0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "id002,5;id002,6|sum of column 1",
                "id001,6;id002,6|sum of column 2",
                "id001,5|rows",
                ",5;id002,6|values of column 1",
                "id001,;id002,11|values of column 2"
            })
    void whatDiffersIsNamed(String rows, String difference) throws Exception {
        Path expected = Files.writeString(directory.resolve("expected.csv"), "id1,v1\nid001,5\nid002,6\n");
        Path shuffled = Files.writeString(directory.resolve("shuffled.csv"), "id1,v1\nid002,6.0\nid001,5.0000000001\n");
        Path other = Files.writeString(directory.resolve("other.csv"), "id1,v1\n" + rows.replace(";", "\n") + "\n");

        assertThat(OutputCheck.difference(shuffled, expected)).isNull();
        assertThat(OutputCheck.difference(other, expected)).startsWith(difference + ": ");
    }

    @Test
    void aRunThatFailsIsAResult() throws Exception {
        Path program = Files.writeString(
                directory.resolve("failing.sh"),
                "echo 'error: the memory limit of 268435456 bytes is reached'\nexit 1\n");

        run("sh " + program, "groupby-1", "peristyle");

        Path out = directory.resolve("out");
        assertThat(Files.readString(out.resolve("report.md")))
                .contains("| groupby-1 | 1 | 256 | failed |", "the memory limit of 268435456 bytes is reached");
        assertThat(Files.readString(out.resolve("groupby-1.svg"))).contains(" l8 8 m0 -8 l-8 8");
    }

    @Test
    void aRunThatTakesTooLongIsKilled() throws Exception {
        StateRun run = StateRun.of(List.of("sleep", "60"), directory, 0);

        assertThat(run.error()).isEqualTo("took more than 0 s");
        assertThat(run.seconds()).isLessThan(30);
    }

    @Test
    void everyQuestionOfGroupsAndJoinsIsSqlThatRuns() throws Exception {
        Path groups = Files.writeString(directory.resolve("groups.csv"), GROUPS);
        Files.writeString(directory.resolve("x.csv"), "id1,id2,id3,id4,id5,id6,v1\n1,2,3,id1,id2,id3,0.5\n");
        Files.writeString(directory.resolve("small.csv"), "id1,id4,v2\n1,id1,0.5\n");
        Files.writeString(directory.resolve("medium.csv"), "id1,id2,id4,id5,v2\n1,2,id1,id2,0.5\n");
        Files.writeString(directory.resolve("big.csv"), "id1,id2,id3,id4,id5,id6,v2\n1,2,3,id1,id2,id3,0.5\n");
        for (int number = 1; number <= 10; number++) {
            assertThat(answer("groupby-" + number, groups)).hasSizeGreaterThan(1);
        }
        for (int number = 1; number <= 5; number++) {
            assertThat(answer("join-" + number, directory)).hasSize(2);
        }
        assertThat(answer("sort id4:desc,v3", groups))
                .hasSize(3)
                .element(1)
                .asString()
                .contains(",2,2,3,4,5,");
        assertThat(answer("distinct", groups)).hasSize(3);
    }

    @Test
    void questionsOfTpchCarryTheirViews() throws Exception {
        Files.writeString(directory.resolve("supplier.csv"), "s_suppkey,s_acctbal\n1,2.50\n");

        StateQuestion question = StateQuestion.of("tpch-15", directory);

        assertThat(question.ours()).containsExactly("tpch", "15", "--data", directory.toString());
        assertThat(question.setUp()).hasSize(2);
        assertThat(question.setUp().get(0)).contains("supplier.csv", "'s_acctbal': 'DECIMAL(15,2)'");
        assertThat(question.setUp().get(1)).startsWith("CREATE OR REPLACE VIEW revenue");
        assertThat(question.sql()).startsWith("SELECT").doesNotContain(";");
    }

    @Test
    void unknownQuestionsAndOptionsAreRefused() {
        assertThatThrownBy(() -> StateQuestion.of("groupby-11", directory)).hasMessageContaining("groupby-11");
        assertThatThrownBy(() -> StateQuestion.of("guess", directory)).hasMessageContaining("guess");
        assertThatThrownBy(() -> StateOptions.parse(List.of("--colour", "red"))).hasMessageContaining("--colour");
        assertThatThrownBy(() -> StateOptions.parse(List.of("--limits", "5"))).hasMessageContaining("not 5");
        assertThatThrownBy(() -> StateOptions.parse(List.of())).hasMessageContaining("--questions");
    }

    private List<String> answer(String name, Path data) throws Exception {
        Path output = directory.resolve("answer.csv");
        StateQuestion question = StateQuestion.of(name, data);
        String[] arguments = Stream.of(
                        Stream.of("262144", "1", directory.toString(), output.toString()),
                        question.setUp().stream(),
                        Stream.of(question.sql()))
                .flatMap(words -> words)
                .toArray(String[]::new);
        DuckDbProcess.main(arguments);
        return Files.readAllLines(output);
    }

    /** A program that writes a text to what follows {@code --out}. */
    private String answering(String text) throws IOException {
        Path answer = Files.writeString(directory.resolve("prepared.csv"), text);
        Path program = Files.writeString(
                directory.resolve("answering.sh"),
                "while [ \"$1\" != --out ]; do shift; done\ncp " + answer + " \"$2\"\n"
                        + "echo 'read 1 bytes, spilled 7,000,000 bytes'\n");
        return "sh " + program;
    }

    private void run(String ours, String question, String engines) throws Exception {
        StateCommand.run(List.of(
                "--questions",
                question,
                "--data",
                Files.writeString(directory.resolve("groups.csv"), GROUPS).toString(),
                "--limits",
                "256m",
                "--engines",
                engines,
                "--scalar",
                "--ours",
                ours,
                "--temp-dir",
                Files.createDirectories(directory.resolve("temporary")).toString(),
                "--out",
                directory.resolve("out").toString()));
    }
}
