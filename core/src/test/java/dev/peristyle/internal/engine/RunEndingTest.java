package dev.peristyle.internal.engine;

import static dev.peristyle.Aggregates.count;
import static dev.peristyle.SortKey.desc;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.peristyle.Pipeline;
import dev.peristyle.column.ChunkIterator;
import dev.peristyle.error.CancelledException;
import dev.peristyle.error.MemoryLimitException;
import dev.peristyle.execution.Execution;
import dev.peristyle.execution.RunProfile;
import dev.peristyle.execution.RunReport;
import dev.peristyle.memory.OffHeapBuffer;
import dev.peristyle.random.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs that end in other ways than by their last row: a thread that cannot start, a close, a limit, an interrupt. */
@Timeout(600)
class RunEndingTest {

    private static final List<Consumer<Pipeline>> ENDS = List.of(
            pipeline -> pipeline.count(),
            pipeline -> pipeline.collect().close(),
            pipeline -> pipeline.forEach(row -> {}),
            pipeline -> pipeline.sortBy(desc("text")).collect().close(),
            pipeline -> pipeline.groupBy("text").aggregate(count().as("n")).forEach(row -> {}),
            pipeline -> pipeline.write(new TrappedSink(new Trap(null, Integer.MAX_VALUE))));

    private static void checkNothingIsLeft(NumberedRows rows) {
        assertThat(rows.openReaders).hasValue(0);
        assertThat(rows.openScans).hasValue(0);
        assertThat(DyingWorkerTest.workers()).isZero();
    }

