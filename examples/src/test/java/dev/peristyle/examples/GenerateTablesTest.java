package dev.peristyle.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.examples.tpch.TpchTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tables of benchmarks have the shapes that these describe. */
class GenerateTablesTest {

    @TempDir
    private Path directory;

    @Test
    void tpchHasEightTables() throws IOException {
        run("generate", "tpch", "--scale", "0.01", "--out", directory.toString());
        Path lineitem = directory.resolve("one.csv");
        run("generate", "lineitem", "--scale", "0.01", "--out", lineitem.toString());

        List<String> counts = TpchTables.NAMES.stream()
                .map(name -> DuckDb.query("select count(*) from " + table(name))
                        .get(0)
                        .get(0))
                .toList();
        assertThat(counts).containsExactly("5", "25", "100", "1500", "2000", "8000", "15000", "60175");
        assertThat(Files.mismatch(directory.resolve("lineitem.csv"), lineitem)).isEqualTo(-1);
        // each part has four suppliers, and each order a customer; balances may be negative
        assertThat(DuckDb.query("select count(distinct ps_suppkey), count(distinct ps_partkey) from "
                        + table("partsupp") + " join " + table("supplier") + " on ps_suppkey = s_suppkey join "
                        + table("part") + " on ps_partkey = p_partkey"))
                .containsExactly(List.of("100", "2000"));
        assertThat(DuckDb.query("select count(*) from " + table("orders") + " join " + table("customer")
                        + " on o_custkey = c_custkey join " + table("nation") + " on c_nationkey = n_nationkey join "
                        + table("region") + " on n_regionkey = r_regionkey"))
                .containsExactly(List.of("15000"));
        assertThat(DuckDb.query("select min(c_acctbal) < 0, max(length(c_comment)) <= 117 from " + table("customer")))
                .containsExactly(List.of("true", "true"));
    }

    @Test
    void tpchDoesNotDependOnTheThreads() throws IOException {
        Path one = directory.resolve("one");
        Path two = directory.resolve("two");
        run("generate", "tpch", "--scale", "0.03", "--out", one.toString());
        run("generate", "tpch", "--scale", "0.03", "--threads", "2", "--out", two.toString());

        for (String name : TpchTables.NAMES) {
            assertThat(Files.mismatch(one.resolve(name + ".csv"), two.resolve(name + ".csv")))
                    .as(name)
                    .isEqualTo(-1);
        }
    }

    @ParameterizedTest
    @CsvSource({"100000, 100, 100, 1000", "100000, 2, 2, 50000"})
    void groupsAreAsManyAsAskedFor(long rows, long groups, long few, long many) {
        Path file = directory.resolve("groups.csv");
        run("generate", "h2o-groupby", "--rows", "" + rows, "--groups", "" + groups, "--out", file.toString());

        String table = "read_csv('" + file + "')";
        assertThat(DuckDb.query("select count(*), count(distinct id1), count(distinct id2), count(distinct id4),"
                        + " count(distinct id5), max(id4), max(id6) between " + many * 9 / 10 + " and " + many
                        + " from " + table))
                .containsExactly(List.of("" + rows, "" + few, "" + few, "" + few, "" + few, "" + few, "true"));
        assertThat(DuckDb.query("select min(length(id1)), max(length(id1)), min(length(id3)), max(length(id3)),"
                        + " min(v1), max(v1), min(v2), max(v2), min(v3) >= 0, max(v3) <= 100, max(v3) > 99,"
                        + " count(distinct v3) > 90000 from " + table))
                .containsExactly(List.of("5", "5", "12", "12", "1", "5", "1", "5", "true", "true", "true", "true"));
        assertThat(Long.parseLong(DuckDb.query("select count(distinct id3) from " + table)
                        .get(0)
                        .get(0)))
                .isBetween(many * 8 / 10, many);
    }

    @Test
    void tablesToJoinHaveNineTenthsOfTheirKeysInCommon() throws IOException {
        run("generate", "h2o-join", "--rows", "100000", "--threads", "2", "--out", directory.toString());

        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("x.csv", "small.csv", "medium.csv", "big.csv");
        }
        assertThat(DuckDb.query("select count(*), count(distinct id1), count(distinct id2), count(distinct id3),"
                        + " bool_and(id4 = 'id' || id1 and id5 = 'id' || id2 and id6 = 'id' || id3), max(v1) <= 100 from "
                        + table("x")))
                .containsExactly(List.of("100000", "10", "100", "100000", "true", "true"));
        assertThat(DuckDb.query("select count(*), count(distinct id1) from " + table("small")))
                .containsExactly(List.of("10", "10"));
        assertThat(DuckDb.query("select count(*), count(distinct id1), count(distinct id2) from " + table("medium")))
                .containsExactly(List.of("100", "10", "100"));
        assertThat(DuckDb.query("select count(*), count(distinct id3) from " + table("big")))
                .containsExactly(List.of("100000", "100000"));
        assertThat(DuckDb.query("select count(*) from " + table("x") + " join " + table("big") + " using (id3)"))
                .containsExactly(List.of("90000"));
        assertThat(DuckDb.query(
                        "select count(distinct id2) from " + table("x") + " join " + table("medium") + " using (id2)"))
                .containsExactly(List.of("90"));
        assertThat(DuckDb.query(
                        "select count(distinct id1) from " + table("x") + " join " + table("small") + " using (id1)"))
                .containsExactly(List.of("9"));
        assertThat(Files.readAllLines(directory.resolve("medium.csv")).get(0)).isEqualTo("id1,id2,id4,id5,v2");
    }

    @Test
    void valuesOutOfRangeAreNamed() {
        assertThat(CommandRun.of("generate", "h2o-groupby", "--rows", "10", "--groups", "11", "--out", "x")
                        .errors())
                .startsWith("--groups must be 1 to 10, not 11");
        assertThat(CommandRun.of("generate", "h2o-join", "--rows", "9", "--out", "x")
                        .errors())
                .startsWith("--rows must be 10 to ");
        assertThat(CommandRun.of("generate", "tpch", "--scale", "0", "--out", "x")
                        .errors())
                .startsWith("--scale must be above 0");
    }

    @Test
    void aHeapThatIsTooSmallForTheTextOfTpchIsToldWhichOneWouldDo() {
        assertThatThrownBy(() -> Generate.checkHeap(128L << 20))
                .hasMessageContaining("128 MB of heap")
                .hasMessageContaining("-Xmx512m");
        assertThatCode(() -> Generate.checkHeap(512L << 20)).doesNotThrowAnyException();
    }

    private String table(String name) {
        return "read_csv('" + directory.resolve(name + ".csv") + "') as " + name;
    }

    private static void run(String... arguments) {
        CommandRun run = CommandRun.of(arguments);
        assertThat(run.exitCode()).as(run.errors()).isZero();
        assertThat(run.output()).isEmpty();
    }
}
