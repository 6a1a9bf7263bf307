package dev.peristyle.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class H2oJoinTest {

    /** As db-benchmark asks DuckDB. */
    private static final List<String> SQL = List.of(
            "select x.*, small.id4 as small_id4, v2 from x join small using (id1)",
            "select x.*, medium.id1 as medium_id1, medium.id4 as medium_id4, medium.id5 as medium_id5, v2 from x"
                    + " join medium using (id2)",
            "select x.*, medium.id1 as medium_id1, medium.id4 as medium_id4, medium.id5 as medium_id5, v2 from x"
                    + " left join medium using (id2)",
            "select x.*, medium.id1 as medium_id1, medium.id2 as medium_id2, medium.id4 as medium_id4, v2 from x"
                    + " join medium using (id5)",
            "select x.*, big.id1 as big_id1, big.id2 as big_id2, big.id4 as big_id4, big.id5 as big_id5,"
                    + " big.id6 as big_id6, v2 from x join big using (id3)");

    @TempDir
    private static Path directory;

    @BeforeAll
    static void generate() {
        CommandRun run = CommandRun.of("generate", "h2o-join", "--rows", "5000", "--out", directory.toString());
        assertThat(run.exitCode()).as(run.errors()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "3, 1", "4, 2", "5, 1", "5, 2"})
    void theAnswerIsThatOfAnotherEngine(int question, String threads) {
        Path out = directory.resolve(question + "-" + threads + ".out");

        CommandRun run = CommandRun.of(
                "h2o-join",
                "" + question,
                "--data",
                directory.toString(),
                "--threads",
                threads,
                "--out",
                out.toString());

        assertThat(run.exitCode()).as(run.errors()).isZero();
        String sql = SQL.get(question - 1);
        for (String name : List.of("x", "small", "medium", "big")) {
            sql = sql.replaceAll(
                    "(from|join) " + name + " ?",
                    "$1 read_csv('" + directory.resolve(name + ".csv") + "') as " + name + " ");
        }
        String read = "read_csv('" + out + "')";
        Answers.assertEqual("select * from " + read + " order by all", "select * from (" + sql + ") order by all");
        assertThat(DuckDb.query("select column_name from (describe select * from " + read + ")"))
                .isEqualTo(DuckDb.query("select column_name from (describe " + sql + ")"));
    }

    @Test
    void aQuestionThatIsNotThereIsNamed() {
        CommandRun run = CommandRun.of("h2o-join", "6", "--data", directory.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errors()).startsWith("error: questions are numbered 1 to 5, not 6");
    }
}
