package dev.peristyle.benchmarks.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
                .contains("| groupby-1 of groups | 1 | 256 |", "| 7 |", "benchmarks/state")
                .doesNotContain(" failed with ");
        assertThat(Files.readString(out.resolve("runs.json")))
                .contains("\"engine\" : \"peristyle\"", "\"engine\" : \"duckdb\"", "\"spilledBytes\" : 7000000");
        assertThat(Files.readString(out.resolve("limits.svg")))
                .contains(">groupby-1 of groups<", "Peristyle, 1 thread", "DuckDB, 1 thread");
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
                "id001,;id002,11|values of column 2",
                "id001,5;id002,x|sum of column 2"
            })
    void whatDiffersIsNamed(String rows, String difference) throws Exception {
        Path expected = Files.writeString(directory.resolve("expected.csv"), "id1,v1\nid001,5\nid002,6\n");
        Path shuffled = Files.writeString(directory.resolve("shuffled.csv"), "id1,v1\nid002,6.0\nid001,5.0000000001\n");
        Path other = Files.writeString(directory.resolve("other.csv"), "id1,v1\n" + rows.replace(";", "\n") + "\n");

        assertThat(OutputCheck.difference(shuffled, expected)).isNull();
        assertThat(OutputCheck.difference(other, expected)).startsWith(difference + ": ");
    }

    @Test
    void noTypeIsGuessedFromTheFirstRows() throws Exception {
        // a sort has put what looks like numbers, dates and quotes first
        StringBuilder rows = new StringBuilder("a,b\n");
        for (int row = 0; row < 30_000; row++) {
            rows.append(row).append(",1995-01-01\n");
        }
        rows.append("\" x, \"\"y\"\"\",not a date\n");
        Path file = Files.writeString(directory.resolve("left.csv"), rows);

        assertThat(OutputCheck.difference(file, file)).isNull();
        Path other = Files.writeString(
                directory.resolve("right.csv"), rows.toString().replace("not a", "no"));
        assertThat(OutputCheck.difference(file, other)).startsWith("sum of column 2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10,a,1;9.5,b,1;-1,b,2|a:desc|b,n|",
                "9,a,1;10,b,1|a||",
                "9,a,1;10,b,1|a:desc||line 3: 10 comes after 9",
                "1,b,1;1,a,1|a,b||line 3: 1,a comes after 1,b",
                "1,a,2;1,a,1|a,b||",
                "1,a,2;1,a,1|a,b|n|line 3: 1,a,1 comes after 1,a,2"
            })
    void whatIsOutOfOrderIsNamed(String rows, String by, String ties, String difference) throws Exception {
        Path file = Files.writeString(directory.resolve("sorted.csv"), "a,b,n\n" + rows.replace(";", "\n") + "\n");

        assertThat(OrderCheck.difference(file, by, ties == null ? "" : ties)).isEqualTo(difference);
    }

    @Test
    void whatIsOutOfOrderIsAnError() throws IOException {
        String ours = answering(GROUPS);

        assertThatThrownBy(() -> run(ours, "sort id4:desc", "peristyle"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("sort id4:desc: peristyle.csv is out of order in line 3: 2 comes after 1");
    }

    @Test
    void bytesAreWrittenAndReadOnce() throws Exception {
        run(answering(GROUPS), "sort id4", "disk,peristyle");

        assertThat(Files.readString(directory.resolve("out").resolve("report.md")))
                .contains("To write and read the bytes of the input of sort id4 of groups once took ");
    }

    @Test
    void runsOfSeveralCommandsBecomeOneReportAndPicture() throws Exception {
        run(answering("id1,v1\nid001,5\n"), "groupby-1", "peristyle,duckdb");
        Path first = Files.move(directory.resolve("out").resolve("runs.json"), directory.resolve("first.json"));
        run(answering(GROUPS), "sort id4", "peristyle");

        Path all = directory.resolve("all");
        LimitsCommand.run(List.of(
                first.toString(), directory.resolve("out").resolve("runs.json").toString(), "--out", all.toString()));

        assertThat(Files.readString(all.resolve("report.md")))
                .contains(
                        "| groupby | 1 | 256 | 1 |",
                        "| sort | 1 | 256 | 0 |",
                        "| groupby-1 of groups | 1 | 256 |",
                        "| sort id4 of groups | 1 | 256 |",
                        "the bound of heap + limit + 80 MB held");
        assertThat(Files.readString(all.resolve("limits.svg")))
                .contains(">groupby-1 of groups<", ">sort id4 of groups<");
        LimitsCommand.run(List.of(
                first.toString(),
                all.resolve("runs.json").toString(),
                "--questions",
                "sort id4;groupby-1 of others",
                "--out",
                all.toString()));
        assertThat(Files.readString(all.resolve("limits.svg")))
                .contains(">sort id4 of groups<")
                .doesNotContain("groupby-1");
    }

    @Test
    void memoryBesideHeapAndLimitIsHeldAgainstTheBound() {
        StateRun within = new StateRun(1, (64 << 20) + (128 << 20) + (1 << 20), 0, null);
        StateRun above = new StateRun(1, (64 << 20) + (128 << 20) + (90 << 20), 0, null);
        StateResult good = new StateResult("groupby-1", "peristyle", 1, 128 << 20, 64 << 20, 0, within);
        StateResult bad = new StateResult("groupby-2", "peristyle", 1, 128 << 20, 64 << 20, 0, above);
        StateResult theirs = new StateResult("groupby-2", "duckdb", 1, 128 << 20, 64 << 20, 0, above);

        assertThat(StateReport.summary(List.of(good, theirs))).contains("heap + limit + 1 MB in 1 runs", "80 MB held");
        assertThat(StateReport.summary(List.of(good, bad))).contains("+ 90 MB in 2 runs", "was BROKEN in 1");
    }

    @Test
    void meansAreOfTheRatiosOfWhatBothHaveDone() {
        List<StateResult> results = new ArrayList<>();
        double[] seconds = {2, 8, 0.5};
        for (int question = 1; question <= seconds.length; question++) {
            String name = "tpch-" + question;
            results.add(new StateResult(name, "peristyle", 2, 256 << 20, 0, 0, new StateRun(1, 1e6, 0, null)));
            results.add(new StateResult(
                    name, "duckdb", 2, 256 << 20, 0, 0, new StateRun(seconds[question - 1], 1e6, 0, null)));
        }
        results.add(new StateResult("tpch-4", "peristyle", 2, 256 << 20, 0, 0, new StateRun(1, 1e6, 0, null)));
        results.add(new StateResult("tpch-4", "duckdb", 2, 256 << 20, 0, 0, new StateRun(1, 1e6, 0, "no memory")));

        assertThat(StateReport.summary(results)).contains("| tpch | 2 | 256 | 3 | 2.00 | 2.00 | 0.50 | 2 | 0 | 1 |");
    }

    @Test
    void dataIsMadeOnce() throws Exception {
        Path program =
                Files.createDirectories(directory.resolve("jdk").resolve("bin")).resolve("java");
        Files.writeString(
                program,
                "#!/bin/sh\necho \"$@\" >> " + directory.resolve("calls")
                        + "\nfor last; do :; done\necho made > \"$last\"\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        StateData data = new StateData(StateOptions.parse(List.of(
                "--questions",
                "groupby;join",
                "--rows",
                "1e8",
                "--k",
                "2",
                "--scale",
                "10",
                "--java",
                directory.resolve("jdk").toString(),
                "--data-dir",
                directory.resolve("made").toString())));

        assertThat(data.of("groupby-10")).hasFileName("groups-1e8-k2.csv").hasContent("made");
        assertThat(data.of("distinct")).hasFileName("groups-1e8-k2.csv");
        assertThat(data.of("join-5")).hasFileName("joins-1e8");
        assertThat(data.of("sort a")).hasFileName("lineitem-10.csv");
        assertThat(data.of("tpch-1")).hasFileName("tpch-10");
        assertThat(Files.readString(directory.resolve("calls")))
                .containsOnlyOnce("h2o-groupby --rows 100000000 --groups 2 --out")
                .containsOnlyOnce("h2o-join --rows 100000000 --out");
    }

    @Test
    void aRunThatFailsIsAResult() throws Exception {
        Path program = Files.writeString(
                directory.resolve("failing.sh"),
                "echo 'error: the memory limit of 268435456 bytes is reached'\nexit 1\n");

        run("sh " + program, "groupby-1", "peristyle");

        Path out = directory.resolve("out");
        assertThat(Files.readString(out.resolve("report.md")))
                .contains(
                        "| groupby-1 of groups | 1 | 256 | failed |", "the memory limit of 268435456 bytes is reached");
        assertThat(Files.readString(out.resolve("limits.svg")))
                .containsPattern("class=\"line ours\" d=\"M[0-9.]+ [0-9.]+ l10 10 m0 -10 l-10 10\"");
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
        assertThat(StateOptions.parse(List.of("--questions", "groupby;join;tpch;sort a;tpch-1"))
                        .questions())
                .hasSize(10 + 5 + 22 + 2)
                .contains("groupby-10", "join-5", "tpch-22", "sort a");
        assertThatThrownBy(() -> LimitsCommand.run(List.of("runs.json"))).hasMessageContaining("--out DIRECTORY");
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
                        + "echo 'read 1 bytes, spilled 7,000,000 bytes'\n"
                        // long enough for its memory to be looked at
                        + "sleep 0.2\n");
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
