package dev.peristyle.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.jr.ob.JSON;

class ProfileOptionTest {

    @TempDir
    private Path directory;

    @Test
    void everyJobWritesItsProfile() throws IOException {
        Path rows = Files.writeString(directory.resolve("rows.csv"), "id,price\n3,2.5\n1,1.5\n2,0.5\n");
        String file = rows.toString();
        List<List<String>> jobs = List.of(
                List.of("sort", file, "--by", "id"),
                List.of("distinct", file),
                List.of("stats", file),
                List.of("head", file),
                List.of("join", file, file, "--on", "id", "--how", "semi"),
                List.of("convert", file, directory.resolve("rows.arrow").toString()));
        int number = 0;
        for (List<String> job : jobs) {
            Path profile = directory.resolve("profile" + number++ + ".json");
            String[] arguments = new String[job.size() + 2];
            job.toArray(arguments);
            arguments[job.size()] = "--profile";
            arguments[job.size() + 1] = profile.toString();
            CommandRun run = CommandRun.of(arguments);
            assertThat(run.exitCode()).as(job + run.errors()).isZero();
            List<?> runs = (List<?>) JSON.std.mapFrom(Files.readString(profile)).get("runs");
            assertThat(runs).as(job.toString()).isNotEmpty();
            Map<?, ?> last = (Map<?, ?>) runs.get(runs.size() - 1);
            assertThat((List<?>) last.get("operators")).isNotEmpty();
            assertThat(((Map<?, ?>) last.get("samples")).get("time")).isInstanceOf(List.class);
        }
    }

    @Test
    void aNameThatSaysNoFormatIsWrongUsage() throws IOException {
        Path rows = Files.writeString(directory.resolve("rows.csv"), "id\n1\n");
        CommandRun run = CommandRun.of("head", rows.toString(), "--profile", "run.txt");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errors()).startsWith("--profile: a profile is written as HTML or as JSON");
    }

    @Test
    void whatRunsNoPipelineSaysSo() {
        Path profile = directory.resolve("run.html");
        CommandRun run = CommandRun.of(
                "generate",
                "measurements",
                "--rows",
                "10",
                "--out",
                directory.resolve("m.txt").toString(),
                "--profile",
                profile.toString());
        assertThat(run.exitCode()).isZero();
        assertThat(run.errors()).contains("--profile: no pipeline was run, so " + profile + " was not written");
        assertThat(profile).doesNotExist();
    }

    @Test
    void versionsAndCompletionAreTold() throws IOException, InterruptedException {
        CommandRun version = CommandRun.of("--version");
        assertThat(version.exitCode()).isZero();
        assertThat(version.output()).startsWith("peristyle ").contains("Java " + Runtime.version());
        assertThat(CommandRun.of("--help").output()).contains("Exit codes:", "2   wrong usage");
        CommandRun completion = CommandRun.of("completion", "--name", "peri");
        assertThat(completion.exitCode()).isZero();
        assertThat(completion.output()).contains("--profile", "pricing-summary", "complete -F _complete_peri");
        Path script = Files.writeString(directory.resolve("completion"), completion.output());
        Process shell =
                new ProcessBuilder("bash", "-n", script.toString()).inheritIO().start();
        assertThat(shell.waitFor()).as("the syntax of the script").isZero();
    }
}