    @Test
    void aThreadThatTheSystemRefusesEndsTheRunAndAllOthers() {
        for (int refused = 1; refused < 8; refused++) {
            NumberedRows rows = new NumberedRows(50, 40, 8);
            OutOfMemoryError refusal = new OutOfMemoryError("unable to create native thread");
            AtomicInteger started = new AtomicInteger();
            int number = refused;
            Run run = new Run(Execution.builder().threads(8).build(), List.of(), work -> {
                if (started.incrementAndGet() == number) {
                    throw refusal;
                }
                return Workers.thread(work);
            });
            Rows stage = Stages.of(rows);
            assertThat(catchThrowable(() -> Ends.discard(stage, Stages.END, run)))
                    .isSameAs(refusal);
            started.set(0);
            try (Clock clock = Clock.start(run)) {
                assertThat(clock).isNotNull();
                try (OrderedRows ordered = new OrderedRows(stage, run)) {
                    assertThat(catchThrowable(() -> {
                                while (ordered.next() != null) {
                                    // to the end
                                }
                            }))
                            .isSameAs(refusal);
                }
            }
            run.close();
            checkNothingIsLeft(rows);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void rowsCannotBeClosedWhileAnotherThreadWaitsForThem(int threads) throws InterruptedException {
        NumberedRows rows = new NumberedRows(9, 40, 8);
        CountDownLatch waiting = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Execution execution = Execution.builder()
                .threads(threads)
                .progress(progress -> {
                    waiting.countDown();
                    await(goOn);
                })
                .build();
        AtomicReference<ChunkIterator> open = new AtomicReference<>();
        AtomicReference<Throwable> outcome = new AtomicReference<>();
        Thread reader = new Thread(() -> outcome.set(catchThrowable(() -> {
            try (ChunkIterator chunks = Pipeline.from(rows).using(execution).chunks()) {
                open.set(chunks);
                while (chunks.next()) {
                    // to the end
                }
            }
        })));
        reader.start();
        waiting.await();
        // a worker can get here before the reader waits in next(), and until then the rows are nobody's
        while (reader.isAlive() && (open.get() == null || !isWaiting(reader))) {
            Thread.onSpinWait();
        }
        Throwable closing = catchThrowable(() -> open.get().close());
        goOn.countDown();
        reader.join();
        assertThat(closing).isInstanceOf(IllegalStateException.class);
        assertThat(outcome.get()).isNull();
        checkNothingIsLeft(rows);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void aListenerThatClosesTheRowsOfItsRunHangsNobody(int threads) throws InterruptedException {
        NumberedRows rows = new NumberedRows(9, 40, 8);
        AtomicReference<ChunkIterator> open = new AtomicReference<>();
        CountDownLatch opened = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        Execution execution = Execution.builder()
                .threads(threads)
                .progress(progress -> {
                    await(opened);
                    open.get().close();
                })
                .report(report -> ended.countDown())
                .build();
        try (ChunkIterator chunks = Pipeline.from(rows).using(execution).chunks()) {
            open.set(chunks);
            opened.countDown();
            // it belongs to whoever comes first, the listener or this thread
            assertThatThrownBy(() -> {
                        while (chunks.next()) {
                            // to the end
                        }
                    })
                    .isInstanceOf(IllegalStateException.class);
        }
        ended.await();
        checkNothingIsLeft(rows);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void aLimitOfMemoryThatIsReachedAnywhereIsNamedAsOne(int threads) {
        Random random = Seeds.random(40_900 + threads);
        for (int round = 0; round < 300; round++) {
            NumberedRows rows = new NumberedRows(20, 400, 64);
            Pipeline pipeline = Pipeline.from(rows)
                    .using(Execution.builder()
                            .threads(threads)
                            .memoryLimit(2_000 + random.nextInt(400_000))
                            .build());
            Consumer<Pipeline> end = ENDS.get(random.nextInt(ENDS.size()));
            Throwable failure = catchThrowable(() -> end.accept(pipeline));
            if (failure != null) {
                assertThat(failure).as("round %s", round).isInstanceOf(MemoryLimitException.class);
            }
            checkNothingIsLeft(rows);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void anInterruptIsACancellationWheneverItComes(int threads) throws InterruptedException {
        Random random = Seeds.random(41_000 + threads);
        for (int round = 0; round < 100; round++) {
            NumberedRows rows = new NumberedRows(200, 400, 8);
            Pipeline pipeline = Pipeline.from(rows)
                    .using(Execution.builder().threads(threads).build());
            Consumer<Pipeline> end = ENDS.get(random.nextInt(ENDS.size()));
            AtomicReference<Throwable> outcome = new AtomicReference<>();
            Thread thread = new Thread(() -> outcome.set(catchThrowable(() -> end.accept(pipeline))));
            thread.start();
            Thread.sleep(0, random.nextInt(999_999));
            thread.interrupt();
            thread.join();
            if (outcome.get() != null) {
                assertThat(outcome.get()).as("round %s", round).isInstanceOf(CancelledException.class);
            }
            checkNothingIsLeft(rows);
        }
    }

    /** A reader that fails once and would go on is not asked again: what comes after would look like all rows. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void chunksThatHaveFailedSayTheSameAgain(int threads) {
        List<RunReport> reports = new ArrayList<>();
        Execution execution =
                Execution.builder().threads(threads).report(reports::add).build();
        int failures = 0;
        for (int steps = 3; steps < 60; steps++) {
            Trap trap = new Trap(new IllegalStateException("once"), steps);
            Pipeline pipeline = Pipeline.from(new TrappedSource(new NumberedRows(9, 40, 8), trap));
            try (ChunkIterator chunks = pipeline.using(execution).chunks()) {
                Throwable first = catchThrowable(() -> {
                    while (chunks.next()) {
                        // to the end
                    }
                });
                if (first != null) {
                    failures++;
                    assertThat(catchThrowable(chunks::next))
                            .as("step %s", steps)
                            .isSameAs(first);
                    assertThat(catchThrowable(chunks::next))
                            .as("step %s", steps)
                            .isSameAs(first);
                }
            } catch (IllegalStateException whenOpenedOrClosed) {
                assertThat(whenOpenedOrClosed).isSameAs(trap.thrown());
            }
        }
        assertThat(failures).isPositive();
        assertThat(reports.stream().filter(report -> !report.completed()).count())
                .isGreaterThanOrEqualTo(failures);
    }

    private record Numbered(long id, String text) {}

    @Test
    void whatAStreamDoesStaysTheFailureWhateverItsEndThrows() {
        IllegalStateException first = new IllegalStateException("cannot use the row");
        AssertionError second = new AssertionError("cannot use the report");
        Execution execution = Execution.builder()
                .report(report -> {
                    throw second;
                })
                .build();
        Pipeline pipeline = Pipeline.from(new NumberedRows(9, 40, 8)).using(execution);
        assertThatThrownBy(() -> pipeline.stream(Numbered.class).forEach(row -> {
                    throw first;
                }))
                .isSameAs(first)
                .hasSuppressedException(second);
    }

    @Test
    void aRunThatCannotStartAgainHasEnded() {
        List<RunReport> reports = new ArrayList<>();
        List<RunProfile> profiles = new ArrayList<>();
        Execution execution = Execution.builder()
                .threads(2)
                .report(reports::add)
                .profile(profiles::add)
                .build();
        MemoryLimitException first = new MemoryLimitException("full");
        IllegalStateException left = new IllegalStateException("cannot be closed");
        for (int failing = 0; failing < 2; failing++) {
            Run run = new Run(execution, List.of());
            OffHeapBuffer held = failing == 0 ? run.memory().allocate(8, "held") : null;
            Throwable failure = catchThrowable(() -> run.again(first, () -> {
                if (held == null) {
                    throw left;
                }
            }));
            assertThat(failure).isInstanceOf(IllegalStateException.class).hasSuppressedException(first);
            assertThat(reports).hasSize(1 + failing).noneMatch(RunReport::completed);
            assertThat(profiles).hasSize(1 + failing);
            assertThat(OpenRuns.list()).isEmpty();
            assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .doesNotContain("peristyle-profile");
            if (held != null) {
                held.close();
            }
        }
    }

    private static boolean isWaiting(Thread thread) {
        Thread.State state = thread.getState();
        return state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interruption) {
            throw new AssertionError(interruption);
        }
    }
}
