package dev.peristyle.internal.spill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.csv.Csv;
import dev.peristyle.error.CancelledException;
import dev.peristyle.error.DataAccessException;
import dev.peristyle.error.MemoryLimitException;
import dev.peristyle.execution.CancellationToken;
import dev.peristyle.execution.Execution;
import dev.peristyle.execution.RunReport;
import dev.peristyle.random.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever fails while an operator spills, and whenever its run is cancelled: one clear error, and nothing is left. A few
 * moments of each run are tried; {@code -Dperistyle.test.everyFault=true} tries each operation, and {@code
 * -Dperistyle.test.cancels=N} so many moments of each job and number of threads.
 */
@Timeout(1200)
class SpillFaultsTest {

    private static final boolean EVERY = Boolean.getBoolean("peristyle.test.everyFault");
    private static final int CANCELS = Integer.getInteger("peristyle.test.cancels", 4);

    @TempDir
    private static Path directory;

    private static Path input;
    private static Path output;
    private static Path spills;
    private static final Map<SpillingJob, Path> EXPECTED = new EnumMap<>(SpillingJob.class);

    @BeforeAll
    static void prepare() throws IOException {
        input = SpillingJob.write(directory.resolve("in.csv"), Seeds.random(3));
        output = directory.resolve("out.csv");
        spills = Files.createDirectory(directory.resolve("spills"));
        for (SpillingJob job : SpillingJob.values()) {
            Path file = directory.resolve(job + ".csv");
            AtomicReference<RunReport> report = new AtomicReference<>();
            job.over(input)
                    .using(Execution.builder().report(report::set).build())
                    .write(Csv.to(file));
            assertThat(report.get().spilledBytes()).isZero();
            EXPECTED.put(job, file);
        }
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        try (Stream<Path> files = Files.list(spills)) {
            assertThat(files).isEmpty();
        }
        assertThat(output).doesNotExist();
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().startsWith("peristyle-worker"))
                .isEmpty();
    }

    private static long handles() throws IOException {
        Path list = Path.of("/proc/self/fd");
        if (!Files.isDirectory(list)) {
            return 0;
        }
        try (Stream<Path> handles = Files.list(list)) {
            return handles.count();
        }
    }

    private static Execution.Builder settings(long limit, int threads) {
        return Execution.builder().memoryLimit(limit).threads(threads).temporaryDirectory(spills);
    }

    private static void run(SpillingJob job, Execution execution) {
        job.over(input).using(execution).write(Csv.to(output));
    }

    private void checkResult(SpillingJob job) throws IOException {
        assertThat(output).hasSameBinaryContentAs(EXPECTED.get(job));
        Files.delete(output);
    }

    @ParameterizedTest
    @EnumSource(SpillingJob.class)
    void eachOperationOnTheDiskThatFailsIsOneClearError(SpillingJob job) throws Exception {
        int all = 0;
        for (boolean encrypted : new boolean[] {false, true}) {
            boolean passed = false;
            for (int failing = 1; !passed; failing += EVERY ? 1 : 1 + failing) {
                Faults faults = new Faults(failing);
                int threads = 1 + Integer.bitCount(failing) % 2;
                long handles = handles();
                passed = FaultySpillService.during(directory, faults, () -> passes(job, threads, encrypted));
                assertThat(passed).isEqualTo(faults.steps() < faults.failing());
                assertThat(handles()).isLessThanOrEqualTo(handles);
                nothingIsLeft();
                all = faults.steps();
            }
        }
        assertThat(all).as("operations on the disk").isGreaterThan(20);
    }

    private boolean passes(SpillingJob job, int threads, boolean encrypted) throws IOException {
        try {
            run(
                    job,
                    settings(SpillingJob.LIMIT, threads)
                            .encryptSpilled(encrypted)
                            .build());
        } catch (DataAccessException failure) {
            assertThat(failure)
                    .hasMessageContainingAll(Faults.MESSAGE, spills.toString(), "Execution.temporaryDirectory")
                    .hasNoSuppressedExceptions();
            return false;
        }
        checkResult(job);
        return true;
    }

    @ParameterizedTest
    @EnumSource(SpillingJob.class)
    void whereverMemoryEndsIsOneClearError(SpillingJob job) throws IOException {
        int failures = 0;
        for (int threads = 1; threads <= 2; threads++) {
            boolean passed = false;
            for (long limit = 32 << 10; !passed; limit += EVERY ? 4 << 10 : limit / 2) {
                try {
                    run(job, settings(limit, threads).build());
                    passed = true;
                    checkResult(job);
                } catch (MemoryLimitException failure) {
                    failures++;
                    assertThat(failure).hasNoSuppressedExceptions();
                }
                nothingIsLeft();
            }
        }
        assertThat(failures).isGreaterThan(4);
    }

    @ParameterizedTest
    @EnumSource(SpillingJob.class)
    void endsAtAnyMomentInWhichItIsCancelled(SpillingJob job) throws Exception {
        Random random = Seeds.fresh();
        for (int threads : new int[] {1, 2, 8}) {
            long start = System.nanoTime();
            run(job, settings(SpillingJob.LIMIT, threads).build());
            long whole = System.nanoTime() - start;
            checkResult(job);
            for (int round = 0; round < CANCELS; round++) {
                CancellationToken token = new CancellationToken();
                long moment = random.nextLong(whole);
                Thread canceller = new Thread(() -> {
                    LockSupport.parkNanos(moment);
                    token.cancel();
                });
                canceller.start();
                try {
                    run(
                            job,
                            settings(SpillingJob.LIMIT, threads)
                                    .cancellation(token)
                                    .build());
                    checkResult(job);
                } catch (CancelledException wanted) {
                    // other threads have noticed it too
                    assertThat(wanted.getSuppressed())
                            .allSatisfy(other -> assertThat(other).isInstanceOf(CancelledException.class));
                }
                canceller.join();
                nothingIsLeft();
            }
        }
    }
}
