package dev.peristyle.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The cache that the packaged jar makes of itself is taken, and passed over where it does not fit. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the script is another there")
@Timeout(600)
class StartupCacheIT {

    private static final Path PACKAGED = Path.of("target", "peristyle-examples.jar");

    @TempDir
    private Path directory;

    @TempDir
    private Path elsewhere;

    @Test
    void aScriptStartsTheJarWithItsCache() throws Exception {
        boolean isAheadOfTime = Runtime.version().feature() >= 25;
        String name = isAheadOfTime ? "some jobs" : "jobs";
        Path jar = Files.copy(PACKAGED, directory.resolve(name + ".jar"));

        String made = output(0, java(), "-jar", jar.toString(), "--make-cache");

        Path cache = directory.resolve(name + (isAheadOfTime ? ".aot" : ".jsa"));
        Path script = directory.resolve(name);
        assertThat(made).contains(cache.toString(), script.toString());
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactlyInAnyOrder(jar, cache, script);
        }
        String plain = output(0, java(), "-jar", jar.toString(), "functions", "sha-256");
        assertThat(output(0, script.toString(), "functions", "sha-256")).isEqualTo(plain);
        assertThat(classesOf(cache, jar)).as("classes that come from the cache").contains("dev.peristyle.Pipeline ");

        // another jar than the one that the cache was made of, such as the next build
        Files.setLastModifiedTime(jar, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
        assertThat(output(0, script.toString(), "functions", "sha-256")).isEqualTo(plain);
    }

    @Test
    @EnabledForJreRange(max = JRE.JAVA_24, disabledReason = "later ones take any path")
    void aPathThatTheJvmCannotTakeIsRefused() throws Exception {
        Path jar = Files.copy(PACKAGED, directory.resolve("some jobs.jar"));

        assertThat(output(1, java(), "-jar", jar.toString(), "--make-cache"))
                .contains("move " + jar + " or take Java 25");
        assertThat(directory).isDirectoryNotContaining(file -> !file.equals(jar));
    }

    @Test
    void aJarIsNotReplacedByItsOwnCacheOrScript() throws Exception {
        boolean isAheadOfTime = Runtime.version().feature() >= 25;
        for (String name : List.of("jobs", isAheadOfTime ? "jobs.aot" : "jobs.jsa")) {
            Path jar = Files.copy(PACKAGED, directory.resolve(name));
            assertThat(output(1, java(), "-jar", jar.toString(), "--make-cache"))
                    .contains("in the place of the jar itself: call the jar " + name + ".jar");
            assertThat(jar).hasSameBinaryContentAs(PACKAGED);
            Files.delete(jar);
        }
    }

    @Test
    void itGoesAloneAndNeedsAJar() throws Exception {
        CommandRun both = CommandRun.of("--make-cache", "functions");
        assertThat(both.exitCode()).isEqualTo(2);
        assertThat(both.errors()).contains("--make-cache goes without a command");

        JavaCommand.Ended noJar = JavaCommand.run(JavaCommand.of(Main.class, "--make-cache"), elsewhere);
        assertThat(noJar.exitCode()).isOne();
        assertThat(noJar.output()).contains("run java -jar JAR --make-cache");
    }

    /** What the JVM says of the place that each class comes from. */
    private String classesOf(Path cache, Path jar) throws IOException, InterruptedException {
        String flag = cache.toString().endsWith(".aot") ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=";
        return output(
                        0,
                        java(),
                        flag + cache,
                        "-Xlog:class+load:stdout",
                        "-jar",
                        jar.toString(),
                        "detect",
                        input().toString())
                .lines()
                .filter(line -> line.contains("shared objects file"))
                .map(line -> line.replaceFirst("^(\\[[^]]*] *)+", ""))
                .reduce("", (all, line) -> all + line + "\n");
    }

    private Path input() throws IOException {
        return Files.writeString(elsewhere.resolve("in.csv"), "a,b\n1,2\n");
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private String output(int exitCode, String... command) throws IOException, InterruptedException {
        JavaCommand.Ended ended = JavaCommand.run(List.of(command), elsewhere);
        assertThat(ended.exitCode()).as(ended.output()).isEqualTo(exitCode);
        return ended.output();
    }
}
