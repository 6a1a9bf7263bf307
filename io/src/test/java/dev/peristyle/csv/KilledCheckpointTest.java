package dev.peristyle.csv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.columnfile.ColumnFile;
import dev.peristyle.random.Seeds;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Processes that are killed at random moments, one after the other, make the output that one makes which is not. {@code
 * -Dperistyle.test.kills=200} kills more than there is time for in a build.
 */
@Timeout(3600)
class KilledCheckpointTest {

    private static final int KILLS = Integer.getInteger("peristyle.test.kills", 3);
    private static final int ROWS = 60_000;

    @TempDir
    private Path directory;

    private Path input;
    private Path rejects;
    private Path checkpoint;
    private long bytesRead;

    @ParameterizedTest
    @CsvSource({"PLAIN, out.csv", "NUMBERED, out.arrow"})
    void whatIsKilledGoesOn(CheckpointJob job, String name) throws Exception {
        Random random = Seeds.fresh();
        input = CheckpointJob.write(directory.resolve("in.csv"), ROWS, true, random);
        Path outputs = Files.createDirectory(directory.resolve("outputs"));
        rejects = outputs.resolve("rejects.csv");
        checkpoint = directory.resolve("job.checkpoint");
        Path expected = directory.resolve("expected.csv");
        job.pipeline(List.of(input), CheckpointProcess.options(rejects)).write(Csv.to(expected));
        Path expectedRejects = Files.move(rejects, directory.resolve("expected-rejects.csv"));
        Path output = outputs.resolve(name);

        long start = System.nanoTime();
        assertThat(run(job, output, 1, Long.MAX_VALUE)).isTrue();
        long whole = System.nanoTime() - start;
        int goneOn = 0;
        int ended = 0;
        for (int kills = 0; kills < KILLS; ) {
            long begun = System.nanoTime();
            boolean done = run(job, output, 1 + random.nextInt(3), random.nextLong(whole));
            if (done) {
                // on a machine that was busy the first run says too much
                whole = Math.min(whole, System.nanoTime() - begun);
            }
            kills += done ? 0 : 1;
            ended += done ? 1 : 0;
            goneOn += !done && Files.exists(checkpoint) ? 1 : 0;
            if (done) {
                check(output, expected, expectedRejects);
            }
        }
        boolean isRest = Files.exists(checkpoint);
        assertThat(run(job, output, 2, Long.MAX_VALUE)).isTrue();
        assertThat(bytesRead).isLessThan(isRest && !Files.exists(output) ? Files.size(input) : Long.MAX_VALUE);
        check(output, expected, expectedRejects);
        try (Stream<Path> left = Files.list(outputs)) {
            assertThat(left).isEmpty();
        }
        assertThat(Files.exists(checkpoint)).isFalse();
        if (KILLS > 5 || Boolean.getBoolean("peristyle.test.print")) {
            System.out.printf(
                    "%s to %s: %d kills, %d of them with a checkpoint, %d runs ended before%n",
                    job, name, KILLS, goneOn, ended);
            assertThat(goneOn).isPositive();
        }
    }

    private void check(Path output, Path expected, Path expectedRejects) throws IOException {
        Path text = output;
        if (!output.toString().endsWith(".csv")) {
            text = directory.resolve("text.csv");
            ColumnFile.scan(output).write(Csv.to(text));
        }
        assertThat(text).hasSameBinaryContentAs(expected);
        assertThat(rejects).hasSameBinaryContentAs(expectedRejects);
        Files.delete(output);
        Files.delete(rejects);
    }

    /** Starts a process and kills it after some time, unless it has ended; says whether it came to its end. */
    private boolean run(CheckpointJob job, Path output, int threads, long nanos) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CheckpointProcess.class.getName(),
                        job.name(),
                        input.toString(),
                        output.toString(),
                        rejects.toString(),
                        checkpoint.toString(),
                        Integer.toString(threads))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader lines = process.inputReader()) {
            assertThat(lines.readLine()).isEqualTo("begun");
            if (nanos < Long.MAX_VALUE) {
                LockSupport.parkNanos(nanos);
                // the process itself would close what it has printed
                process.toHandle().destroyForcibly();
            }
            String line = lines.readLine();
            boolean done = process.waitFor() == 0;
            bytesRead = done ? Long.parseLong(line.substring("read ".length())) : 0;
            return done;
        } finally {
            process.destroyForcibly().waitFor();
        }
    }
}
