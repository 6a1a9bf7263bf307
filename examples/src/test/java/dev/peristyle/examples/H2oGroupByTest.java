package dev.peristyle.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class H2oGroupByTest {

    private static final int ROWS = 20_000;

    /** As db-benchmark asks DuckDB. */
    private static final List<String> SQL = List.of(
            "select id1, sum(v1) as v1 from x group by id1",
            "select id1, id2, sum(v1) as v1 from x group by id1, id2",
            "select id3, sum(v1) as v1, avg(v3) as v3 from x group by id3",
            "select id4, avg(v1) as v1, avg(v2) as v2, avg(v3) as v3 from x group by id4",
            "select id6, sum(v1) as v1, sum(v2) as v2, sum(v3) as v3 from x group by id6",
            "select id4, id5, quantile_cont(v3, 0.5) as median_v3, stddev(v3) as sd_v3 from x group by id4, id5",
            "select id3, max(v1) - min(v2) as range_v1_v2 from x group by id3",
            "select id6, v3 as largest2_v3 from (select id6, v3, row_number() over (partition by id6 order by v3 desc) as order_v3"
                    + " from x where v3 is not null) where order_v3 <= 2",
            "select id2, id4, pow(corr(v1, v2), 2) as r2 from x group by id2, id4",
            "select id1, id2, id3, id4, id5, id6, sum(v3) as v3, count(*) as count from x"
                    + " group by id1, id2, id3, id4, id5, id6");

    @TempDir
    private static Path directory;

    private static Path file;

    @BeforeAll
    static void generate() {
        file = directory.resolve("groups.csv");
        CommandRun run = CommandRun.of(
                "generate", "h2o-groupby", "--rows", "" + ROWS, "--groups", "10", "--out", file.toString());
        assertThat(run.exitCode()).as(run.errors()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "3, 1", "4, 2", "5, 1", "6, 2", "7, 1", "8, 1", "8, 2", "9, 2", "10, 1", "10, 2"})
    void theAnswerIsThatOfAnotherEngine(int question, String threads) {
        Path out = directory.resolve(question + "-" + threads + ".csv");

        CommandRun run = run(question, "--threads", threads, "--out", out.toString());

        assertThat(run.output()).isEmpty();
        String types = "columns = {'id1': 'varchar', 'id2': 'varchar', 'id3': 'varchar', 'id4': 'int', 'id5': 'int',"
                + " 'id6': 'int', 'v1': 'int', 'v2': 'int', 'v3': 'double'}";
        String expected =
                SQL.get(question - 1).replace(" x ", " read_csv('" + file + "', header = true, " + types + ") ");
        Answers.assertEqual(
                "select * from read_csv('" + out + "') order by all", "select * from (" + expected + ") order by all");
    }

    @Test
    void withoutAFileTheAnswerGoesToStandardOutput() throws IOException {
        Path out = directory.resolve("out.csv");

        CommandRun run = run(2);
        run(2, "--out", out.toString());

        assertThat(run.output()).isEqualTo(Files.readString(out)).startsWith("id1,id2,v1\nid0");
        assertThat(run.errors()).matches("read [0-9,]+ bytes in .* spilled 0 bytes\\R");
    }

    @Test
    void aQuestionThatThereIsNotSaysWhichThereAre() {
        CommandRun unknown = CommandRun.of("h2o-groupby", "11", "--data", file.toString());

        assertThat(unknown.exitCode()).isEqualTo(1);
        assertThat(unknown.errors()).startsWith("error: questions are numbered 1 to 10, not 11");
    }

    private static CommandRun run(int question, String... more) {
        String[] arguments = new String[more.length + 4];
        arguments[0] = "h2o-groupby";
        arguments[1] = "" + question;
        arguments[2] = "--data";
        arguments[3] = file.toString();
        System.arraycopy(more, 0, arguments, 4, more.length);
        CommandRun run = CommandRun.of(arguments);
        assertThat(run.exitCode()).as(run.errors()).isZero();
        return run;
    }
}
