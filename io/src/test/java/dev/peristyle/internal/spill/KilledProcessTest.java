package dev.peristyle.internal.spill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.csv.Csv;
import dev.peristyle.execution.Execution;
import dev.peristyle.random.Seeds;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that spills and is killed leaves no half of an output, and the next one deletes what it spilled. {@code
 * -Dperistyle.test.kills=200} tries more moments than there is time for in a build.
 */
@Timeout(3600)
class KilledProcessTest {

    private static final int KILLS = Integer.getInteger("peristyle.test.kills", 5);

    @TempDir
    private Path directory;

    @Test
    void leavesNothingHalfAndNothingThatStays() throws Exception {
        Random random = Seeds.fresh();
        Path input = SpillingJob.write(directory.resolve("in.csv"), Seeds.random(3));
        Path expected = Files.createDirectory(directory.resolve("expected"));
        for (SpillingJob job : SpillingJob.values()) {
            job.pipeline(input).using(Execution.defaults()).write(Csv.to(expected.resolve(job + ".csv")));
        }
        Path outputs = Files.createDirectory(directory.resolve("outputs"));
        Path spills = Files.createDirectory(directory.resolve("spills"));
        int left = 0;
        long round = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            Process process = start(input, outputs, spills);
            try (BufferedReader lines = process.inputReader()) {
                assertThat(lines.readLine()).isEqualTo("round");
                assertThat(onlyOf(spills, process))
                        .as("the start deletes what others have left")
                        .isTrue();
                if (round == 0) {
                    long start = System.nanoTime();
                    assertThat(lines.readLine()).isEqualTo("round");
                    round = System.nanoTime() - start;
                }
                LockSupport.parkNanos(random.nextLong(round));
            } finally {
                process.destroyForcibly().waitFor();
            }
            left += list(spills).size();
            for (SpillingJob job : SpillingJob.values()) {
                Path output = outputs.resolve(job + ".csv");
                if (Files.exists(output)) {
                    assertThat(output).hasSameBinaryContentAs(expected.resolve(job + ".csv"));
                }
            }
        }
        assertThat(left).as("files of killed processes").isPositive();
        new FileSpillService().open(spills, Long.MAX_VALUE, false).close();
        assertThat(list(spills)).isEmpty();
    }

    private static Process start(Path input, Path outputs, Path spills) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SpillingProcess.class.getName(),
                        input.toString(),
                        outputs.toString(),
                        spills.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Waits until the first spill of a process has swept, as far as it does before it ends. */
    private static boolean onlyOf(Path spills, Process process) throws IOException {
        String own = "peristyle-" + process.pid() + "-";
        while (process.isAlive()) {
            List<Path> files = list(spills);
            if (!files.isEmpty()
                    && files.stream()
                            .allMatch(file -> file.getFileName().toString().startsWith(own))) {
                return true;
            }
            Thread.onSpinWait();
        }
        return false;
    }

    private static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }
}
