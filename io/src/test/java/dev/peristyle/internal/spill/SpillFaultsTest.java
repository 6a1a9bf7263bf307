package dev.peristyle.internal.spill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.csv.Csv;
import dev.peristyle.error.CancelledException;
import dev.peristyle.error.DataAccessException;
import dev.peristyle.error.MemoryLimitException;
import dev.peristyle.execution.CancellationToken;
import dev.peristyle.execution.Execution;
import dev.peristyle.execution.RunReport;
import dev.peristyle.internal.spill.Faults.Operation;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.RefusedAllocation;
import dev.peristyle.random.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
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
 * moments of each run are tried; {@code -Dperistyle.test.everyFault=true} tries each operation and each allocation, and {@code
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
        output = Files.createDirectory(directory.resolve("outputs")).resolve("out.csv");
        spills = Files.createDirectory(directory.resolve("spills"));
        for (SpillingJob job : SpillingJob.values()) {
            Path file = directory.resolve(job + ".csv");
            AtomicReference<RunReport> report = new AtomicReference<>();
            job.pipeline(input)
                    .using(Execution.builder().report(report::set).build())
                    .write(Csv.to(file));
            assertThat(report.get().spilledBytes()).isZero();
            EXPECTED.put(job, file);
        }
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        for (Path place : List.of(spills, output.getParent())) {
            try (Stream<Path> files = Files.list(place)) {
                assertThat(files).isEmpty();
            }
        }
        assertThat(handles()).as("open files").isZero();
        assertThat(MemoryPool.openRoots()).isEmpty();
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().startsWith("peristyle-"))
                // waits for what nobody closes, once for the process
                .filteredOn(thread -> !thread.getName().equals("peristyle-cleaner"))
                .isEmpty();
    }

    /** Files of the test that are open, where the system tells. */
    private static long handles() throws IOException {
        Path list = Path.of("/proc/self/fd");
        if (!Files.isDirectory(list)) {
            return 0;
        }
        try (Stream<Path> handles = Files.list(list)) {
            return handles.filter(SpillFaultsTest::isOurs).count();
        }
    }

    private static boolean isOurs(Path handle) {
        try {
            return Files.readSymbolicLink(handle).startsWith(directory);
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }

    private static Execution.Builder settings(long limit, int threads) {
        return Execution.builder().memoryLimit(limit).threads(threads).temporaryDirectory(spills);
    }

    private static void run(SpillingJob job, Execution execution) {
        job.pipeline(input).using(execution).write(Csv.to(output));
    }

    private void checkResult(SpillingJob job) throws IOException {
        assertThat(output).hasSameBinaryContentAs(EXPECTED.get(job));
        Files.delete(output);
    }

    @ParameterizedTest
    @EnumSource(SpillingJob.class)
    void eachOperationOnFilesThatFailsIsOneClearError(SpillingJob job) throws Exception {
        for (int threads = 1; threads <= 2; threads++) {
            boolean encrypted = threads == 2;
            Faults faults;
            int failing = 0;
            do {
                failing += EVERY ? 1 : 1 + failing;
                faults = new Faults(failing);
                failsOrPasses(job, faults, threads, encrypted);
                nothingIsLeft();
            } while (faults.failed() != null);
            assertThat(faults.steps()).as("operations").isGreaterThan(40);
            print("%s, %d threads: %d operations on files%n", job, threads, faults.steps());
            // the last ones make the output whole, and how many come before differs from run to run
            for (Operation last : List.of(Operation.SYNC, Operation.RENAME)) {
                faults = new Faults(last);
                failsOrPasses(job, faults, threads, encrypted);
                assertThat(faults.failed()).isEqualTo(last);
                nothingIsLeft();
            }
        }
    }

    private void failsOrPasses(SpillingJob job, Faults faults, int threads, boolean encrypted) throws IOException {
        FaultyFileSystem files = new FaultyFileSystem(faults);
        Execution.Builder settings = settings(SpillingJob.LIMIT, threads)
                .temporaryDirectory(files.path(spills))
                .encryptSpilled(encrypted);
        try {
            job.pipeline(files.path(input)).using(settings.build()).write(Csv.to(files.path(output)));
            // what was spilled is given back early where that can be, and at the end in any case
            assertThat(faults.failed()).isIn(null, Operation.TRUNCATE);
            checkResult(job);
        } catch (DataAccessException failure) {
            assertThat(faults.failed()).isNotNull();
            assertThat(failure).hasMessageContaining(Faults.MESSAGE).hasNoSuppressedExceptions();
            if (failure.getMessage().contains(spills.toString())) {
                assertThat(failure).hasMessageContaining("Execution.temporaryDirectory");
            } else {
                assertThat(failure.getMessage()).containsAnyOf(input.toString(), output.toString());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(SpillingJob.class)
    void eachAllocationThatIsRefusedIsOneClearErrorOrNone(SpillingJob job) throws Exception {
        for (int threads = 1; threads <= 2; threads++) {
            int refusals = 0;
            int refusing = 0;
            int requests;
            boolean happened;
            do {
                refusing += EVERY ? 1 : 1 + refusing;
                try (RefusedAllocation refused = RefusedAllocation.number(refusing)) {
                    refusals += passes(job, threads) ? 0 : 1;
                    happened = refused.happened();
                    requests = refused.requests();
                }
                nothingIsLeft();
            } while (happened);
            assertThat(refusals).isPositive();
            print("%s, %d threads: %d allocations, %d ended the run%n", job, threads, requests, refusals);
        }
    }

    private boolean passes(SpillingJob job, int threads) throws IOException {
        try {
            run(job, settings(SpillingJob.LIMIT, threads).build());
        } catch (MemoryLimitException failure) {
            assertThat(failure).hasNoSuppressedExceptions();
            return false;
        }
        checkResult(job);
        return true;
    }

    @SuppressWarnings("AnnotateFormatMethod") // the annotation is not on the class path
    private static void print(String format, Object... values) {
        if (EVERY || Boolean.getBoolean("peristyle.test.print")) {
            System.out.printf(format, values);
        }
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
