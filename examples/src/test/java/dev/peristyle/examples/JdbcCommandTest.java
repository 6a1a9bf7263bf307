package dev.peristyle.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JdbcCommandTest {

    private static final String ROWS = "id,name,price,day\n1,a,1.50,2024-01-01\n2,,2.25,2024-02-29\n3,\"x,y\",,\n";

    @TempDir
    private Path directory;

    private String url(String database) {
        return database.equals("h2")
                ? "jdbc:h2:" + directory.resolve("h2")
                : "jdbc:sqlite:" + directory.resolve("sqlite.db");
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "sqlite"})
    void aFileGoesIntoATableAndComesBack(String database) throws IOException {
        Path in = Files.writeString(directory.resolve("in.csv"), ROWS);
        Path out = directory.resolve("out.csv");
        CommandRun written =
                CommandRun.of("jdbc-out", in.toString(), url(database), "items", "--create", "--upsert", "id");
        assertThat(written.exitCode()).as(written.errors()).isZero();
        Files.writeString(in, "id,name,price,day\n3,z,9.00,2024-03-01\n4,new,1.00,2024-03-02\n");
        CommandRun more =
                CommandRun.of("jdbc-out", in.toString(), url(database), "items", "--upsert", "id", "--batch-rows", "1");
        assertThat(more.exitCode()).as(more.errors()).isZero();

        CommandRun read = CommandRun.of(
                "jdbc-in",
                url(database),
                "select * from items",
                out.toString(),
                "--order-by",
                "id",
                "--divide-by",
                "id",
                "--parts",
                "2",
                "--threads",
                "2",
                "--fetch-rows",
                "1");
        assertThat(read.exitCode()).as(read.errors()).isZero();
        assertThat(read.errors()).contains("read 4 rows");
        assertThat(Files.readString(out))
                .isEqualTo(
                        "id,name,price,day\n1,a,1.5,2024-01-01\n2,,2.25,2024-02-29\n3,z,9.0,2024-03-01\n4,new,1.0,2024-03-02\n");
    }

    @Test
    void rowsThatAreRefusedEndTheRunOrAreLeftOut() throws IOException {
        Path in = Files.writeString(directory.resolve("in.csv"), ROWS);
        String url = url("h2");
        CommandRun first = CommandRun.of("jdbc-out", in.toString(), url, "items", "--create", "--upsert", "id");
        assertThat(first.exitCode()).as(first.errors()).isZero();
        CommandRun again = CommandRun.of("jdbc-out", in.toString(), url, "items");
        assertThat(again.exitCode()).isOne();
        assertThat(again.errors()).contains("row 1 is refused", "Nothing is written");
        CommandRun skipping =
                CommandRun.of("jdbc-out", in.toString(), url, "items", "--skip-rejected", "3", "--commit-batches");
        assertThat(skipping.exitCode()).isEqualTo(3);
        assertThat(skipping.errors()).contains("rejected: not unique=3");
    }

    @Test
    void whatCannotBeReachedIsSaidWithoutThePassword() {
        CommandRun run = CommandRun.of(
                "jdbc-in",
                "jdbc:nowhere://host?password=secret",
                "select 1",
                directory.resolve("o.csv").toString());
        assertThat(run.exitCode()).isOne();
        assertThat(run.errors())
                .contains("there is no connection to be had", "jdbc:nowhere://host")
                .doesNotContain("secret");
    }
}
